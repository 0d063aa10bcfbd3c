"""Documents read at a place, and what their pages show of them."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404

from gouvernail.connectors.reading.enums import Answer
from gouvernail.connectors.reading.models import DocumentFault, DocumentReading
from gouvernail.connectors.reading.rules.registry import Gravity
from gouvernail.organisations.models import Organisation

PAGE_SIZE = 50
DISMISSED = "ecartes"
"""The tab of what a person said is no fault."""


def documents_at(place: Organisation) -> QuerySet[DocumentReading]:
    """Return the documents read at or below a place."""
    found = DocumentReading.objects.filter(organisation__path__startswith=place.path).select_related("organisation")
    return found.defer("mentions", "warnings").annotate(fault_count=Count("faults")).order_by("-read_at", "-pk")


def document_at(place: Organisation, pk: int) -> DocumentReading:
    """Return one of them; « not found » for any other."""
    found = DocumentReading.objects.filter(organisation__path__startswith=place.path, pk=pk)
    reading = found.select_related("organisation").first()
    if reading is None:
        raise Http404
    return reading


def fault_counts(reading: DocumentReading) -> dict[str, int]:
    """Return how many faults there are by gravity, those dismissed apart."""
    counts = dict.fromkeys([*(one.value for one in Gravity), DISMISSED], 0)
    for gravity, answer, number in reading.faults.order_by().values_list("gravity", "answer").annotate(Count("pk")):
        counts[DISMISSED if answer == Answer.DISMISSED else gravity] += number
    return counts


def shown_gravity(counts: dict[str, int], wanted: str) -> str:
    """Return the tab that is shown: the one asked for, or the gravest that has something."""
    if wanted in counts:
        return wanted
    return next((name for name, number in counts.items() if number), Gravity.BLOCKING.value)


def faults(reading: DocumentReading, shown: str, number: str | None) -> Page[DocumentFault]:
    """Return a page of the faults of one tab, in the order of the document."""
    query = reading.faults.all()
    if shown == DISMISSED:
        query = query.filter(answer=Answer.DISMISSED)
    else:
        query = query.filter(gravity=shown).exclude(answer=Answer.DISMISSED)
    return Paginator(query, PAGE_SIZE).get_page(number)
