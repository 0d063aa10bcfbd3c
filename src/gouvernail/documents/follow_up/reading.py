"""Reads what was done after the recommendations of one report, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from gouvernail.action_plan.models import Action, ActionStatus, Recommendation, RecommendationState
from gouvernail.governance.models import Decision
from gouvernail.governance.wording import number_key
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.models import Link
from gouvernail.registers.registry import register_of

Node = tuple[str, int]
FOLLOWED = ("action", "project", "decision")
DEADLINE_MONTHS = 12
"""The executive presents what it undertook within a year of the presentation (article L. 243-9 of the code des
juridictions financières)."""


@dataclass
class Answer:
    """One recommendation and what was done about it."""

    recommendation: Recommendation
    actions: list[Action] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Whether it was carried out or refused with its reason."""
        return self.recommendation.state in (RecommendationState.DONE, RecommendationState.REFUSED)

    @property
    def is_silent(self) -> bool:
        """Whether nothing answers it: neither an act nor a refusal."""
        return not (self.is_settled or self.actions or self.projects or self.decisions)


@dataclass(frozen=True)
class FollowUp:
    """The account of one report: its origin, its deadline when the day of its presentation is known, the answers."""

    origin: str
    presented_on: date | None
    answers: list[Answer]

    @property
    def deadline(self) -> date | None:
        """The day by which the account is due."""
        return add_months(self.presented_on, DEADLINE_MONTHS) if self.presented_on else None

    @property
    def actions(self) -> list[Action]:
        """Every action once, in order."""
        return list({one.pk: one for answer in self.answers for one in answer.actions}.values())

    @property
    def projects(self) -> list[Project]:
        """Every project once, in order."""
        return list({one.pk: one for answer in self.answers for one in answer.projects}.values())

    def count(self, state: RecommendationState) -> int:
        """How many recommendations are in a state."""
        return sum(1 for one in self.answers if one.recommendation.state == state)

    @property
    def done_actions(self) -> int:
        """How many actions are finished."""
        return sum(1 for one in self.actions if one.status == ActionStatus.DONE)

    @property
    def done_projects(self) -> int:
        """How many projects are finished."""
        return sum(1 for one in self.projects if one.life_cycle == LifeCycle.DONE)


def origins(place: Organisation, actor: Actor) -> list[tuple[str, int]]:
    """Return the reports that recommendations come from, with how many each holds; those of a CRC come first."""
    counts: dict[str, int] = defaultdict(int)
    for origin in register_of("recommendation").objects(place, actor).values_list("origin", flat=True):
        counts[origin] += 1
    named = [(origin, count) for origin, count in counts.items() if origin]
    return sorted(named, key=lambda one: ("crc" not in one[0].lower() and "chambre" not in one[0].lower(), one[0]))


def read_follow_up(place: Organisation, actor: Actor, origin: str, presented_on: date | None) -> FollowUp:
    """Return what was done about the recommendations of ``origin``, limited to what the actor may see."""
    found = register_of("recommendation").objects(place, actor).filter(origin=origin)
    answers = sorted((Answer(one) for one in found), key=lambda one: number_key(one.recommendation))
    reached = _reached([one.recommendation.pk for one in answers])
    objects = {kind: _seen(kind, reached, actor) for kind in FOLLOWED}
    for answer in answers:
        for kind, pk in reached[answer.recommendation.pk]:
            if pk in objects[kind]:
                {"action": answer.actions, "project": answer.projects, "decision": answer.decisions}[kind].append(
                    objects[kind][pk]
                )
    return FollowUp(origin, presented_on, answers)


def _seen(kind: str, reached: dict[int, list[Node]], actor: Actor) -> dict:
    pks = {pk for nodes in reached.values() for one, pk in nodes if one == kind}
    return register_of(kind).everywhere(actor).in_bulk(pks)


def _reached(recommendations: list[int]) -> dict[int, list[Node]]:
    """Return, for each recommendation, what it leads to in one or two steps (two queries)."""
    first = _links([("recommendation", pk) for pk in recommendations])
    second = _links([node for nodes in first.values() for node in nodes])
    found: dict[int, list[Node]] = {}
    for pk in recommendations:
        near = first.get(("recommendation", pk), [])
        far = [node for one in near for node in second.get(one, [])]
        found[pk] = list(dict.fromkeys([*near, *far]))
    return found


def _links(starts: list[Node]) -> dict[Node, list[Node]]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, pk in starts:
        by_kind[kind].add(pk)
    found: dict[Node, list[Node]] = defaultdict(list)
    wanted = Link.objects.filter(from_kind__in=by_kind, to_kind__in=FOLLOWED).order_by("pk")
    for link in wanted.filter(from_id__in={pk for pks in by_kind.values() for pk in pks}):
        if link.from_id in by_kind[link.from_kind]:
            found[link.from_kind, link.from_id].append((link.to_kind, link.to_id))
    return found
