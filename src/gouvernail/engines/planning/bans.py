"""Why a project may not start in a period: the rules that forbid one place by itself, each named as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouvernail.engines.planning.problem import Mode, Problem, Project


@dataclass(frozen=True)
class Ban:
    """A rule that forbids a place: its name, what tells it apart, the rule in French, periods it is broken by."""

    rule: str
    key: tuple[str, ...]
    said: str
    off: int = 1


def starts_after_its_purchase(problem: Problem, project: Project, mode: Mode, start: int) -> Iterator[Ban]:
    """The purchase is launched at the earliest in the first period of the plan."""
    if not project.started and start < project.procurement:
        bought_in = problem.calendar.lasting(project.procurement)
        said = f"« {project.label} » demande {bought_in} d’achat avant de commencer"
        yield Ban("starts_after_its_purchase", (project.key,), said, project.procurement - start)


def starts_inside_its_window(problem: Problem, project: Project, mode: Mode, start: int) -> Iterator[Ban]:
    """A start lies between the earliest and the latest period said."""
    label = problem.calendar.label
    if project.started:
        return
    if project.earliest is not None and start < project.earliest:
        said = f"« {project.label} » ne commence pas avant {label(project.earliest)}"
        yield Ban("starts_inside_its_window", (project.key, "earliest"), said, project.earliest - start)
    if project.latest is not None and start > project.latest:
        said = f"« {project.label} » commence au plus tard en {label(project.latest)}"
        yield Ban("starts_inside_its_window", (project.key, "latest"), said, start - project.latest)


def ends_by_its_deadline(problem: Problem, project: Project, mode: Mode, start: int) -> Iterator[Ban]:
    """A hard deadline is the last period of work."""
    hard = project.deadline is not None and project.late_price is None
    if hard and start + mode.duration - 1 > project.deadline:
        said = f"« {project.label} » se termine au plus tard en {problem.calendar.label(project.deadline)}"
        yield Ban("ends_by_its_deadline", (project.key,), said, start + mode.duration - 1 - project.deadline)


def respects_the_freezes(problem: Problem, project: Project, mode: Mode, start: int) -> Iterator[Ban]:
    """Nothing starts, nor is delivered, in a freeze; work already started may."""
    last = start + max(mode.duration, 1) - 1
    for number, freeze in enumerate(problem.freezes):
        if project.started or (freeze.projects is not None and project.key not in freeze.projects):
            continue
        hit = [at for what, at in (("start", start), ("end", last)) if what in freeze.forbids and at in freeze.periods]
        if hit:
            said = f"gel « {freeze.label} » en {problem.calendar.label(hit[0])}"
            yield Ban("respects_the_freezes", (str(number),), said)


BANS = (
    starts_after_its_purchase,
    starts_inside_its_window,
    ends_by_its_deadline,
    respects_the_freezes,
)


def bans(problem: Problem, project: Project, mode: Mode, start: int) -> list[Ban]:
    """Every rule that forbids this place; empty when it is allowed."""
    return [ban for rule in BANS for ban in rule(problem, project, mode, start)]


def possible_starts(problem: Problem, project: Project, mode: Mode) -> range:
    """The starts that end inside the plan; one single start, maybe in the past, for work already started."""
    if project.started:
        same = project.started.mode == mode.key
        return range(project.started.start, project.started.start + 1) if same else range(0)
    return range(min(problem.calendar.count, problem.calendar.count - mode.duration + 1))
