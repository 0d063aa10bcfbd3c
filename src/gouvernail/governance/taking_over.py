"""Meetings and decisions that come from files: what was settled before Gouvernail, and what a file may change.

A decision of the past is taken over: it keeps the number it bore and its source, and never enters the register of its
committee, which is numbered without gap. A file never takes, changes or takes back a decision.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from gouvernail.governance.models import Decision, Meeting, MeetingState, Outcome


def why_meeting_stays(meeting: Meeting, changed: frozenset[str] | None) -> str:
    """Say why a file may not change a meeting; nothing when it may, or when the meeting is new."""
    if changed is None or meeting.state == MeetingState.PREPARED:
        return ""
    return _("Cette séance a été préparée et montrée : elle ne se change plus par un fichier. Ouvrez sa fiche.")


def close_if_past(meeting: Meeting) -> None:
    """Close a new meeting whose day is over: it was held before Gouvernail."""
    if meeting.held_on.last_day < meeting.organisation.today():
        meeting.state = MeetingState.CLOSED


def why_decision_stays(decision: Decision, changed: frozenset[str]) -> str:
    """Say why a file may not change a decision; nothing when it may."""
    if {"outcome", "decided_on"} & changed:
        return _("Une décision se prend en séance : un fichier ne l’adopte, ne l’ajourne ni ne la reprend.")
    if "meeting" in changed:
        return _("Une décision se porte à une séance depuis sa fiche ou l’ordre du jour, pas par un fichier.")
    shown = decision.meeting is not None and decision.meeting.state != MeetingState.PREPARED
    if decision.taken_over or decision.outcome != Outcome.PROPOSED or shown:
        return _("Une décision montrée ou prise ne se réécrit pas : une autre décision la modifie ou l’abroge.")
    return ""


def why_not_taken_over(decision: Decision) -> str:
    """Say what keeps a decision of a file from being entered as one of the past; nothing when it may come in."""
    state = decision.meeting.state if decision.meeting is not None else None
    if decision.outcome == Outcome.PROPOSED:
        frozen = state not in (None, MeetingState.PREPARED)
        return _("Le support de cette séance est figé : une décision ne s’y ajoute plus.") if frozen else ""
    if state not in (None, MeetingState.CLOSED):
        return _("Une décision déjà prise se reprend sans séance, ou dans une séance close.")
    if not decision.number:
        return _("Une décision déjà prise se reprend avec son numéro d’origine : remplissez la colonne « N° ».")
    if decision.decided_on is None or decision.decided_on > decision.organisation.today():
        return _("Une décision déjà prise se reprend avec le jour où elle l’a été : remplissez « Décidée le ».")
    return ""
