"""Points that an earlier meeting did not settle: put off to this one, or sent up by a technical committee."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from gouvernail.governance.models import AgendaItem, CommitteeKind, Decision, ItemKind, Meeting, Outcome, SentOn
from gouvernail.governance.proposing import RESUMED, Proposal


def sent_on(meeting: Meeting) -> list[Proposal]:
    """Propose the points put off by this committee, and for a COPIL those that others of the place sent up to it."""
    wanted = Q(sent_on=SentOn.NEXT, meeting__committee=meeting.committee_id, meeting__number__lt=meeting.number)
    if meeting.committee.kind == CommitteeKind.COPIL:
        above = Q(sent_on=SentOn.ABOVE, meeting__organisation=meeting.organisation_id)
        wanted |= above & ~Q(meeting__committee=meeting.committee_id)
    found = AgendaItem.objects.filter(wanted, resumed_by=None).select_related("meeting__committee")
    return [_again(one) for one in found.order_by("pk")]


def postponed_decisions(meeting: Meeting) -> list[Proposal]:
    """Propose the decisions that an earlier meeting of this committee put off, and that none took up since."""
    found = Decision.objects.filter(
        outcome=Outcome.POSTPONED,
        resumed_by=None,
        meeting__committee=meeting.committee_id,
        meeting__number__lt=meeting.number,
    )
    return [
        Proposal(
            ItemKind.DECISION,
            _("Décision %(number)s : %(title)s") % {"number": one.number, "title": one.title},
            why_postponed(one),
            "decision",
            one.pk,
            _("décisions"),
        )
        for one in found.select_related("meeting__committee").order_by("pk")
    ]


def why_postponed(decision: Decision) -> str:
    """Say where a decision was put off, and to when."""
    if decision.postponed_to:
        words = _("Ajournée au %(meeting)s, à reprendre : %(when)s")
        return words % {"meeting": decision.meeting, "when": decision.postponed_to}
    return _("Ajournée au %(meeting)s, sans date de reprise") % {"meeting": decision.meeting}


def _again(item: AgendaItem) -> Proposal:
    words = _("Remonté par le %(meeting)s") if item.sent_on == SentOn.ABOVE else _("Reporté par le %(meeting)s")
    return Proposal(
        ItemKind(item.kind), item.title, words % {"meeting": item.meeting}, RESUMED, item.pk, _("points reportés")
    )
