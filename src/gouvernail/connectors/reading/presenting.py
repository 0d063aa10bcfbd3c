"""What the pages of documents show: the list, the parts, the tabs of faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.connectors.enums import READY_OUTCOMES, TO_SETTLE, RunState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.presenting import state_badge
from gouvernail.connectors.reading.applying import WAITING, ready_lines
from gouvernail.connectors.reading.enums import UNREAD, ReadingState
from gouvernail.connectors.reading.models import DocumentReading
from gouvernail.connectors.reading.queries import DISMISSED, PAGE_SIZE
from gouvernail.connectors.reading.rules.registry import Gravity
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.registers.listing import Cell, Heading, Row, Table
from gouvernail.registers.register import Badge
from gouvernail.registers.registry import register_of

STATES = {
    ReadingState.QUEUED: ("progress", "clock"),
    ReadingState.READING: ("progress", "clock"),
    ReadingState.READY: ("decide", "eye"),
    ReadingState.APPLIED: ("good", "circle-check"),
    ReadingState.CANCELLED: ("neutral", "x"),
    ReadingState.FAILED: ("alert", "alert-circle"),
}
NOT_READ = (*UNREAD, ReadingState.FAILED)
"""The states in which nothing is known of a document yet, or ever."""
TABS = {
    Gravity.BLOCKING.value: gettext_lazy("Bloquants"),
    Gravity.ALERT.value: gettext_lazy("Alertes"),
    Gravity.INFO.value: gettext_lazy("Informations"),
    DISMISSED: gettext_lazy("Fausses alertes"),
}
TONES = {
    Gravity.BLOCKING.value: "alert",
    Gravity.ALERT.value: "risk",
    Gravity.INFO.value: "study",
    DISMISSED: "neutral",
}
FORMATS = {"pdf": "PDF", "docx": "DOCX", "pptx": "PPTX", "html": "HTML", "texte": gettext_lazy("texte")}


def reading_badge(reading: DocumentReading) -> Badge:
    """Return where a document stands."""
    return Badge(*STATES[ReadingState(reading.state)], reading.get_state_display())


def list_of_documents(query: QuerySet[DocumentReading], place: Organisation, number: str | None) -> tuple[Table, Page]:
    """Return a page of documents as the list component shows them."""
    page = Paginator(query, PAGE_SIZE).get_page(number)
    headings = [
        Heading("file_name", _("Document"), primary=True),
        Heading("kind", _("Format")),
        Heading("organisation", _("Collectivité")),
        Heading("state", _("État")),
        Heading("faults", _("Défauts"), align="end"),
        Heading("read_at", _("Lu le")),
    ]
    rows = [_row(headings, place, one) for one in page.object_list]
    return Table(_("Documents lus"), headings, rows, empty=_("Aucun document lu pour le moment.")), page


def _row(headings: list[Heading], place: Organisation, reading: DocumentReading) -> Row:
    badge = reading_badge(reading)
    texts = [
        reading.file_name,
        str(FORMATS[reading.kind]),
        str(reading.organisation),
        str(badge.label),
        "—" if reading.state in NOT_READ else format_number(reading.fault_count),
        f"{timezone.localtime(reading.read_at):%d/%m/%Y %H:%M}",
    ]
    cells = [Cell(heading, text) for heading, text in zip(headings, texts, strict=True)]
    cells[3].badge_tone, cells[3].badge_icon = badge.tone, badge.icon
    return Row(reading.pk, reverse("document_read", args=[place.slug, reading.pk]), cells)


@dataclass
class PartShown:
    """Proposals of one kind: how many are ready, how many wait for an answer, where they are looked at."""

    title: str
    objects: str
    icon: str
    href: str
    state: Badge
    ready: str
    waiting: str
    unchanged: str


def parts_shown(runs: list[ImportRun], place: Organisation) -> list[PartShown]:
    """Return the parts of a document as its page shows them."""
    return [_part(run, place) for run in runs]


def _part(run: ImportRun, place: Organisation) -> PartShown:
    register = register_of(run.kind)
    page = "import_check" if run.state in WAITING else "import_run"
    done = run.state == RunState.APPLIED
    return PartShown(
        run.sheet,
        register.label_plural,
        register.icon,
        reverse(page, args=[place.slug, run.pk]),
        state_badge(run),
        format_number(run.counts.get("ecrites", 0) if done else sum(run.counts.get(one, 0) for one in READY_OUTCOMES)),
        format_number(sum(run.counts.get(one, 0) for one in TO_SETTLE)),
        format_number(run.counts.get("inchangee", 0)),
    )


def tiles(reading: DocumentReading, runs: list[ImportRun], counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the figures at the head of the page of a document."""
    proposed = sum(sum(number for name, number in run.counts.items() if name != "disparue") for run in runs)
    masked = sum(reading.masked.values())
    blocking, alerts = counts[Gravity.BLOCKING.value], counts[Gravity.ALERT.value]
    return [
        _tile(ngettext("Proposition", "Propositions", proposed), proposed, "progress" if proposed else "neutral"),
        _tile(ngettext("Défaut bloquant", "Défauts bloquants", blocking), blocking, "alert" if blocking else "good"),
        _tile(ngettext("Alerte", "Alertes", alerts), alerts, "risk" if alerts else "good"),
        _tile(_("Données de personnes masquées"), masked, "study" if masked else "neutral"),
    ]


def _tile(label: str, value: int, tone: str) -> dict[str, str]:
    return {"label": label, "value": format_number(value), "tone": tone}


def tabs(counts: dict[str, int], shown: str, path: str) -> list[dict[str, Any]]:
    """Return the gravities that have faults, as views of the page."""
    return [
        {"label": label, "href": f"{path}?gravite={name}", "count": counts[name], "current": name == shown}
        for name, label in TABS.items()
        if counts[name] or name == shown
    ]


def what_is_ready(runs: list[ImportRun]) -> int:
    """Return how many lines applying the document would write."""
    return sum(ready_lines(run) for run in runs)


def subtitle(reading: DocumentReading) -> str:
    """Return what the document is, in a few words."""
    parts = [str(FORMATS[reading.kind])]
    if reading.pages:
        pages = ngettext("%(n)s page", "%(n)s pages", reading.pages)
        parts.append(pages % {"n": format_number(reading.pages)})
    lines = ngettext("%(n)s ligne lue", "%(n)s lignes lues", reading.lines)
    parts.append(lines % {"n": format_number(reading.lines)})
    return ", ".join(parts)
