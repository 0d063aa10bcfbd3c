"""What the deck knows, read once at a place and on a day in a fixed number of queries; slides only write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.action_plan.models import OPEN_STATUSES, Action, ActionStatus
from gouvernail.documents.catalogue.copil_deck.comparison import Before, read_before
from gouvernail.governance.models import TAKEN, AgendaItem, Circle, Decision, Meeting, Outcome
from gouvernail.governance.proposals import previous_meeting
from gouvernail.governance.proposals_from_contracts import ENDING_MONTHS, must_answer
from gouvernail.governance.reading import DecisionLine, decisions_of
from gouvernail.governance.visibility import within
from gouvernail.governance.wording import number_key
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicators
from gouvernail.indicators.scope import Scope
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import BudgetLine
from gouvernail.plans.ppi import Matrix, matrices, read_lines
from gouvernail.plans.roadmap import Roadmap, projects_of, roadmap
from gouvernail.projects.models import LIVE, Health, LifeCycle, Milestone, Project
from gouvernail.registers.models import Link
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, ContractState

HEALTH_RANK = {Health.ALERT: 0, Health.AT_RISK: 1, Health.ON_TRACK: 2, "": 3}

SHOWN = (
    "SUP-01", "SUP-03", "SUP-07", "PRJ-01", "PRJ-02", "CYB-11", "PAT-01", "PAT-02", "PAT-06", "CYB-02", "CYB-07",
    "CTR-02",
)  # fmt: skip
"""The indicators that the slides show, and so those whose definitions the annex gives."""


@dataclass(frozen=True)
class Situation:
    """Everything the slides of one meeting are written from."""

    meeting: Meeting
    place: Organisation
    on: date
    agenda: tuple[AgendaItem, ...]
    decisions: tuple[DecisionLine, ...]
    evidence: dict[int, tuple[str, ...]]
    previous: Meeting | None
    previous_decisions: tuple[Decision, ...]
    before: Before | None
    measures: dict[str, Measure]
    projects: tuple[Project, ...]
    actions: tuple[Action, ...]
    contracts: tuple[Contract, ...]
    milestones: tuple[Milestone, ...]
    roadmap: Roadmap
    plan: tuple[Matrix, ...]

    @property
    def pending(self) -> list[DecisionLine]:
        """The decisions the committee has still to take."""
        return [one for one in self.decisions if one.is_pending]

    def projects_in(self, health: Health) -> list[Project]:
        """The live projects in a state of health."""
        return [one for one in self.live_projects if one.health == health]

    @property
    def live_projects(self) -> list[Project]:
        """Projects planned, running or paused, worst first."""
        live = [one for one in self.projects if one.life_cycle in LIVE]
        return sorted(live, key=lambda one: (HEALTH_RANK[one.health], one.ends is None, one.ends or "", one.title))

    @property
    def followed_projects(self) -> list[Project]:
        """The live projects whose weather is worth a line: running or paused, or planned and already in trouble."""
        return [
            one
            for one in self.live_projects
            if one.life_cycle != LifeCycle.PLANNED or one.health in (Health.ALERT, Health.AT_RISK)
        ]

    @property
    def late_actions(self) -> list[Action]:
        """Open actions whose due date is over."""
        return [one for one in self.open_actions if one.due and one.due.overdue_on(self.on)]

    @property
    def open_actions(self) -> list[Action]:
        """Actions neither done nor dropped."""
        return [one for one in self.actions if one.status in OPEN_STATUSES]

    @property
    def actions_to_approve(self) -> list[Action]:
        """Actions that wait for the committee."""
        return [one for one in self.open_actions if one.status == ActionStatus.TO_APPROVE]

    @property
    def contracts_to_denounce(self) -> list[Contract]:
        """Running contracts whose notice ends within six months."""
        return [one for one in self.contracts if must_answer(one, self.on)]

    @property
    def contracts_ending(self) -> list[Contract]:
        """Running contracts that end within twelve months."""
        limit = add_months(self.on, ENDING_MONTHS)
        return [one for one in self.contracts if one.ends_on and self.on <= one.ends_on < limit]

    def measure(self, code: str) -> Measure | None:
        """Return a measure that has a value to show, or nothing."""
        found = self.measures.get(code)
        return found if found is not None and found.value is not None else None


def gather(meeting: Meeting, on: date, circle: str = Circle.INNER) -> Situation:
    """Read the situation of a meeting's place on a day, less the points and decisions closed to ``circle``."""
    place = meeting.organisation
    previous = previous_meeting(meeting)
    decisions = tuple(decisions_of(meeting, within(circle)))
    scope = Scope.of_machine(place)
    return Situation(
        meeting=meeting,
        place=place,
        on=on,
        agenda=tuple(meeting.agenda.filter(within(circle))),
        decisions=decisions,
        evidence=_evidence([one.decision for one in decisions]),
        previous=previous,
        previous_decisions=_taken_at(previous, circle),
        before=read_before(previous, circle),
        measures=measure_all(scope, on, SHOWN),
        projects=tuple(_held(place, "project").select_related("axis")),
        actions=tuple(_held(place, "action").select_related("axis")),
        contracts=tuple(_running_contracts(place)),
        milestones=tuple(
            _held(place, "milestone")
            .select_related("project")
            .filter(project__life_cycle__in=LIVE)
            .order_by("project__title", "position", "pk")
        ),
        roadmap=roadmap(place, scope.actor, projects_of(place, scope.actor), on),
        plan=tuple(matrices(read_lines(scope.rows(BudgetLine)))),
    )


def definitions() -> dict[str, tuple[str, str]]:
    """Return, by code, the question an indicator answers and how it is computed."""
    return {one.code: (str(one.label), str(one.formula)) for one in indicators()}


def _held(place: Organisation, kind: str):
    register = register_of(kind)
    return register.model._default_manager.filter(**{f"{register.path_lookup}__startswith": place.path})


def _running_contracts(place: Organisation):
    running = _held(place, "contract").filter(state=ContractState.RUNNING).select_related("supplier")
    return running.order_by("ends_on", "title")


def _taken_at(meeting: Meeting | None, circle: str) -> tuple[Decision, ...]:
    if meeting is None:
        return ()
    settled = (*TAKEN, Outcome.POSTPONED, Outcome.REJECTED)
    decided = meeting.decisions.filter(within(circle), outcome__in=settled)
    return tuple(sorted(decided, key=number_key))


def _evidence(decisions: list[Decision]) -> dict[int, tuple[str, ...]]:
    """Return, for each decision, what it comes from in the thread: « Action 3. … », « Projet … »."""
    links = list(
        Link.objects.filter(to_kind="decision", to_id__in=[one.pk for one in decisions]).values_list(
            "from_kind", "from_id", "to_id"
        )
    )
    found: dict[int, tuple[str, ...]] = {}
    for kind in sorted({kind for kind, _source, _decision in links}):
        register = register_of(kind)
        objects = register.model._default_manager.in_bulk([source for one, source, _to in links if one == kind])
        for _one, source, decision in (link for link in links if link[0] == kind):
            if source in objects:
                text = f"{register.label.capitalize()} : {register.title(objects[source])}"
                found[decision] = (*found.get(decision, ()), text)
    return found
