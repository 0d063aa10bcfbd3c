"""What the pages of sources show: states, counts, rows with old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.sources.enums import Outcome, ReadingState
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun, StagedCampaign, StagedRequest
from gouvernail.connectors.sources.naming import product_label
from gouvernail.connectors.sources.queries import TAB_ORDER, held_requests
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.registers.listing import Cell, Heading, Row, Table
from gouvernail.registers.register import Badge
from gouvernail.support.models import Request, RequestKind
from gouvernail.support.queries import Telling, telling

STATES = {
    ReadingState.READING: ("progress", "refresh"),
    ReadingState.READY: ("decide", "eye"),
    ReadingState.APPLIED: ("good", "circle-check"),
    ReadingState.CANCELLED: ("neutral", "x"),
    ReadingState.FAILED: ("alert", "alert-circle"),
    ReadingState.INTERRUPTED: ("alert", "alert-triangle"),
}
OUTCOME_TONES = {
    Outcome.NEW: ("good", "plus"),
    Outcome.CHANGED: ("progress", "edit"),
    Outcome.VANISHED: ("study", "search"),
    Outcome.DOUBTFUL: ("risk", "help"),
    Outcome.CONFLICT: ("risk", "alert-triangle"),
    Outcome.REFUSED: ("alert", "circle-x"),
    Outcome.UNCHANGED: ("neutral", "circle-check"),
}
STEP_TONES = {
    "good": ("good", "circle-check", gettext_lazy("Bon")),
    "warning": ("risk", "alert-triangle", gettext_lazy("À revoir")),
    "failed": ("alert", "circle-x", gettext_lazy("Échec")),
    "skipped": ("neutral", "circle-dashed", gettext_lazy("Non essayé")),
}


def state_badge(run: SourceRun) -> Badge:
    """Return where a reading stands; a partial one says so."""
    if run.partial and run.state in (ReadingState.READY, ReadingState.APPLIED):
        return Badge("risk", "alert-triangle", _("%(state)s, partielle") % {"state": run.get_state_display()})
    return Badge(*STATES[ReadingState(run.state)], run.get_state_display())


def health_badge(connection: Connection) -> Badge:
    """Return how a source is doing, from its last reading and its words."""
    if connection.last_state is None:
        return Badge("neutral", "circle-dashed", _("Jamais lue"))
    if connection.last_state == ReadingState.FAILED:
        return Badge("alert", "alert-circle", _("Échec de la dernière lecture"))
    if connection.last_state == ReadingState.INTERRUPTED:
        return Badge("alert", "alert-triangle", _("Dernière lecture interrompue"))
    if connection.last_partial:
        return Badge("risk", "alert-triangle", _("Dernière lecture partielle"))
    if connection.last_state == ReadingState.READY:
        return Badge("decide", "eye", _("Lecture à vérifier"))
    if connection.unexplained:
        return Badge("risk", "help", _("Mots à expliquer"))
    return Badge(*STATES[ReadingState(connection.last_state)], ReadingState(connection.last_state).label)


def list_of_connections(found: list[Connection], place: Organisation) -> Table:
    """Return the sources as the list component shows them."""
    headings = [
        Heading("name", _("Source"), primary=True),
        Heading("organisation", _("Collectivité")),
        Heading("state", _("État")),
        Heading("schedule", _("Lecture")),
        Heading("last", _("Dernière lecture")),
    ]
    rows = []
    for one in found:
        badge = health_badge(one)
        cells = [
            Cell(headings[0], one.name, sub=product_label(one)),
            Cell(headings[1], str(one.organisation)),
            Cell(headings[2], str(badge.label), badge_tone=badge.tone, badge_icon=badge.icon),
            Cell(headings[3], one.get_schedule_display()),
            Cell(headings[4], instant_words(one.last_started)),
        ]
        rows.append(Row(one.pk, reverse("source", args=[place.slug, one.pk]), cells))
    empty = _("Aucune source pour le moment. Reliez un outil : ses données arriveront sans ressaisie.")
    return Table(_("Sources"), headings, rows, empty=empty)


def instant_words(when: Any) -> str:
    """Return an instant as people read it here, or « jamais »."""
    return f"{timezone.localtime(when):%d/%m/%Y %H:%M}" if when else _("jamais")


def steps_shown(connection: Connection) -> list[dict[str, Any]]:
    """Return what the last connection test found."""
    shown = []
    for label, state, sentence, advice, _fault in connection.checks:
        tone, icon, word = STEP_TONES[state]
        shown.append({"label": label, "sentence": sentence, "advice": advice, "tone": tone, "icon": icon, "word": word})
    return shown


def stream_label(run: SourceRun) -> str:
    """Return what a reading was about, in words."""
    product = connector_of(run.connection.product)
    stream = product.stream(run.stream) if product else None
    return str(stream.label) if stream else run.stream


def tabs(run: SourceRun, shown: str, path: str) -> list[dict[str, Any]]:
    """Return the outcomes that have rows, as views of the page."""
    return [
        {
            "label": outcome.label,
            "href": f"{path}?issue={outcome.value}",
            "count": run.counts[outcome],
            "current": outcome == shown,
        }
        for outcome in TAB_ORDER
        if run.counts.get(outcome)
    ]


def tiles(run: SourceRun) -> list[dict[str, str]]:
    """Return how many records there are by outcome, as figures."""
    return [
        {
            "label": str(outcome.label),
            "value": format_number(run.counts.get(outcome, 0)),
            "tone": OUTCOME_TONES[outcome][0] if run.counts.get(outcome) else "neutral",
            "icon": OUTCOME_TONES[outcome][1],
        }
        for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.VANISHED, *TAB_ORDER[:3])
        if run.counts.get(outcome) or outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    ]


def log_shown(run: SourceRun) -> list[dict[str, str]]:
    """Return the log of a reading, oldest first."""
    icons = {"alert": "alert-triangle", "good": "circle-check"}
    return [
        {
            "at": f"{timezone.localtime(datetime.fromisoformat(at)):%H:%M}",
            "tone": {"alert": "risk"}.get(tone, tone),
            "icon": icons.get(tone, "info-circle"),
            "sentence": text,
        }
        for at, tone, text in run.log
    ]


# -- rows of requests ----------------------------------------------------------------------------------------------


@dataclass
class Change:
    """A value that would be written, beside the one held now."""

    label: str
    old: str
    new: str


@dataclass
class RowShown:
    """A prepared record: how it is called, what would change, why it waits."""

    title: str
    href: str
    changes: list[Change]
    reason: str = ""


def request_rows(place: Organisation, outcome: str, page: Page) -> list[RowShown]:
    """Return a page of requests with old beside new (three queries, whatever the page).

    Departments are named by the same rule as in the register; where it shows no list at all, only references and
    reasons are shown here.
    """
    objects = held_requests([one.object_id for one in page.object_list if one.object_id])
    told = telling(place)
    rows = [_request_row(place, outcome, one, objects.get(one.object_id), told) for one in page.object_list]
    if told.withheld:
        for row in rows:
            row.changes = []
    return rows


def _request_row(
    place: Organisation,
    outcome: str,
    one: StagedRequest | HeldRecord,
    held: Request | None,
    told: Telling,
) -> RowShown:
    href = reverse("request_sheet", args=[place.slug, held.pk]) if held else ""
    if isinstance(one, HeldRecord) or outcome == Outcome.VANISHED:
        title = held.reference if held else str(one.number)
        return RowShown(title, href, _changes(_held_words(held, told), {}) if held else [])
    before = _held_words(held, told) if held else {}
    after = {
        _("Nature"): dict(RequestKind.choices).get(one.kind, "")
        or _("à dire : « %(word)s »") % {"word": one.kind_word or ""},
        _("Catégorie"): one.category,
        _("Service"): _department_words(one.department, told),
        _("Ouverte le"): _day(one.opened_on),
        _("Résolue le"): _day(one.closed_on),
    }
    return RowShown(one.reference, href, _changes(before, after), one.reason)


def _held_words(held: Request, told: Telling) -> dict[str, str]:
    return {
        _("Nature"): str(held.get_kind_display()),
        _("Catégorie"): held.category,
        _("Service"): _department_words(held.department_id, told),
        _("Ouverte le"): _day(held.opened_on),
        _("Résolue le"): _day(held.closed_on),
    }


def _changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    labels = [*after, *(label for label in before if label not in after)]
    pairs = [Change(label, str(before.get(label) or ""), str(after.get(label) or "")) for label in labels]
    if before and after:
        return [one for one in pairs if one.old != one.new]
    return [one for one in pairs if one.old or one.new]


def _department_words(pk: int | None, told: Telling) -> str:
    if pk is None:
        return ""
    return told.departments.get(pk) or _("non affiché (petits services)")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def campaign_rows(page: Page) -> list[RowShown]:
    """Return a page of campaigns; counts of small departments are nowhere, only how many departments there are."""
    return [
        RowShown(
            one.name,
            "",
            [
                Change(_("Envoyée le"), "", _day(one.sent_on)),
                Change(_("Services"), "", str(len(one.results))),
                Change(_("Destinataires"), "", _reached(one)),
            ],
            one.reason,
        )
        for one in page.object_list
    ]


def _reached(one: StagedCampaign) -> str:
    """How many people a campaign reached, unless they are too few."""
    people = sum(counts["recipients"] for counts in one.results.values())
    return format_number(people) if people >= SMALL_GROUP else _("non affiché (moins de 5 personnes)")
