"""The imports of a place, and the lines of one import, as its pages show them."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from gouvernail.connectors.enums import Outcome
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.registry import registers

PAGE_SIZE = 50

TAB_ORDER = (
    Outcome.DOUBTFUL,
    Outcome.CONFLICT,
    Outcome.REFUSED,
    Outcome.NEW,
    Outcome.CHANGED,
    Outcome.UNCHANGED,
    Outcome.SKIPPED,
    Outcome.VANISHED,
)
"""What waits for an answer comes first."""


def runs(place: Organisation, actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports made at or below a place of objects that this person may see."""
    kinds = [one.kind for one in registers() if actor.can(VIEW, one.family, place)]
    found = ImportRun.objects.filter(organisation__path__startswith=place.path, kind__in=kinds)
    return found.select_related("organisation").defer("outline", "mapping", "creations")


def run_at(place: Organisation, actor: Actor, pk: int) -> ImportRun:
    """Return one of them, whole; « not found » for any other."""
    run = runs(place, actor).defer(None).filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def shown_outcome(run: ImportRun, wanted: str) -> str:
    """Return the outcome whose lines are shown: the one asked for, or the first that has some."""
    if wanted in Outcome.values:
        return wanted
    return next((outcome for outcome in TAB_ORDER if run.counts.get(outcome)), Outcome.NEW)


def lines(run: ImportRun, outcome: str, number: str | None) -> Page:
    """Return a page of the lines of one outcome, in the order of the file."""
    rows: QuerySet[StagedRow] = run.rows.filter(outcome=outcome).order_by("line", "pk")
    return Paginator(rows, PAGE_SIZE).get_page(number)
