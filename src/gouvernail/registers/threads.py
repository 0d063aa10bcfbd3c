"""The thread: from any object, what it comes from and what it became, both ways, a query a step and a kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.listing import ordered
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.register import Register
from gouvernail.registers.registry import register_of, registers

Node = tuple[str, int]
MAX_STEPS = 8
SHOWN_AT_ONCE = 6
CHAIN = (
    "equipment", "application", "contract", "campaign",
    "finding", "risk", "recommendation", "study", "scenario",
    "meeting", "action", "project", "milestone", "budget_line", "decision",
)  # fmt: skip


@dataclass(frozen=True)
class Edge:
    """A step from one node to the next; ``link_id`` when a person may remove it."""

    start: Node
    relation: str
    end: Node
    link_id: int | None = None


@dataclass
class ThreadItem:
    """One object of the thread as the template shows it."""

    title: str
    href: str
    relation: str
    badge_tone: str = ""
    badge_icon: str = ""
    badge_label: str = ""
    link_id: int | None = None
    step: int = 1
    obj: models.Model | None = None


@dataclass
class ThreadGroup:
    """The objects of one kind, on one side of the thread."""

    kind: str
    label: str
    icon: str
    items: list[ThreadItem] = field(default_factory=list)

    @property
    def first(self) -> list[ThreadItem]:
        """The objects shown at once."""
        return self.items[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[ThreadItem]:
        """The objects folded away, when there are many."""
        return self.items[SHOWN_AT_ONCE:]


@dataclass
class Thread:
    """What came before and what followed."""

    before: list[ThreadGroup]
    after: list[ThreadGroup]
    kind: str = ""
    title: str = ""
    icon: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether the object stands alone."""
        return not self.before and not self.after

    @property
    def has_direct_links(self) -> bool:
        """Say whether a person may untie something here."""
        return any(item.link_id for group in (*self.before, *self.after) for item in group.items)


def thread_of(register: Register, obj: models.Model, *, actor: Actor, place: Organisation, today: date) -> Thread:
    """Walk the thread both ways from an object, and show of it what the person may see."""
    start = (register.kind, obj.pk)
    return Thread(
        _side(start, forward=False, actor=actor, place=place, today=today),
        _side(start, forward=True, actor=actor, place=place, today=today),
        register.label[:1].upper() + register.label[1:],
        register.title(obj),
        register.icon,
    )


def _side(start: Node, *, forward: bool, actor: Actor, place: Organisation, today: date) -> list[ThreadGroup]:
    steps: dict[Node, tuple[int, Edge]] = {}
    frontier, step = {start}, 0
    while frontier and step < MAX_STEPS:
        step += 1
        reached: set[Node] = set()
        for edge in _edges(frontier, forward=forward):
            node = edge.end if forward else edge.start
            if node != start and node not in steps:
                steps[node] = (step, edge)
                reached.add(node)
        frontier = reached
    return _groups(steps, actor, place, today)


def _edges(nodes: set[Node], *, forward: bool) -> Iterable[Edge]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in nodes:
        by_kind[kind].append(pk)
    side = "from" if forward else "to"
    wanted = models.Q(pk__in=[])
    for kind, pks in by_kind.items():
        wanted |= models.Q(**{f"{side}_kind": kind, f"{side}_id__in": pks})
    for link in Link.objects.filter(wanted).order_by("pk"):
        yield Edge((link.from_kind, link.from_id), link.relation, (link.to_kind, link.to_id), link.pk)
    yield from _structural_edges(by_kind, forward=forward)


def _structural_edges(by_kind: dict[str, list[int]], *, forward: bool) -> Iterable[Edge]:
    for register in registers():
        for step in register.structural:
            known = by_kind.get(step.parent_kind if forward else register.kind)
            if not known:
                continue
            lookup = f"{step.field}__in" if forward else "pk__in"
            pairs = register.model._default_manager.filter(**{lookup: known}).exclude(**{step.field: None})
            for pk, parent in pairs.values_list("pk", f"{step.field}_id"):
                yield Edge((step.parent_kind, parent), step.relation, (register.kind, pk))


def _groups(steps: dict[Node, tuple[int, Edge]], actor: Actor, place: Organisation, today: date) -> list[ThreadGroup]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in steps:
        by_kind[kind].append(pk)
    groups = []
    for kind in sorted(by_kind, key=lambda one: CHAIN.index(one) if one in CHAIN else len(CHAIN)):
        register = register_of(kind)
        label = register.label_plural if len(by_kind[kind]) > 1 else register.label
        group = ThreadGroup(kind, label[:1].upper() + label[1:], register.icon)
        found = ordered(register, register.everywhere(actor).filter(pk__in=by_kind[kind]), "")
        for obj in found:
            step, edge = steps[(kind, obj.pk)]
            badges = register.badges(obj, today)
            group.items.append(
                ThreadItem(
                    title=register.title(obj),
                    href=register.href(
                        place if register.holder(obj).path.startswith(place.path) else register.holder(obj), obj
                    ),
                    relation=str(Relation(edge.relation).label),
                    badge_tone=badges[0].tone if badges else "",
                    badge_icon=badges[0].icon if badges else "",
                    badge_label=str(badges[0].label) if badges else "",
                    link_id=edge.link_id if step == 1 else None,
                    step=step,
                    obj=obj,
                )
            )
        if group.items:
            group.items.sort(key=lambda item: item.step)
            groups.append(group)
    return groups
