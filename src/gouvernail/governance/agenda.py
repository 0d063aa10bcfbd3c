"""Making the agenda: take in what is proposed, add, change, move and remove points; prepare the next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.calendar import next_date
from gouvernail.governance.models import (
    AgendaItem,
    Attendance,
    Committee,
    CommitteeKind,
    Decision,
    Meeting,
    MeetingState,
    Outcome,
)
from gouvernail.governance.proposals_sent_on import postponed_decisions, sent_on
from gouvernail.governance.proposing import RESUMED, Proposal
from gouvernail.governance.school import holidays_of
from gouvernail.kernel.working_days import DEFAULT_ZONE
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of
from gouvernail.support.calendars import zones_of

TOLD = ("duration", "speaker", "expected", "paper", "circle", "closed_because")
"""What a point says beyond its title: minutes, who presents it by function, the decision expected, who may read it."""


def prepare_next_meeting(committee: Committee, *, actor: Actor, on: date) -> Meeting:
    """Return the first meeting in preparation of this committee, created from the last one if there is none.

    The next number, the seats as they are now, a date by what was announced or by the rhythm, the same hour and place.
    """
    demand(actor, EDIT, committee.organisation)
    with transaction.atomic():
        Committee.objects.select_for_update().get(pk=committee.pk)
        coming = committee.meetings.filter(state__in=(MeetingState.PREPARED, MeetingState.SHOWN))
        if known := coming.order_by("number").first():
            return known
        last = committee.meetings.order_by("-number").first()
        zone = zones_of([committee.organisation_id]).get(committee.organisation_id, DEFAULT_ZONE)
        breaks = holidays_of(committee.organisation).breaks
        meeting = Meeting(
            organisation=committee.organisation,
            committee=committee,
            number=last.number + 1 if last else 1,
            held_on=next_date(committee, last, on, zone, breaks),
            starts_at=last.starts_at if last else None,
            location=last.location if last else "",
        )
        save_object(register_of("meeting"), meeting, actor=actor)
        seat_the_committee(meeting)
        bring_recurring(meeting)
        bring_back(meeting, actor=actor)
    return meeting


def bring_recurring(meeting: Meeting) -> None:
    """Put the points that stand on every agenda of the committee onto an agenda that is still empty."""
    if meeting.agenda.exists():
        return
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=rank,
            kind=one.kind,
            title=one.title,
            duration=one.duration,
            speaker=one.speaker,
            reason=_("Point récurrent du comité"),
        )
        for rank, one in enumerate(meeting.committee.recurring.all(), 1)
    )


def seat_the_committee(meeting: Meeting) -> None:
    """Copy the seats of the committee onto a meeting that has none."""
    if meeting.attendances.exists():
        return
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, function=seat.function, substitute=seat.substitute, votes=seat.votes, order=rank)
        for rank, seat in enumerate(meeting.committee.seats.filter(guest=False), 1)
    )


def take_in(meeting: Meeting, proposals: Sequence[Proposal], *, actor: Actor) -> int:
    """Put proposals on the agenda, after what stands there; decisions are put to this meeting. Return how many."""
    with transaction.atomic():
        meeting = _in_preparation(meeting, actor)
        added = [one.title for one in proposals if _take_one_in(meeting, one, actor)]
        if added:
            journal(actor, "ordre_du_jour", meeting, {"ajoutés": added})
    return len(added)


def _take_one_in(meeting: Meeting, one: Proposal, actor: Actor) -> bool:
    """Put one proposal on the agenda; say whether it was not there yet."""
    if one.object_kind == RESUMED:
        return _resume(meeting, one, actor)
    if meeting.agenda.filter(object_kind=one.object_kind, object_id=one.object_id).exists():
        return False
    values: dict[str, Any] = {"object_kind": one.object_kind, "object_id": one.object_id}
    if one.object_kind == "decision":
        decision = _put_to(meeting, one.object_id, actor)
        values |= {"object_id": decision.pk, "circle": decision.circle, "closed_because": decision.closed_because}
    order = _last_rank(meeting) + 1
    meeting.agenda.create(order=order, kind=one.kind, title=one.title[:240], reason=one.reason[:240], **values)
    return True


def bring_back(meeting: Meeting, *, actor: Actor) -> int:
    """Put on an agenda in preparation what comes back by itself; return how many points.

    Points put off by this committee, for a COPIL those that others sent up to it, and the decisions put off. What was
    taken up once does not come back twice.
    """
    found = [*sent_on(meeting), *postponed_decisions(meeting)]
    return take_in(meeting, found, actor=actor) if found else 0


def bring_back_where_it_goes(meeting: Meeting, *, actor: Actor) -> None:
    """Once the minutes of a meeting are established, bring what it sent on to the meetings already in preparation."""
    above = Q(committee__kind=CommitteeKind.COPIL, organisation=meeting.organisation_id)
    coming = Meeting.objects.filter(
        above | Q(committee=meeting.committee_id, number__gt=meeting.number), state=MeetingState.PREPARED
    ).exclude(pk=meeting.pk)
    served: set[int] = set()
    for one in coming.select_related("committee", "organisation").order_by("number"):
        if one.committee_id not in served:  # the nearest meeting of each committee
            served.add(one.committee_id)
            bring_back(one, actor=actor)


def _resume(meeting: Meeting, proposal: Proposal, actor: Actor) -> bool:
    """Take up again a point that an earlier meeting put off or sent here, with all that it said and its files."""
    source = AgendaItem.objects.select_related("meeting").get(pk=proposal.object_id)
    if source.resumed_by.exists():
        return False
    kind, pk = source.object_kind, source.object_id
    if kind == "decision" and pk is not None:
        pk = _put_to(meeting, pk, actor).pk
    tied = kind and not meeting.agenda.filter(object_kind=kind, object_id=pk).exists()
    again = meeting.agenda.create(
        order=_last_rank(meeting) + 1,
        kind=source.kind,
        title=source.title,
        reason=proposal.reason[:240],
        duration=source.duration,
        speaker=source.speaker,
        expected=source.expected,
        paper=source.paper,
        circle=source.circle,
        closed_because=source.closed_because,
        object_kind=kind if tied else "",
        object_id=pk if tied else None,
        resumes=source,
    )
    for paper in source.papers.all():
        paper.pk, paper.item = None, again
        paper.save()
    return True


def _put_to(meeting: Meeting, pk: int, actor: Actor) -> Decision:
    """Put a pending decision to the meeting and return it; a postponed one is put again under a new number."""
    decision = Decision.objects.select_related("organisation").get(pk=pk)
    if decision.meeting_id == meeting.pk or decision.outcome not in (Outcome.PROPOSED, Outcome.POSTPONED):
        return decision
    if again := decision.resumed_by.filter(meeting=meeting).first():
        return again
    if decision.outcome == Outcome.POSTPONED:
        decision = _taken_up_again(decision)
    taken = set(meeting.decisions.values_list("number", flat=True))
    if not decision.number or decision.number in taken:
        decision.number = next_number(meeting)
    decision.meeting = meeting
    save_object(register_of("decision"), decision, actor=actor)
    return decision


def _taken_up_again(postponed: Decision) -> Decision:
    kept = (
        "organisation", "title", "wording", "context", "options", "condition", "owner_role", "due", "circle",
        "closed_because",
    )  # fmt: skip
    again: dict[str, Any] = {name: getattr(postponed, name) for name in kept}
    return Decision(number="", resumes=postponed, source=_("Reprise de la décision ajournée"), **again)


def next_number(meeting: Meeting) -> str:
    """Return the next number for a decision put to this meeting: « 3.4 », the meeting's number then a rank."""
    ranks = [one.rpartition(".")[2] for one in meeting.decisions.values_list("number", flat=True)]
    return f"{meeting.number}.{max((int(rank) for rank in ranks if rank.isdecimal()), default=0) + 1}"


def add_item(meeting: Meeting, *, title: str, kind: str, reason: str = "", actor: Actor, **told: Any) -> AgendaItem:
    """Add a point that comes from nowhere but a person; ``told`` holds what ``TOLD`` names."""
    with transaction.atomic():
        meeting = _in_preparation(meeting, actor)
        item = meeting.agenda.create(order=_last_rank(meeting) + 1, kind=kind, title=title, reason=reason, **told)
        journal(actor, "ordre_du_jour", meeting, {"ajoutés": [title]})
    return item


def change_item(item: AgendaItem, *, title: str, kind: str, reason: str, actor: Actor, **told: Any) -> AgendaItem:
    """Change the words of a point; ``told`` holds what ``TOLD`` names."""
    with transaction.atomic():
        meeting = _in_preparation(item.meeting, actor)
        before = item.title
        item.title, item.kind, item.reason = title, kind, reason
        for name, value in told.items():
            setattr(item, name, value)
        item.save(update_fields=["title", "kind", "reason", *told])
        if item.object_kind == "decision":  # a point and the decision it speaks of are read by the same people
            kept = {"circle": item.circle, "closed_because": item.closed_because}
            Decision.objects.filter(pk=item.object_id).update(**kept)
        journal(actor, "ordre_du_jour", meeting, {"modifiés": [before, title]})
    return item


def move_item(item: AgendaItem, step: int, *, actor: Actor) -> None:
    """Move a point by ``step`` places, −1 towards the top; at an end it stays where it is."""
    with transaction.atomic():
        meeting = _in_preparation(item.meeting, actor)
        items = list(meeting.agenda.all())
        old = next(rank for rank, one in enumerate(items) if one.pk == item.pk)
        new = min(max(old + step, 0), len(items) - 1)
        if new == old:
            return
        items.insert(new, items.pop(old))
        for rank, one in enumerate(items, 1):
            one.order = rank
        AgendaItem.objects.bulk_update(items, ["order"])
        journal(actor, "ordre_du_jour", meeting, {"déplacé": [item.title, old + 1, new + 1]})


def remove_item(item: AgendaItem, *, actor: Actor) -> None:
    """Take a point off the agenda; the object it speaks of stays, a decision stays put to the meeting."""
    with transaction.atomic():
        meeting = _in_preparation(item.meeting, actor)
        item.delete()
        journal(actor, "ordre_du_jour", meeting, {"retirés": [item.title]})


def _last_rank(meeting: Meeting) -> int:
    return max(meeting.agenda.values_list("order", flat=True), default=0)


def _in_preparation(meeting: Meeting, actor: Actor) -> Meeting:
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("organisation", "committee").get(pk=meeting.pk)
    )
    demand(actor, EDIT, meeting.organisation)
    if meeting.state == MeetingState.SHOWN:
        raise RefusedError(_("Le support est figé avec cet ordre du jour : défigez-le pour le modifier."))
    if meeting.state != MeetingState.PREPARED:
        raise RefusedError(_("Cette séance est tenue : son ordre du jour ne change plus."))
    return meeting
