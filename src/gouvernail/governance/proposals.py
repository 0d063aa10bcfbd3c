"""The agenda that proposes itself: each point comes from what the place knows, and says why it is there."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.from_policies import policies_to_see
from gouvernail.governance.from_studies import studies_to_decide
from gouvernail.governance.models import TAKEN, Decision, ItemKind, Meeting, MeetingState, Outcome
from gouvernail.governance.proposals_from_contracts import contracts
from gouvernail.governance.proposals_from_plan import (
    late_actions,
    milestones,
    projects_in_trouble,
    projects_off_plan,
)
from gouvernail.governance.proposals_sent_on import sent_on, why_postponed
from gouvernail.governance.proposing import Proposal
from gouvernail.organisations.actors import Actor
from gouvernail.registers.registry import register_of


def propose(meeting: Meeting, *, actor: Actor, today: date) -> list[Proposal]:
    """Return what could go on the agenda of ``meeting`` on ``today``, less what already stands there.

    Follow-up first, then alerts, decisions to take and information. One query a source, whatever the number of rows;
    only what ``actor`` may see.
    """
    found = [
        *follow_up(meeting),
        *sent_on(meeting),
        *projects_in_trouble(meeting.organisation, actor),
        *projects_off_plan(meeting.organisation, actor, today),
        *late_actions(meeting.organisation, actor, today),
        *pending_decisions(meeting),
        *studies_to_decide(meeting.organisation, actor),
        *policies_to_see(meeting.organisation, actor, today),
        *contracts(meeting.organisation, actor, today),
        *milestones(meeting.organisation, actor, today),
    ]
    known = set(meeting.agenda.exclude(object_kind="").values_list("object_kind", "object_id"))
    rank = {ItemKind.FOLLOW_UP: 0, ItemKind.ALERT: 1, ItemKind.DECISION: 2, ItemKind.INFORMATION: 3}
    return sorted(
        (one for one in found if (one.object_kind, one.object_id) not in known), key=lambda one: rank[one.kind]
    )


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """Return the meeting of the same committee that came before this one."""
    earlier = Meeting.objects.filter(committee=meeting.committee_id, number__lt=meeting.number)
    return earlier.select_related("committee", "organisation").order_by("-number").first()


def follow_up(meeting: Meeting) -> list[Proposal]:
    """Propose to look back at what the previous meeting decided, and at older decisions that nobody followed up."""
    previous = previous_meeting(meeting)
    if previous is None:
        return []
    taken = Decision.objects.filter(
        meeting__committee=meeting.committee_id, meeting__number__lt=meeting.number, outcome__in=TAKEN
    ).select_related("meeting__committee")
    of_previous = [one for one in taken if one.meeting_id == previous.pk]
    found = []
    if of_previous:
        found.append(
            Proposal(
                ItemKind.FOLLOW_UP,
                _("Suites données aux décisions du %(meeting)s") % {"meeting": previous},
                _decided_words(of_previous),
                "meeting",
                previous.pk,
                register_of("meeting").label_plural,
            )
        )
    silent = [one for one in taken if not one.followed_up and one.done_on is None]
    return found + [_forgotten(one) for one in silent if one.meeting_id != previous.pk]


def _decided_words(decisions: list[Decision]) -> str:
    count, silent = len(decisions), sum(1 for one in decisions if not one.followed_up and one.done_on is None)
    text = ngettext("%(count)s décision prise", "%(count)s décisions prises", count) % {"count": count}
    if not silent:
        return text
    if silent == count:
        return text + _(", sans suite notée à ce jour")
    return text + ngettext(", dont %(count)s sans suite notée", ", dont %(count)s sans suite notée", silent) % {
        "count": silent
    }


def _forgotten(decision: Decision) -> Proposal:
    reason = _("Adoptée au %(meeting)s, sans suite notée à ce jour") % {"meeting": decision.meeting}
    return Proposal(ItemKind.FOLLOW_UP, decision.title, reason, "decision", decision.pk, _("décisions"))


def pending_decisions(meeting: Meeting) -> list[Proposal]:
    """Propose the decisions that wait for this committee: put to this meeting, never recorded, or postponed."""
    waiting = Decision.objects.filter(
        outcome__in=(Outcome.PROPOSED, Outcome.POSTPONED), resumed_by=None, organisation=meeting.organisation_id
    ).select_related("meeting__committee")
    found = []
    for one in waiting:
        reason = _why_pending(one, meeting)
        if reason:
            title = _("Décision %(number)s : %(title)s") % {"number": one.number, "title": one.title}
            found.append(Proposal(ItemKind.DECISION, title, reason, "decision", one.pk, _("décisions")))
    return found


def _why_pending(decision: Decision, meeting: Meeting) -> str:
    """Return why a decision waits for this meeting, or nothing when it waits for another one."""
    if decision.meeting_id is None:
        return _("Proposée, sans séance à ce jour")
    if decision.meeting_id == meeting.pk:
        if decision.outcome != Outcome.PROPOSED:
            return ""
        return decision.condition or _("Soumise à cette séance")
    other = decision.meeting
    if other.committee_id != meeting.committee_id or other.number >= meeting.number:
        return ""
    if decision.outcome == Outcome.POSTPONED:
        return why_postponed(decision)
    if other.state in (MeetingState.HELD, MeetingState.CLOSED):
        return _("Soumise au %(meeting)s, sans décision enregistrée") % {"meeting": other}
    return ""
