"""Making the agenda: take in what is proposed, add, change, move and remove points; prepare the next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.calendar import next_date
from gouvernail.governance.models import AgendaItem, Attendance, Committee, Decision, Meeting, MeetingState, Outcome
from gouvernail.governance.proposing import RESUMED, Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of

TOLD = ("duration", "speaker", "expected", "paper")
"""What a point says beyond its title: minutes, who presents it by function, the decision expected, its paper."""


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
        meeting = Meeting(
            organisation=committee.organisation,
            committee=committee,
            number=last.number + 1 if last else 1,
            held_on=next_date(committee, last, on),
            starts_at=last.starts_at if last else None,
            location=last.location if last else "",
        )
        save_object(register_of("meeting"), meeting, actor=actor)
        seat_the_committee(meeting)
        bring_recurring(meeting)
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
        Attendance(meeting=meeting, function=seat.function, votes=seat.votes, order=rank)
        for rank, seat in enumerate(meeting.committee.seats.filter(guest=False), 1)
    )


def take_in(meeting: Meeting, proposals: Sequence[Proposal], *, actor: Actor) -> int:
    """Put proposals on the agenda, after what stands there; decisions are put to this meeting. Return how many."""
    with transaction.atomic():
        meeting = _in_preparation(meeting, actor)
        known = set(meeting.agenda.exclude(object_kind="").values_list("object_kind", "object_id"))
        fresh = [one for one in proposals if (one.object_kind, one.object_id) not in known]
        for rank, one in enumerate(fresh, _last_rank(meeting) + 1):
            if one.object_kind == RESUMED:
                _resume(meeting, one, rank)
                continue
            pk = _put_to(meeting, one, actor) if one.object_kind == "decision" else one.object_id
            meeting.agenda.create(
                order=rank,
                kind=one.kind,
                title=one.title[:240],
                reason=one.reason[:240],
                object_kind=one.object_kind,
                object_id=pk,
            )
        if fresh:
            journal(actor, "ordre_du_jour", meeting, {"ajoutés": [one.title for one in fresh]})
    return len(fresh)


def _resume(meeting: Meeting, proposal: Proposal, rank: int) -> None:
    """Take up again a point that an earlier meeting put off or sent here, with all that it said."""
    source = AgendaItem.objects.select_related("meeting").get(pk=proposal.object_id)
    already = meeting.agenda.filter(object_kind=source.object_kind, object_id=source.object_id).exists()
    tied = source.object_kind and not already
    meeting.agenda.create(
        order=rank,
        kind=source.kind,
        title=source.title,
        reason=proposal.reason[:240],
        duration=source.duration,
        speaker=source.speaker,
        expected=source.expected,
        paper=source.paper,
        object_kind=source.object_kind if tied else "",
        object_id=source.object_id if tied else None,
        resumes=source,
    )


def _put_to(meeting: Meeting, proposal: Proposal, actor: Actor) -> int:
    """Put a pending decision to the meeting; a postponed one is put again under a new number. Return its identifier."""
    decision = Decision.objects.select_related("organisation").get(pk=proposal.object_id)
    if decision.meeting_id == meeting.pk or decision.outcome not in (Outcome.PROPOSED, Outcome.POSTPONED):
        return decision.pk
    if decision.outcome == Outcome.POSTPONED:
        decision = _taken_up_again(decision)
    taken = set(meeting.decisions.values_list("number", flat=True))
    if not decision.number or decision.number in taken:
        decision.number = next_number(meeting)
    decision.meeting = meeting
    save_object(register_of("decision"), decision, actor=actor)
    return decision.pk


def _taken_up_again(postponed: Decision) -> Decision:
    kept = ("organisation", "title", "wording", "context", "options", "condition", "owner_role", "due")
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
