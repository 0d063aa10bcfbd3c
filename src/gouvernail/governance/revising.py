"""A decision taken is never rewritten: another one amends it or repeals it, in a meeting, like any decision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.agenda import next_number, prepare_next_meeting
from gouvernail.governance.book import called, is_repealed
from gouvernail.governance.models import TAKEN, Decision, ItemKind, Meeting, MeetingState, Outcome
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of

OPEN_STATES = (MeetingState.PREPARED, MeetingState.HELD)


def amend_decision(decision: Decision, *, wording: str, reason: str, actor: Actor, meeting: Meeting) -> Decision:
    """Put to ``meeting`` a decision that gives this one a new wording; return it.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when the decision was not taken, no longer holds,
    is already under revision, or when the wording is the same.
    """
    if not wording.strip():
        raise RefusedError(_("Écrivez le nouveau libellé."))
    if wording.split() == decision.final_wording.split():
        raise RefusedError(_("Le nouveau libellé est celui qui est en vigueur : modifiez-le, ou n’enregistrez rien."))
    title = _("Modifier la décision %(number)s : %(title)s")
    return _revise(decision, "amends", title, wording, reason, actor, meeting)


def repeal_decision(decision: Decision, *, reason: str, actor: Actor, meeting: Meeting) -> Decision:
    """Put to ``meeting`` a decision that repeals this one; return it. Refuses what ``amend_decision`` refuses."""
    title = _("Abroger la décision %(number)s : %(title)s")
    wording = _("La décision %(number)s du %(meeting)s, « %(wording)s », est abrogée.") % {
        "number": called(decision),
        "meeting": decision.meeting,
        "wording": decision.final_wording.strip(),
    }
    return _revise(decision, "repeals", title, wording, reason, actor, meeting)


def meeting_for_revision(decision: Decision, *, actor: Actor, on) -> Meeting:
    """Return the meeting to which a revision goes: the next one of the committee that took the decision."""
    if decision.meeting is None:
        raise RefusedError(_("Rattachez d’abord cette décision à une séance."))
    return prepare_next_meeting(decision.meeting.committee, actor=actor, on=on)


def _revise(
    decision: Decision, link: str, title: str, wording: str, reason: str, actor: Actor, meeting: Meeting
) -> Decision:
    demand(actor, EDIT, meeting.organisation)
    if not reason.strip():
        raise RefusedError(_("Écrivez pourquoi : le comité le lira, et le journal le garde."))
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=decision.pk)
        _refuse_unless_standing(decision, meeting)
        fresh = Decision(
            organisation=decision.organisation,
            meeting=meeting,
            number=next_number(meeting),
            title=(title % {"number": called(decision), "title": decision.title})[:200],
            wording=wording.strip(),
            context=reason.strip(),
            owner_role=decision.owner_role,
            circle=decision.circle,
            closed_because=decision.closed_because,
            source=_("Révision de la décision %(number)s") % {"number": called(decision)},
            **{link: decision},
        )
        save_object(register_of("decision"), fresh, actor=actor)
        if meeting.state == MeetingState.PREPARED:
            last = meeting.agenda.order_by("-order").values_list("order", flat=True).first() or 0
            meeting.agenda.create(
                order=last + 1,
                kind=ItemKind.DECISION,
                title=fresh.title,
                reason=reason.strip()[:240],
                circle=fresh.circle,
                closed_because=fresh.closed_because,
                object_kind="decision",
                object_id=fresh.pk,
            )
        journal(actor, "reviser", decision, {"par": fresh.pk, "motif": reason.strip()})
    return fresh


def _refuse_unless_standing(decision: Decision, meeting: Meeting) -> None:
    if decision.outcome not in TAKEN:
        raise RefusedError(_("Seule une décision adoptée se modifie ou s’abroge."))
    if is_repealed(decision):
        raise RefusedError(_("Cette décision est déjà abrogée."))
    if meeting.state not in OPEN_STATES:
        raise RefusedError(_("Cette séance ne reçoit plus de décision : choisissez la suivante."))
    pending = [*decision.amended_by.all(), *decision.repealed_by.all()]
    if any(one.outcome == Outcome.PROPOSED for one in pending):
        raise RefusedError(_("Une révision de cette décision attend déjà le comité."))
