"""A planning problem written as JSON values that ``reading`` reads back the same."""

from __future__ import annotations

from decimal import Decimal

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import Mode, Placement, Problem, Project, Skill
from gouvernail.engines.planning.reading import FORMAT


def write_problem(problem: Problem) -> dict:
    """Plain values; amounts are text so that no digit is lost, what is not said is left out."""
    at = problem.calendar.written
    return _said(
        format=FORMAT,
        title=problem.title,
        basis=problem.basis,
        calendar={"first": at(0), "periods": problem.calendar.count},
        projects=[_project(problem.calendar, one) for one in problem.projects],
        envelopes=[
            _said(
                key=one.key,
                label=one.label,
                section=one.section,
                axis=one.axis,
                amounts={str(year): str(amount) for year, amount in one.amounts.items()},
                carry_over=one.carry_over,
                total=_text(one.total),
            )
            for one in problem.envelopes
        ],
        skills=[_skill(one) for one in problem.skills],
        precedences=[{"before": one.before, "after": one.after, "lag": one.lag} for one in problem.precedences],
        groups=[_said(kind=one.kind, projects=list(one.projects), label=one.label) for one in problem.groups],
        freezes=[
            _said(
                label=one.label,
                periods=[at(period) for period in one.periods],
                forbids=list(one.forbids),
                projects=None if one.projects is None else list(one.projects),
            )
            for one in problem.freezes
        ],
        objective={
            name: value if isinstance(value, bool) else str(value) for name, value in vars(problem.objective).items()
        },
    )


def _project(calendar: Calendar, one: Project) -> dict:
    def period(number: int | None) -> str | None:
        return None if number is None else calendar.written(number)

    def place(at: Placement | None) -> dict | None:
        return None if at is None else {"mode": at.mode, "start": calendar.written(at.start)}

    return _said(
        key=one.key,
        label=one.label,
        axis=one.axis,
        value=str(one.value),
        risk=str(one.risk),
        priority=one.priority,
        earliest=period(one.earliest),
        latest=period(one.latest),
        deadline=period(one.deadline),
        late_price=_text(one.late_price),
        mandatory=one.mandatory,
        procurement=one.procurement,
        started=place(one.started),
        voted=place(one.voted),
        modes=[_mode(mode) for mode in one.modes],
    )


def _mode(one: Mode) -> dict:
    return _said(
        key=one.key,
        label=one.label,
        duration=one.duration,
        investment=_list(one.investment),
        operating=_list(one.operating),
        running=str(one.running),
        work={skill: _list(days) for skill, days in one.work.items()},
    )


def _skill(one: Skill) -> dict:
    outside = one.external and {
        "most": _list(one.external.most),
        "price": str(one.external.price),
        "section": one.external.section,
    }
    return _said(key=one.key, label=one.label, capacity=_list(one.capacity), external=outside)


def _list(amounts: tuple[Decimal, ...]) -> list[str]:
    return [str(amount) for amount in amounts]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _said(**values: object) -> dict:
    return {name: value for name, value in values.items() if value is not None}
