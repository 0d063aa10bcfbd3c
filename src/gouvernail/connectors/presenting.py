"""What the pages of an import show: steps, counts, columns to choose, lines to settle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.connectors.contents import is_drawn, place_of
from gouvernail.connectors.enums import Outcome, RunState
from gouvernail.connectors.fields import REFERENCE_FIELD, import_fields
from gouvernail.connectors.findings import CONFLICT, INFO, SKIP
from gouvernail.connectors.judgements import ROW
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.connectors.outlines import sheet_named
from gouvernail.connectors.queries import TAB_ORDER
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.registers.files import REFERENCE
from gouvernail.registers.register import Badge, Register

OUTCOME_BADGES = {
    Outcome.NEW: ("good", "plus"),
    Outcome.CHANGED: ("progress", "edit"),
    Outcome.DOUBTFUL: ("risk", "help"),
    Outcome.CONFLICT: ("risk", "alert-triangle"),
    Outcome.REFUSED: ("alert", "circle-x"),
    Outcome.UNCHANGED: ("neutral", "circle-check"),
    Outcome.SKIPPED: ("neutral", "eye-off"),
    Outcome.VANISHED: ("study", "search"),
}
STATE_BADGES = {
    RunState.COLUMNS: ("decide", "table"),
    RunState.READING: ("progress", "refresh"),
    RunState.READY: ("decide", "eye"),
    RunState.APPLIED: ("good", "circle-check"),
    RunState.CANCELLED: ("neutral", "x"),
    RunState.FAILED: ("alert", "alert-circle"),
}
STEPS = (gettext_lazy("Fichier"), gettext_lazy("Colonnes"), gettext_lazy("Vérifier"), gettext_lazy("Bilan"))


def steps(place: Organisation, run: ImportRun | None, current: int) -> list[dict[str, str]]:
    """Return the four steps of an import; those already made lead back as long as nothing is applied."""
    hrefs = ["", "", "", ""]
    if run is not None and run.state in (RunState.READY, RunState.FAILED, RunState.COLUMNS):
        hrefs[1] = reverse("import_columns", args=[place.slug, run.pk])
    return [
        {
            "label": str(label),
            "state": "done" if rank < current else "current" if rank == current else "todo",
            "href": hrefs[rank - 1] if rank < current else "",
        }
        for rank, label in enumerate(STEPS, 1)
    ]


def state_badge(run: ImportRun) -> Badge:
    """Return where an import stands."""
    return Badge(*STATE_BADGES[RunState(run.state)], run.get_state_display())


def import_heading(register: Register) -> str:
    """Return the title of the pages: « Importer des équipements »."""
    return _("Importer des %(objects)s") % {"objects": register.label_plural}


def tabs(run: ImportRun, shown: str, path: str) -> list[dict[str, Any]]:
    """Return the outcomes that have lines, as views of the page."""
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


def count_badges(run: ImportRun) -> list[Badge]:
    """Return how many lines are ready, wait for an answer, or are of no effect, in words."""
    counts = run.counts
    ready = counts.get(Outcome.NEW, 0) + counts.get(Outcome.CHANGED, 0)
    badges = [Badge("good" if ready else "neutral", "circle-check", _many(ready, "prête"))]
    for outcome in (Outcome.DOUBTFUL, Outcome.CONFLICT, Outcome.REFUSED, Outcome.UNCHANGED, Outcome.VANISHED):
        number = counts.get(outcome, 0)
        if number:
            tone, icon = OUTCOME_BADGES[outcome]
            badges.append(Badge(tone, icon, _many(number, outcome.value)))
    return badges


def _many(number: int, what: str) -> str:
    words = {
        "prête": ngettext("%(n)s prête", "%(n)s prêtes", number),
        Outcome.DOUBTFUL: ngettext("%(n)s douteuse", "%(n)s douteuses", number),
        Outcome.CONFLICT: ngettext("%(n)s en conflit", "%(n)s en conflit", number),
        Outcome.REFUSED: ngettext("%(n)s refusée", "%(n)s refusées", number),
        Outcome.UNCHANGED: ngettext("%(n)s inchangée", "%(n)s inchangées", number),
        Outcome.VANISHED: ngettext("%(n)s disparue du fichier", "%(n)s disparues du fichier", number),
    }
    return words[what] % {"n": format_number(number)}


# -- columns -------------------------------------------------------------------------------------------------------


@dataclass
class ColumnLine:
    """A column of the file, with what it would fill."""

    index: int
    letter: str
    label: str
    samples: str
    chosen: str


def column_lines(run: ImportRun, chosen: dict[int, str]) -> list[ColumnLine]:
    """Return the columns of the sheet; ``chosen`` gives the field of each, by its index."""
    return [
        ColumnLine(one["index"], one["letter"], one["label"], " · ".join(one["samples"]), chosen.get(one["index"], ""))
        for one in sheet_named(run.outline, run.sheet)["columns"]
    ]


def field_options(register: Register) -> list[tuple[str, str]]:
    """Return what a column may fill: the reference, or a field; those a new object needs are said so."""
    options = [(REFERENCE_FIELD, REFERENCE)]
    for one in import_fields(register).values():
        label = _("%(label)s (obligatoire)") % {"label": one.label} if one.required else one.label
        options.append((one.name, label))
    return options


def defaults_said(register: Register) -> list[str]:
    """Return what a new object is given when the file says nothing, in words."""
    said = []
    for one in import_fields(register).values():
        if one.field.choices and one.field.has_default() and not one.field.blank:
            label = dict(one.field.flatchoices)[one.field.get_default()]
            said.append(f"{one.label.lower()} « {label} »")
    return said


# -- lines ---------------------------------------------------------------------------------------------------------


@dataclass
class ChangeShown:
    """A value that would be written, beside the one held now."""

    label: str
    old: str
    new: str


@dataclass
class NoteShown:
    """A doubt or a refusal, with the answers it accepts."""

    name: str
    uid: str
    note: dict[str, Any]
    tone: str
    correction_name: str = ""
    correction: str = ""


@dataclass
class LineShown:
    """A prepared line."""

    row: StagedRow
    href: str
    changes: list[ChangeShown] = field(default_factory=list)
    notes: list[NoteShown] = field(default_factory=list)
    skip_name: str = ""
    skipped: bool = False
    place: str = ""


def line_shown(place: Organisation, register: Register, run: ImportRun, row: StagedRow) -> LineShown:
    """Return a line as its page shows it."""
    fields = import_fields(register)
    href = reverse(f"{register.kind}_sheet", args=[place.slug, row.object_id]) if row.object_id else ""
    changes = [ChangeShown(fields[name].label, old, new) for name, (old, new) in row.changes.items() if old != new]
    corrected: set[str] = set()
    notes = [_note_shown(row, rank, note, corrected) for rank, note in enumerate(row.notes)]
    skipped = row.decisions.get(ROW) == SKIP
    place = place_of(run.outline, row.line) if is_drawn(run.outline) else str(row.line)
    return LineShown(row, href, changes, notes, f"d:{row.pk}:{ROW}", skipped, place)


def _note_shown(row: StagedRow, rank: int, note: dict[str, Any], corrected: set[str]) -> NoteShown:
    tone = {"doubt": "risk", CONFLICT: "risk", INFO: "study"}.get(note["kind"], "alert")
    if note["answer"]:
        tone = "good"
    shown = NoteShown(f"d:{row.pk}:{note['key']}", f"{row.pk}-{rank}", note, tone)
    if note["correctable"] and note["kind"] != INFO and note["field"] not in corrected:
        corrected.add(note["field"])
        shown.correction_name = f"c:{row.pk}:{note['field']}"
        shown.correction = row.corrections.get(note["field"], "")
    return shown
