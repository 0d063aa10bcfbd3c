"""Who is at a meeting, by function, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import REPRESENTED, Attendance, Meeting, Presence
from gouvernail.registers.register import Badge

PRESENCE_BADGES = {
    Presence.PRESENT: ("good", "circle-check"),
    Presence.SUBSTITUTE: ("good", "users"),
    Presence.EXCUSED: ("neutral", "calendar"),
    Presence.ABSENT: ("risk", "x"),
}


@dataclass(frozen=True)
class Quorum:
    """Who is there, in words, and whether that is enough (tone good, risk or neutral; risk: the quorum is missing)."""

    text: str
    tone: str


def quorum_of(meeting: Meeting) -> Quorum:
    """Say how many voting seats are represented and whether the quorum is reached; what is not known is said."""
    voting = [one for one in meeting.attendances.all() if one.votes]
    needed = meeting.committee.quorum
    if not voting:
        return Quorum(_("Aucun siège votant n’est renseigné."), "neutral")
    if not all(one.presence for one in voting):
        text = ngettext(
            "Présences à noter : %(count)s siège votant", "Présences à noter : %(count)s sièges votants", len(voting)
        )
        text %= {"count": len(voting)}
        return Quorum(text + (_(", quorum de %(count)s.") % {"count": needed} if needed else "."), "neutral")
    present = sum(1 for one in voting if one.presence in REPRESENTED)
    text = ngettext(
        "%(present)s siège votant sur %(total)s est représenté",
        "%(present)s sièges votants sur %(total)s sont représentés",
        max(present, 1),  # French counts nought in the singular
    ) % {"present": present, "total": len(voting)}
    if needed is None:
        return Quorum(text + _(" ; aucun quorum n’est fixé."), "neutral")
    if present >= needed:
        return Quorum(text + _(" ; le quorum de %(count)s est atteint.") % {"count": needed}, "good")
    return Quorum(text + _(" ; le quorum de %(count)s n’est pas atteint.") % {"count": needed}, "risk")


def held_by(attendance: Attendance) -> str:
    """Name the function of a seat, with its substitute when it is the one that came."""
    if attendance.presence == Presence.SUBSTITUTE and attendance.substitute:
        words = _("%(function)s (par %(substitute)s)")
        return words % {"function": attendance.function, "substitute": attendance.substitute}
    return attendance.function


@dataclass(frozen=True)
class PresenceLine:
    """A function at a meeting, and whether it was represented."""

    attendance: Attendance
    badge: Badge


def presences_of(meeting: Meeting) -> list[PresenceLine]:
    """Return the functions expected at a meeting with their presence."""
    return [
        PresenceLine(
            one,
            Badge(*PRESENCE_BADGES[Presence(one.presence)], one.get_presence_display())
            if one.presence
            else Badge("neutral", "circle-dashed", _("à noter")),
        )
        for one in meeting.attendances.all()
    ]
