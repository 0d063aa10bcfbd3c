"""What the sheets of committees, meetings and decisions show beyond their fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gouvernail.governance.addresses import step_addresses
from gouvernail.governance.attendance import presences_of, quorum_of
from gouvernail.governance.book import force_in_words, is_repealed
from gouvernail.governance.forms import NewsForm
from gouvernail.governance.models import Committee, Decision, Meeting, MeetingState
from gouvernail.governance.reading import agenda_of, decision_line, decisions_seen_of, steps_of
from gouvernail.governance.sights import note_sight_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.registers.panels import Panel


def meeting_path(request: HttpRequest, place: Organisation, meeting: Meeting) -> Panel:
    """Show where the meeting stands and the next thing to do."""
    actor = request.actor
    may_edit = actor.can(EDIT, "governance", meeting.organisation)
    may_decide = actor.can(DECIDE, "governance", meeting.organisation)
    return Panel(
        "governance/panels/path.html",
        {
            "meeting": meeting,
            "place": place,
            "steps": steps_of(meeting, step_addresses(place, meeting) if may_edit else {}),
            "can_prepare": may_edit and meeting.state == MeetingState.PREPARED,
            "can_hold": may_decide and meeting.state in (MeetingState.SHOWN, MeetingState.HELD),
            "can_prepare_next": may_edit and meeting.state in (MeetingState.HELD, MeetingState.CLOSED),
        },
    )


def meeting_content(request: HttpRequest, place: Organisation, meeting: Meeting) -> Panel:
    """Show the agenda, the decisions and who is there."""
    actor = request.actor
    lines = agenda_of(meeting, place=place, actor=actor)
    for line in lines:
        note_sight_of(line.item, actor=actor)
    return Panel(
        "governance/panels/meeting.html",
        {
            "meeting": meeting,
            "place": place,
            "lines": lines,
            "decisions": decisions_seen_of(meeting, actor),
            "presences": presences_of(meeting),
            "quorum": quorum_of(meeting),
            "may_decide": actor.can(DECIDE, "governance", meeting.organisation),
            "may_edit": actor.can(EDIT, "governance", meeting.organisation) and meeting.state == MeetingState.PREPARED,
        },
    )


def committee_content(request: HttpRequest, place: Organisation, committee: Committee) -> Panel:
    """Show who sits, the last meetings, and the button that prepares the next one."""
    return Panel(
        "governance/panels/committee.html",
        {
            "committee": committee,
            "place": place,
            "seats": list(committee.seats.all()),
            "meetings": list(committee.meetings.order_by("-number")[:6]),
            "may_edit": request.actor.can(EDIT, "governance", committee.organisation),
        },
    )


def decision_content(request: HttpRequest, place: Organisation, decision: Decision) -> Panel | None:
    """Show on what a decision depends, how it was voted, and the actions born from it."""
    note_sight_of(decision, actor=request.actor)
    line = decision_line(decision)
    context: dict[str, Any] = {
        "line": line,
        "place": place,
        "may_decide": request.actor.can(DECIDE, "governance", decision.organisation),
    }
    if not (line.conditions or line.votes or line.is_taken):
        return None
    context |= _force_of(request, decision, is_taken=line.is_taken)
    return Panel("governance/panels/decision.html", context)


def _force_of(request: HttpRequest, decision: Decision, *, is_taken: bool) -> dict[str, Any]:
    """What the register says of a decision, and what may still be done to it."""
    may_edit = request.actor.can(EDIT, "governance", decision.organisation)
    return {
        "register_number": getattr(decision, "register_number", None),
        "force": force_in_words(decision),
        "may_follow": may_edit and is_taken,
        "may_revise": may_edit and is_taken and not is_repealed(decision) and decision.meeting_id is not None,
        "news_form": NewsForm(initial={"done_on": decision.done_on}) if may_edit and is_taken else None,
        "news": decision.followed_up.splitlines(),
    }
