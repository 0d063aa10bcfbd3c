"""What a committee does in its meeting: open it, note who is there and what is said, decide, act on decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.governance.acts import demand, journal
from gouvernail.governance.book import ENTERED
from gouvernail.governance.models import TAKEN, Decision, Meeting, MeetingState, Outcome
from gouvernail.governance.rules import Votes, condition_refusals, quorum_refusals, vote_refusals, voting_seats
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE
from gouvernail.registers.models import Relation
from gouvernail.registers.operations import RefusedError, changes_between, link_objects, save_object, snapshot
from gouvernail.registers.registry import register_of


def hold_meeting(meeting: Meeting, *, actor: Actor, on: date) -> Meeting:
    """Open a meeting whose deck is frozen; from then on the deck cannot be unfrozen.

    Raises ``PermissionDenied`` without the right to decide, ``RefusedError`` when the deck is not frozen yet.
    """
    demand(actor, DECIDE, meeting.organisation)
    with transaction.atomic():
        meeting = _locked(meeting)
        if meeting.state == MeetingState.PREPARED:
            raise RefusedError(_("Figez d’abord le support : la séance s’ouvre sur ce qui sera montré."))
        if meeting.state == MeetingState.SHOWN:
            meeting.state = MeetingState.HELD
            meeting.save(update_fields=["state", "updated_at"])
            journal(actor, "tenir", meeting, {"le": on.isoformat()})
    return meeting


def record_decision(
    decision: Decision,
    *,
    outcome: str,
    actor: Actor,
    on: date,
    votes: Votes | None = None,
    amended_wording: str = "",
    postponed_to: PartialDate | None = None,
    comment: str = "",
    reservation: str = "",
    seen: str = "",
) -> Decision:
    """Record what the committee did with a decision put to it, and say so in the journal.

    ``seen`` is the stamp of the decision as the person had it on screen: when somebody recorded something else
    meanwhile, it is refused rather than overwritten; the same recording sent twice is done once.
    ``Outcome.PROPOSED`` takes a recording back. Raises ``PermissionDenied`` without the right to decide, and
    ``RefusedError`` with French sentences when the meeting is not open, when a condition between decisions does not
    hold, when votes do not add up, or when an amendment has no wording.
    """
    demand(actor, DECIDE, decision.organisation)
    votes = votes or Votes()
    with transaction.atomic():
        decision = Decision.objects.select_for_update().select_related("organisation").get(pk=decision.pk)
        refusals = _refusals(decision, outcome, votes, amended_wording)
        if refusals:
            raise RefusedError(refusals)
        before = snapshot(decision)
        _write_outcome(decision, outcome, votes, amended_wording, postponed_to, on)
        decision.comment = comment.strip()
        decision.reservation = reservation.strip() if outcome in TAKEN else ""
        changes = changes_between(before, snapshot(decision))
        if changes and seen and seen != stamp_of(decision):
            raise ConflictError(_recorded_meanwhile(decision.pk))
        if changes:
            decision.save()
            journal(actor, "enregistrer_decision", decision, changes)
    return decision


class ConflictError(RefusedError):
    """Somebody else wrote something else meanwhile; nothing was overwritten."""


def stamp_of(decision: Decision) -> str:
    """Return what tells one version of a decision from the next."""
    return decision.updated_at.isoformat()


def _recorded_meanwhile(pk: int) -> str:
    stored = Decision.objects.get(pk=pk)
    return _(
        "Quelqu’un d’autre vient d’enregistrer « %(outcome)s » pour cette décision. Rien n’est écrasé : "
        "votre saisie est gardée ici ; enregistrez de nouveau pour la remplacer."
    ) % {"outcome": stored.get_outcome_display()}


def _refusals(decision: Decision, outcome: str, votes: Votes, amended_wording: str) -> list[str]:
    meeting = decision.meeting
    if meeting is None:
        return [_("Rattachez d’abord cette décision à une séance.")]
    if meeting.state == MeetingState.CLOSED:
        return [_("Le relevé de cette séance est établi : rouvrez-le pour corriger une décision.")]
    if meeting.state != MeetingState.HELD:
        return [_("Ouvrez d’abord la séance : une décision s’enregistre pendant ou après sa tenue.")]
    found = [*quorum_refusals(meeting, outcome), *condition_refusals(decision, outcome)]
    if outcome not in ENTERED and hasattr(decision, "register_number"):
        found.append(
            _("Cette décision porte le n° %(number)s du registre : corrigez-la, ou faites-la abroger par une autre.")
            % {"number": decision.register_number}
        )
    if outcome == Outcome.AMENDED and not amended_wording.strip():
        found.append(_("Écrivez le libellé adopté après amendement."))
    elif outcome == Outcome.AMENDED and amended_wording.split() == decision.wording.split():
        found.append(_("Le libellé amendé est celui qui était soumis : modifiez-le, ou enregistrez « Adoptée »."))
    if outcome == Outcome.PROPOSED and votes.total is not None:
        found.append(_("Choisissez ce que le comité a décidé : des voix sont comptées."))
    return [*found, *vote_refusals(votes, outcome, voting_seats(meeting))]


def _write_outcome(
    decision: Decision,
    outcome: str,
    votes: Votes,
    amended_wording: str,
    postponed_to: PartialDate | None,
    on: date,
) -> None:
    held_on = decision.meeting.held_on
    decision.outcome = outcome
    decision.votes_for, decision.votes_against = votes.favour, votes.against
    decision.votes_abstained = votes.abstained
    decision.amended_wording = amended_wording.strip() if outcome == Outcome.AMENDED else ""
    decision.postponed_to = postponed_to if outcome == Outcome.POSTPONED else None
    if outcome == Outcome.PROPOSED:
        decision.decided_on = None
    elif decision.decided_on is None:
        decision.decided_on = held_on.first_day if held_on.is_exact and held_on.first_day <= on else on


def record_attendance(
    meeting: Meeting, presences: Mapping[int, str], *, actor: Actor, added: str = "", added_presence: str = "present"
) -> None:
    """Note which functions were represented: ``presences`` by seat of this meeting, ``added`` a guest's function."""
    demand(actor, DECIDE, meeting.organisation)
    with transaction.atomic():
        meeting = open_for_notes(meeting)
        changed = []
        for one in meeting.attendances.all():
            if one.pk in presences and presences[one.pk] != one.presence:
                one.presence = presences[one.pk]
                one.save(update_fields=["presence"])
                changed.append(str(one))
        if added.strip() and not meeting.attendances.filter(function=added.strip()).exists():  # sent twice, added once
            order = (meeting.attendances.aggregate(last=Max("order"))["last"] or 0) + 1
            guest = meeting.attendances.create(
                function=added.strip(), votes=False, presence=added_presence, order=order
            )
            changed.append(str(guest))
        if changed:
            journal(actor, "presences", meeting, {"présences": changed})


def act_on_decision(decision: Decision, *, actor: Actor) -> Action:
    """Create the action that carries out a decision taken, tied to it by the thread; return the existing one if any.

    Raises ``PermissionDenied`` without the right to write actions, ``RefusedError`` when the decision is not taken.
    """
    if decision.outcome not in TAKEN:
        raise RefusedError(_("Seule une décision adoptée donne une action."))
    actions = register_of("action")
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        if known := born_actions([decision]).get(decision.pk):
            return known[0]
        action = Action(
            organisation=decision.organisation,
            number=next_action_number(decision.organisation),
            title=decision.title,
            description=decision.final_wording,
            status=ActionStatus.TO_PLAN,
            owner_role=decision.owner_role,
            due=decision.due,
            source=_("Décision %(number)s, %(meeting)s") % {"number": decision.number, "meeting": decision.meeting},
        )
        save_object(actions, action, actor=actor)
        link_objects(
            (register_of("decision"), decision), (actions, action), relation=Relation.DONE_BY.value, actor=actor
        )
    return action


def next_action_number(place: Organisation) -> int:
    """Return the number of the next action of a place."""
    return (Action.objects.filter(organisation=place).aggregate(last=Max("number"))["last"] or 0) + 1


def born_actions(decisions: list[Decision]) -> dict[int, list[Action]]:
    """Return, for each decision, the actions that carry it out (two queries whatever the number of decisions)."""
    from gouvernail.registers.models import Link

    pairs = Link.objects.filter(
        from_kind="decision", from_id__in=[one.pk for one in decisions], to_kind="action"
    ).values_list("from_id", "to_id")
    pairs = list(pairs)
    actions = Action.objects.in_bulk([action for _decision, action in pairs])
    found: dict[int, list[Action]] = {}
    for decision, action in pairs:
        if action in actions:
            found.setdefault(decision, []).append(actions[action])
    return found


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("organisation", "committee").get(pk=meeting.pk)
    )


def open_for_notes(meeting: Meeting) -> Meeting:
    """Lock a meeting to write about what happens in it; raise ``RefusedError`` unless it is being held."""
    meeting = _locked(meeting)
    if meeting.state == MeetingState.CLOSED:
        raise RefusedError(_("Le relevé de cette séance est établi : rouvrez-le pour le corriger."))
    if meeting.state != MeetingState.HELD:
        raise RefusedError(_("Ouvrez d’abord la séance."))
    return meeting
