"""Committees, their meetings, what is on the agenda, what is decided, what was shown, and what measures the result."""

from gouvernail.governance.models.agenda import AgendaItem, Closed, ItemKind, ItemPaper, RecurringItem, SentOn
from gouvernail.governance.models.committees import (
    REPRESENTED,
    Attendance,
    Circle,
    Committee,
    CommitteeKind,
    Meeting,
    MeetingState,
    Phase,
    Presence,
    Seat,
)
from gouvernail.governance.models.decisions import TAKEN, Decision, Outcome, RegisterNumber
from gouvernail.governance.models.given import GivenAction
from gouvernail.governance.models.measuring import IndicatorTie
from gouvernail.governance.models.records import FrozenDocument
from gouvernail.governance.models.school import SchoolBreak, SchoolCalendar, SchoolZone

__all__ = [
    "REPRESENTED",
    "TAKEN",
    "AgendaItem",
    "Attendance",
    "Circle",
    "Closed",
    "Committee",
    "CommitteeKind",
    "Decision",
    "FrozenDocument",
    "GivenAction",
    "IndicatorTie",
    "ItemKind",
    "ItemPaper",
    "Meeting",
    "MeetingState",
    "Outcome",
    "Phase",
    "Presence",
    "RecurringItem",
    "RegisterNumber",
    "SchoolBreak",
    "SchoolCalendar",
    "SchoolZone",
    "Seat",
    "SentOn",
]
