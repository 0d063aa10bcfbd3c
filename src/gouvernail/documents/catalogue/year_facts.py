"""What happened between two days at a place, as somebody may see it; reports only write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.action_plan.models import OPEN_STATUSES, Action, Recommendation, Risk
from gouvernail.governance.models import Decision, Meeting, Outcome
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.spans import Span
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import LIVE, Health, LifeCycle, Milestone, Project
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, ContractState

CODES = ("SUP-01", "SUP-03", "SUP-07", "PRJ-01", "PAT-01", "PAT-02", "PAT-06", "CYB-02", "CYB-07", "CTR-02")
OVER_THE_SPAN = ("SUP-01", "SUP-03")
"""Those that count what happened: over the days of the report, not over their usual ones."""
RANKS = {Health.ALERT: 0, Health.AT_RISK: 1, Health.ON_TRACK: 2, "": 2}
FAMILIES = ("governance", "projects", "actions", "indicators", "budget", "contracts", "audit")


@dataclass(frozen=True)
class Happened:
    """The facts of the days from ``span.first`` to ``span.last``, as known on ``on``; only what ``seen`` covers."""

    place: Organisation
    span: Span
    on: date
    seen: frozenset[str]
    decisions: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    projects: tuple[Project, ...]
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    contracts: tuple[Contract, ...]
    lines: tuple[BudgetLine, ...]
    risks: tuple[Risk, ...]
    recommendations: tuple[Recommendation, ...]
    measures: dict[str, Measure]

    def within(self, when: PartialDate | date | None) -> bool:
        """Say whether a day, or the whole of a partial date, falls within the days of the report."""
        if when is None:
            return False
        first, last = (when.first_day, when.last_day) if isinstance(when, PartialDate) else (when, when)
        return self.span.first <= first and last <= self.span.last

    @property
    def taken(self) -> list[Decision]:
        """The decisions that a committee settled in the span, in their order."""
        settled = [one for one in self.decisions if one.outcome not in (Outcome.PROPOSED, Outcome.MOOT)]
        return sorted((one for one in settled if self.within(_decided(one))), key=lambda one: (_key(one), one.number))

    @property
    def finished(self) -> list[Project]:
        """The projects finished in the span."""
        return [one for one in self.projects if one.life_cycle == LifeCycle.DONE and self.within(one.ends)]

    @property
    def live(self) -> list[Project]:
        """The projects planned, running or paused, worst first, those that only wait last."""
        live = [one for one in self.projects if one.life_cycle in LIVE]
        return sorted(live, key=lambda one: (RANKS[one.health], one.life_cycle == LifeCycle.PLANNED, one.title))

    def in_health(self, health: Health) -> list[Project]:
        """The live projects in a state of health."""
        return [one for one in self.live if one.health == health]

    @property
    def done(self) -> list[Action]:
        """The actions finished in the span."""
        return [one for one in self.actions if self.within(one.done_on)]

    @property
    def open(self) -> list[Action]:
        """The actions neither done nor dropped."""
        return [one for one in self.actions if one.status in OPEN_STATUSES]

    @property
    def late(self) -> list[Action]:
        """The open actions whose due date is over."""
        return [one for one in self.open if one.due and one.due.overdue_on(self.on)]

    @property
    def running_contracts(self) -> list[Contract]:
        """The contracts that run."""
        return [one for one in self.contracts if one.state == ContractState.RUNNING]

    def measure(self, code: str) -> Measure | None:
        """Return a measure that has a value to show, or nothing."""
        found = self.measures.get(code)
        return found if found is not None and found.value is not None else None


def gather(place: Organisation, span: Span, *, actor: Actor) -> Happened:
    """Read what ``actor`` may see of what happened at ``place`` in ``span``; the day is the last of it, or today."""
    on = min(span.last, place.today())
    seen = frozenset(one for one in FAMILIES if actor.can(VIEW, one, place))

    def rows(kind: str, *order: str):
        return tuple(register_of(kind).objects(place, actor).order_by(*order))

    measures: dict[str, Measure] = {}
    if "indicators" in seen:
        scope, known = Scope(place, actor), Span(span.first, on)
        measures = measure_all(scope, on, CODES) | measure_all(scope, on, OVER_THE_SPAN, known)
    return Happened(
        place=place,
        span=span,
        on=on,
        seen=seen,
        decisions=tuple(register_of("decision").objects(place, actor).select_related("meeting__committee")),
        meetings=rows("meeting", "number"),
        projects=rows("project", "title"),
        milestones=rows("milestone", "project__title", "position"),
        actions=rows("action", "number", "title"),
        contracts=rows("contract", "ends_on", "title"),
        lines=tuple(one for one in rows("budget_line", "label") if one.year == span.last.year),
        risks=rows("risk", "number"),
        recommendations=rows("recommendation", "number"),
        measures=measures,
    )


def _decided(one: Decision) -> PartialDate | date | None:
    return one.decided_on or (one.meeting.held_on if one.meeting else None)


def _key(one: Decision) -> date:
    when = _decided(one)
    return when.first_day if isinstance(when, PartialDate) else when or date.min
