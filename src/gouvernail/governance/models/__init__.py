"""Committees, their meetings, what is on the agenda, what is decided, what was shown, and what measures the result."""

from gouvernail.governance.models.agenda import AgendaItem, ItemKind, RecurringItem, SentOn
from gouvernail.governance.models.committees import (
    Attendance,
    Committee,
    CommitteeKind,
    Meeting,
    MeetingState,
    Phase,
    Presence,
    Seat,
)
from gouvernail.governance.models.decisions import TAKEN, Decision, Outcome, RegisterNumber
from gouvernail.governance.models.measuring import IndicatorTie
from gouvernail.governance.models.records import FrozenDocument

__all__ = [
    "TAKEN",
    "AgendaItem",
    "Attendance",
    "Committee",
    "CommitteeKind",
    "Decision",
    "FrozenDocument",
    "IndicatorTie",
    "ItemKind",
    "Meeting",
    "MeetingState",
    "Outcome",
    "Phase",
    "Presence",
    "RecurringItem",
    "RegisterNumber",
    "Seat",
    "SentOn",
]
