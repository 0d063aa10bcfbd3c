"""The sources of a place, their readings, and the requests of one reading, as its pages show them."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from gouvernail.connectors.sources.connector import CAMPAIGNS, REQUESTS
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun, SourceWord, StagedRequest
from gouvernail.connectors.sources.prepared import prepared
from gouvernail.organisations.models import Organisation
from gouvernail.support.models import Request

PAGE_SIZE = 50

TAB_ORDER = (
    Outcome.DOUBTFUL,
    Outcome.CONFLICT,
    Outcome.REFUSED,
    Outcome.NEW,
    Outcome.CHANGED,
    Outcome.VANISHED,
    Outcome.UNCHANGED,
)
"""What waits for an answer comes first."""


def connections_at(place: Organisation) -> QuerySet[Connection]:
    """Return the sources of a place and below, each with its last reading and its last alerts (one query)."""
    last = SourceRun.objects.filter(connection=OuterRef("pk")).order_by("-pk")
    found = Connection.objects.filter(organisation__path__startswith=place.path).select_related("organisation")
    return found.annotate(
        last_state=Subquery(last.values("state")[:1]),
        last_partial=Subquery(last.values("partial")[:1]),
        last_started=Subquery(last.values("started_at")[:1]),
        unexplained=Exists(SourceWord.objects.filter(connection=OuterRef("pk"), confirmed=False)),
    ).order_by("organisation__path", "name")


def connection_at(place: Organisation, pk: int) -> Connection:
    """Return one of them; « not found » for any other."""
    found = connections_at(place).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def run_at(place: Organisation, pk: int) -> SourceRun:
    """Return a reading of one of the sources of a place; « not found » for any other."""
    runs = SourceRun.objects.select_related("connection__organisation", "import_run")
    found = runs.filter(pk=pk, connection__organisation__path__startswith=place.path).first()
    if found is None:
        raise Http404
    return found


def shown_outcome(run: SourceRun, wanted: str) -> str:
    """Return the outcome whose rows are shown: the one asked for, or the first that has some."""
    if wanted in Outcome.values:
        return wanted
    return next((outcome.value for outcome in TAB_ORDER if run.counts.get(outcome)), Outcome.NEW.value)


def rows_of(run: SourceRun, outcome: str, number: str | None) -> Page:
    """Return a page of the records of one outcome; those unchanged are read where they are held."""
    if run.stream == CAMPAIGNS:
        return Paginator(run.campaigns.filter(outcome=outcome), PAGE_SIZE).get_page(number)
    if outcome == Outcome.UNCHANGED and run.stream == REQUESTS:
        return Paginator(_unchanged(run), PAGE_SIZE).get_page(number)
    found = prepared(run, outcome).select_related("kind_word", "department_word")
    return Paginator(found, PAGE_SIZE).get_page(number)


def _unchanged(run: SourceRun) -> QuerySet[HeldRecord]:
    staged = StagedRequest.objects.filter(run=run.pk, number=OuterRef("number"))
    held = HeldRecord.objects.filter(connection=run.connection_id, stream=run.stream)
    return held.filter(~Exists(staged)).order_by("number")


def held_requests(pks: list[int]) -> dict[int, Request]:
    """Return the requests of a page of rows (one query)."""
    return Request.objects.in_bulk(pks)
