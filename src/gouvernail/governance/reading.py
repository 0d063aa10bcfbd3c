"""What the pages of a meeting show: its path, its agenda with links, its decisions with their conditions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gouvernail.action_plan.models import Action
from gouvernail.governance.models import (
    TAKEN,
    AgendaItem,
    Decision,
    ItemKind,
    ItemPaper,
    Meeting,
    MeetingState,
    Outcome,
)
from gouvernail.governance.operations import born_actions
from gouvernail.governance.rules import condition_refusals, is_moot
from gouvernail.governance.tables import closed_badge, outcome_badge
from gouvernail.governance.visibility import decisions_seen, items_seen
from gouvernail.governance.wording import conditions_in_words, number_key, votes_in_words
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.register import Badge
from gouvernail.registers.registry import register_of

ITEM_BADGES = {
    ItemKind.DECISION: ("decide", "gavel"),
    ItemKind.FOLLOW_UP: ("progress", "history"),
    ItemKind.ALERT: ("alert", "alert-circle"),
    ItemKind.INFORMATION: ("neutral", "info-circle"),
}
CONDITIONS = ("needs_refused", "needs_taken", "fallback_of", "supports")
STEPS = (
    (MeetingState.PREPARED, gettext_lazy("Préparer l’ordre du jour")),
    (MeetingState.SHOWN, gettext_lazy("Figer le support")),
    (MeetingState.HELD, gettext_lazy("Tenir la séance")),
    (MeetingState.CLOSED, gettext_lazy("Établir le relevé")),
)


@dataclass(frozen=True)
class Step:
    """A step of the path of a meeting: done, current or todo, and the page where it is done."""

    label: str | Promise
    state: str
    href: str = ""


def item_badge(kind: str) -> Badge:
    """Return the nature of a point of the agenda as a badge."""
    return Badge(*ITEM_BADGES[ItemKind(kind)], ItemKind(kind).label)


@dataclass(frozen=True)
class AgendaLine:
    """A point of the agenda as it is shown: its badge, and the sheet it leads to when the reader may open it.

    ``closed`` says that it is closed to some, ``papers`` holds its files without their bytes.
    """

    item: AgendaItem
    badge: Badge
    href: str = ""
    closed: Badge | None = None
    papers: tuple[ItemPaper, ...] = ()


def agenda_of(meeting: Meeting, *, place: Organisation, actor: Actor) -> list[AgendaLine]:
    """Return what ``actor`` may read of the agenda.

    One query for the points, one for their files, one for each kind of object they speak of.
    """
    files = Prefetch("papers", ItemPaper.objects.defer("content"))
    items = list(meeting.agenda.filter(items_seen(actor)).prefetch_related(files))
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in items:
        if item.object_kind and item.object_id:
            wanted[item.object_kind].add(item.object_id)
    links: dict[tuple[str, int], str] = {}
    for kind, pks in wanted.items():
        register = register_of(kind)
        for obj in register.objects(place, actor).filter(pk__in=pks):
            links[kind, obj.pk] = register.href(place, obj)
    return [
        AgendaLine(
            item,
            item_badge(item.kind),
            links.get((item.object_kind, item.object_id), ""),
            closed_badge(item),
            tuple(item.papers.all()),
        )
        for item in items
    ]


@dataclass
class DecisionLine:
    """A decision as it is shown: its badge, its condition and votes in words, what stands against it, its actions."""

    decision: Decision
    badge: Badge
    conditions: list[str]
    votes: str
    is_moot: bool
    obstacles: list[str]
    closed: Badge | None = None
    actions: list[Action] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        """Say whether it was adopted, amended or not."""
        return self.decision.outcome in TAKEN

    @property
    def is_pending(self) -> bool:
        """Say whether the committee has still to pronounce on it."""
        return self.decision.outcome == Outcome.PROPOSED


def decisions_seen_of(meeting: Meeting, actor: Actor) -> list[DecisionLine]:
    """Return the decisions put to a meeting that ``actor`` may read."""
    return decisions_of(meeting, decisions_seen(actor))


def decisions_of(meeting: Meeting, seen: Q | None = None) -> list[DecisionLine]:
    """Return the decisions put to a meeting, in the order of their numbers; the number of queries is fixed.

    ``seen`` narrows them to what a reader, or the readers of a document, may read.
    """
    kept = meeting.decisions.filter(seen) if seen else meeting.decisions.all()
    decisions = list(kept.select_related("organisation", "meeting__committee").prefetch_related(*CONDITIONS))
    decisions.sort(key=number_key)
    return _lines(decisions)


def decision_line(decision: Decision) -> DecisionLine:
    """Return one decision as it is shown."""
    prefetch_related_objects([decision], *CONDITIONS)
    return _lines([decision])[0]


def _lines(decisions: list[Decision]) -> list[DecisionLine]:
    actions = born_actions(decisions)
    return [
        DecisionLine(
            one,
            outcome_badge(one),
            conditions_in_words(one),
            votes_in_words(one),
            is_moot(one),
            condition_refusals(one, Outcome.ADOPTED) if one.outcome == Outcome.PROPOSED else [],
            closed_badge(one),
            actions.get(one.pk, []),
        )
        for one in decisions
    ]


def steps_of(meeting: Meeting, hrefs: dict[str, str]) -> list[Step]:
    """Return the path of a meeting; ``hrefs`` gives the page of each step by its state."""
    order = [state for state, _label in STEPS]
    at = order.index(MeetingState(meeting.state))
    done_up_to = {0: 0, 1: 2, 2: 3, 3: 4}[at]  # a frozen deck closes the first two steps, a held meeting three
    return [
        Step(label, "done" if rank < done_up_to else "current" if rank == done_up_to else "todo", hrefs.get(state, ""))
        for rank, (state, label) in enumerate(STEPS)
    ]
