"""A computed plan beside the plan in force: what is left out, late, early or the same, and which rule said so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import Problem, Project
from gouvernail.engines.planning.reading import read_problem
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.plans.what_if.periods import by_month, period_said


@dataclass(frozen=True)
class Change:
    """What became of a project: a word, its tone and icon, and its rank among what to look at first."""

    label: str
    tone: str
    icon: str
    rank: int


@dataclass(frozen=True)
class ComparedProject:
    """One project: where the plan in force puts it, where this plan puts it, and why."""

    key: str
    title: str
    axis: str
    mandatory: bool
    before: str
    now: str
    change: Change
    why: str = ""
    purchase: str = ""

    @property
    def pk(self) -> int:
        """The project's identifier."""
        return int(self.key[1:])


@dataclass(frozen=True)
class Comparison:
    """Every project, what must be looked at first; and the plan they are compared with."""

    rows: list[ComparedProject]
    reference: PlanRun | None
    problem: Problem

    def count(self, *ranks: int) -> int:
        """How many projects have changed in these ways."""
        return sum(row.change.rank in ranks for row in self.rows)

    @property
    def kept(self) -> int:
        """How many projects the plan keeps."""
        return sum(bool(row.now) for row in self.rows)

    @property
    def duties(self) -> tuple[int, int]:
        """How many mandatory projects are kept, among how many."""
        due = [row for row in self.rows if row.mandatory]
        return sum(bool(row.now) for row in due), len(due)


OUT, LATE, OTHER_WAY, LEFT, EARLY, NEW, SAME = range(7)
SHOWN = {
    OUT: ("alert", "circle-x"),
    LATE: ("risk", "clock"),
    OTHER_WAY: ("study", "subtask"),
    LEFT: ("neutral", "circle-dashed"),
    EARLY: ("progress", "arrow-left"),
    NEW: ("good", "plus"),
    SAME: ("good", "check"),
}


def compare(run: PlanRun, reference: PlanRun | None = None) -> Comparison:
    """Return a run with a plan beside another run, or beside the plan in force that its problem knows."""
    return compare_result(read_problem(run.problem), run.result or {}, reference)


def compare_result(problem: Problem, result: dict[str, Any], reference: PlanRun | None = None) -> Comparison:
    """Return what a result places beside another run, or beside the plan in force that the problem knows."""
    calendar = problem.calendar
    placed = placements_of(result)
    why = {one["project"]: one["sentence"] for one in result.get("explanations", ())}
    before = _reference(problem, reference)
    rows = [
        ComparedProject(
            project.key,
            project.label,
            project.axis,
            project.must_be_done,
            _words(project, calendar, before.get(project.key)),
            _words(project, calendar, _place(calendar, placed.get(project.key))),
            _change(calendar, project, before.get(project.key), _place(calendar, placed.get(project.key))),
            why.get(project.key, ""),
            _purchase(calendar, placed.get(project.key)),
        )
        for project in problem.projects
    ]
    return Comparison(sorted(rows, key=lambda row: row.change.rank), reference, problem)


Place = tuple[str, int]


def _reference(problem: Problem, reference: PlanRun | None) -> dict[str, Place]:
    if reference is not None:
        found = placements_of(reference.result)
        return {key: place for key, row in found.items() if (place := _place(problem.calendar, row))}
    said = {project.key: project.started or project.voted for project in problem.projects}
    return {key: (place.mode, place.start) for key, place in said.items() if place}


def _place(calendar: Calendar, row: dict[str, Any] | None) -> Place | None:
    return (row["mode"], period_said(calendar, row["start"])) if row else None


def _words(project: Project, calendar: Calendar, place: Place | None) -> str:
    if place is None:
        return ""
    mode = next((one for one in project.modes if one.key == place[0]), None)
    if mode is None:
        return calendar.label(place[1])
    last = place[1] + max(mode.duration, 1) - 1
    when = calendar.label(place[1])
    if last != place[1]:
        when = _("%(first)s à %(last)s") % {"first": when, "last": calendar.label(last)}
    return f"{when}, {mode.label.lower()}" if len(project.modes) > 1 else when


def _purchase(calendar: Calendar, row: dict[str, Any] | None) -> str:
    return calendar.label(calendar.read(row["purchase"])) if row and row.get("purchase") else ""


def _change(calendar: Calendar, project: Project, before: Place | None, now: Place | None) -> Change:
    def made(label: str, rank: int) -> Change:
        return Change(label, *SHOWN[rank], rank)

    if now is None:
        return made(_("Écarté"), OUT) if before else made(_("Non retenu"), LEFT)
    if before is None:
        return made(_("Retenu"), NEW)
    moved = now[1] - before[1]
    if moved > 0:
        return made(_late(calendar, moved), LATE)
    if now[0] != before[0]:
        return made(_("Autre variante"), OTHER_WAY)
    if moved < 0:
        return made(_early(calendar, -moved), EARLY)
    return made(_("Inchangé"), SAME)


def _late(calendar: Calendar, count: int) -> str:
    if by_month(calendar):
        return _("Retardé de %(count)s mois") % {"count": count}
    return ngettext("Retardé de %(count)s trimestre", "Retardé de %(count)s trimestres", count) % {"count": count}


def _early(calendar: Calendar, count: int) -> str:
    if by_month(calendar):
        return _("Avancé de %(count)s mois") % {"count": count}
    return ngettext("Avancé de %(count)s trimestre", "Avancé de %(count)s trimestres", count) % {"count": count}


def headline(comparison: Comparison) -> str:
    """Say in one sentence what the plan changes."""
    counts = (
        (comparison.count(OUT), _("écarté"), _("écartés")),
        (comparison.count(LATE), _("retardé"), _("retardés")),
        (comparison.count(OTHER_WAY), _("sous une autre variante"), _("sous une autre variante")),
        (comparison.count(LEFT), _("non retenu"), _("non retenus")),
        (comparison.count(EARLY), _("avancé"), _("avancés")),
        (comparison.count(NEW), _("retenu"), _("retenus")),
        (comparison.count(SAME), _("inchangé"), _("inchangés")),
    )
    said = [f"{count} {many if count > 1 else one}" for count, one, many in counts if count]
    text = _("Projets : %(said)s.") % {"said": ", ".join(said)}
    kept, due = comparison.duties
    if due:
        text += " " + ngettext(
            "%(kept)s obligatoire tenu sur %(due)s.", "%(kept)s obligatoires tenus sur %(due)s.", kept
        ) % {"kept": kept, "due": due}
    return text


def whole_spending(run: PlanRun, section: str) -> Decimal | None:
    """Return the euros a run spends in a section over the plan; ``None`` when it was not counted."""
    rows = (run.result or {}).get("spending")
    return None if rows is None else sum((Decimal(row[section]) for row in rows), Decimal(0))
