"""Who may read what of a committee: rights down to the point and to the decision.

Those who decide read everything. A point or a decision may be kept for the élus, the direction and the DSI, or for the
last two alone. Élus follow the committees that are open to them. A provider reads nothing but the open points about
what was confided to them, once the meeting is convened or its deck shown, and the decisions that follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from gouvernail.governance.models import AgendaItem, Circle, Decision, Meeting, MeetingState
from gouvernail.organisations.actors import Actor, Holding
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, VIEW, verbs_of
from gouvernail.registers.models import Link

FAMILY = "governance"
NOTHING = Q(pk__in=[])
WITHIN: dict[str, tuple[str, ...]] = {
    Circle.OPEN: (Circle.OPEN,),
    Circle.ELECTED: (Circle.OPEN, Circle.ELECTED),
    Circle.INNER: (Circle.OPEN, Circle.ELECTED, Circle.INNER),
}
"""What somebody of a circle may read."""


def circle_of(actor: Actor, place: Organisation) -> str:
    """Return the circle of a person at a place: the widest of what their roles there let them read."""
    if actor.can(DECIDE, FAMILY, place):
        return Circle.INNER
    if any(held.role == Role.ELECTED and place.path.startswith(held.path) for held in actor.holdings):
        return Circle.ELECTED
    return Circle.OPEN


def within(circle: str) -> Q:
    """Return the filter of the points or decisions that a circle may read."""
    return Q(circle__in=WITHIN[circle])


def closed_circles(meeting: Meeting) -> list[str]:
    """Return the circles to which something of a meeting, or of the one before it, is closed."""
    marks = set(AgendaItem.objects.filter(meeting=meeting).values_list("circle", flat=True))
    earlier = Decision.objects.filter(meeting__committee=meeting.committee_id, meeting__number__lte=meeting.number)
    marks |= set(earlier.values_list("circle", flat=True))
    return [one for one in (Circle.ELECTED, Circle.OPEN) if not marks <= set(WITHIN[one])]


def items_seen(actor: Actor) -> Q:
    """Return the filter of the points of agendas that a person may read."""
    if actor.system:
        return Q()
    return _any(_items(held) for held in _holdings(actor))


def decisions_seen(actor: Actor) -> Q:
    """Return the filter of the decisions that a person may read."""
    if actor.system:
        return Q()
    return _any(_decisions(held) for held in _holdings(actor))


def meetings_seen(actor: Actor) -> Q:
    """Return the filter of the meetings that a person may open; what they read in them is narrowed again."""
    if actor.system:
        return Q()
    return _any(_meetings(held) for held in _holdings(actor))


def committees_seen(actor: Actor) -> Q:
    """Return the filter of the committees that a person may open."""
    if actor.system:
        return Q()
    return _any(
        Q(organisation__path__startswith=held.path) & (Q(open_to_elected=True) if _is_elected(held) else Q())
        for held in _holdings(actor)
        if not held.one_by_one
    )


def _any(filters: Iterable[Q]) -> Q:
    found = NOTHING
    for one in filters:
        found |= one
    return found


def _holdings(actor: Actor) -> Iterator[Holding]:
    return (held for held in actor.holdings if VIEW in verbs_of(held.role, FAMILY))


def _is_elected(held: Holding) -> bool:
    return held.role == Role.ELECTED


def _circle(held: Holding) -> str:
    if DECIDE in verbs_of(held.role, FAMILY):
        return Circle.INNER
    return Circle.ELECTED if _is_elected(held) else Circle.OPEN


def _items(held: Holding) -> Q:
    below = Q(meeting__organisation__path__startswith=held.path) & within(_circle(held))
    if held.one_by_one:
        return below & _about(held) & (~Q(meeting__state=MeetingState.PREPARED) | Q(meeting__convened_at__isnull=False))
    return below & Q(meeting__committee__open_to_elected=True) if _is_elected(held) else below


def _meetings(held: Holding) -> Q:
    below = Q(organisation__path__startswith=held.path)
    if held.one_by_one:
        return below & Q(pk__in=AgendaItem.objects.filter(_items(held)).values("meeting"))
    return below & Q(committee__open_to_elected=True) if _is_elected(held) else below


def _decisions(held: Holding) -> Q:
    below = Q(organisation__path__startswith=held.path) & within(_circle(held))
    if held.one_by_one:
        return below & Q(pk__in=_following_from(held))
    if _is_elected(held):
        return below & (Q(meeting=None) | Q(meeting__committee__open_to_elected=True))
    return below


def _about(held: Holding) -> Q:
    """The points that speak of what was confided."""
    return _any(Q(object_kind=kind, object_id=pk) for kind, pk in held.objects)


def _following_from(held: Holding) -> QuerySet:
    """The decisions put to a committee that come from what was confided, or that an action confided carries out."""
    before = _any(Q(from_kind=kind, from_id=pk) for kind, pk in held.objects)
    after = _any(Q(to_kind=kind, to_id=pk) for kind, pk in held.objects)
    linked = (
        Link.objects.filter(before, to_kind="decision")
        .values("to_id")
        .union(Link.objects.filter(after, from_kind="decision").values("from_id"))
    )
    return Decision.objects.filter(
        Q(pk__in=[one["to_id"] for one in linked]) & ~Q(meeting=None) & ~Q(meeting__state=MeetingState.PREPARED)
    ).values("pk")
