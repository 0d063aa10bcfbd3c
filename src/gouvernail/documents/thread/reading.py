"""Reads the thread of an object whole: every step with its landmarks, what measures the result, all by right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from gouvernail.documents.thread.landmarks import Landmarks, landmarks
from gouvernail.governance.measuring import ties_of
from gouvernail.governance.models import Decision
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.register import Badge, Register
from gouvernail.registers.threads import ThreadGroup, ThreadItem, thread_of


@dataclass(frozen=True)
class Step:
    """One object of the thread: its sheet, its state, its landmarks, how it is tied to the step before."""

    kind: str
    obj: Any
    title: str
    href: str
    badge: Badge | None
    relation: str
    marks: Landmarks


@dataclass(frozen=True)
class Stage:
    """The steps of one kind on one side of the thread."""

    kind: str
    label: str
    icon: str
    steps: list[Step]


@dataclass(frozen=True)
class Gauge:
    """An indicator that measures the result, as the person may see it, with the objects it is tied to."""

    measure: Measure
    href: str
    tied_to: list[str]
    is_own: bool


@dataclass(frozen=True)
class FullThread:
    """An object between what it comes from and what it became."""

    register: Register
    step: Step
    before: list[Stage]
    after: list[Stage]
    gauges: list[Gauge]

    @property
    def steps(self) -> list[Step]:
        """Every step, the object itself included, in reading order."""
        sides = (self.before, None, self.after)
        return [one for side in sides for one in ([self.step] if side is None else _steps(side))]

    @property
    def count(self) -> int:
        """How many objects are tied to this one."""
        return len(self.steps) - 1


def _steps(stages: Iterable[Stage]) -> list[Step]:
    return [step for stage in stages for step in stage.steps]


def read_thread(register: Register, obj: Any, *, actor: Actor, place: Organisation, today: date) -> FullThread:
    """Return the whole thread of an object, limited to what the actor may see.

    The number of queries depends on the kinds and the depth of the thread, never on how many objects it holds.
    """
    thread = thread_of(register, obj, actor=actor, place=place, today=today)
    _prefetch(thread.before, thread.after, obj)
    badges = register.badges(obj, today)
    step = Step(
        register.kind,
        obj,
        register.title(obj),
        register.href(place, obj),
        badges[0] if badges else None,
        "",
        landmarks(obj),
    )
    before, after = [_stage(one) for one in thread.before], [_stage(one) for one in thread.after]
    steps = [step, *_steps(before), *_steps(after)]
    return FullThread(register, step, before, after, _gauges(steps, actor, place, today))


def _prefetch(before: list[ThreadGroup], after: list[ThreadGroup], obj: Any) -> None:
    found = [item.obj for group in (*before, *after) for item in group.items]
    decisions = [one for one in (*found, obj) if isinstance(one, Decision)]
    prefetch_related_objects(decisions, "meeting__attendances", "meeting__committee")


def _stage(group: ThreadGroup) -> Stage:
    return Stage(group.kind, group.label, group.icon, [_step(group.kind, item) for item in group.items])


def _step(kind: str, item: ThreadItem) -> Step:
    badge = Badge(item.badge_tone, item.badge_icon, item.badge_label) if item.badge_label else None
    return Step(kind, item.obj, item.title, item.href, badge, item.relation, landmarks(item.obj))


def _gauges(steps: list[Step], actor: Actor, place: Organisation, today: date) -> list[Gauge]:
    if not actor.can(VIEW, "indicators", place):
        return []
    ties = ties_of([(one.kind, one.obj.pk) for one in steps])
    if not ties:
        return []
    titles = {(one.kind, one.obj.pk): one.title for one in steps}
    own = (steps[0].kind, steps[0].obj.pk)
    measures = measure_all(Scope(place, actor), today, sorted(ties))
    return [
        Gauge(
            measures[code],
            reverse("indicator", args=[place.slug, code]),
            [titles[node] for node in nodes],
            own in nodes,
        )
        for code, nodes in sorted(ties.items())
        if code in measures
    ]
