"""Who weighs, what they give, and when the weights are shown: not before the last one is in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Member, Study
from gouvernail.studies.operations.acts import demand, demand_open, journal


def may_see_weights(member: Member, actor: Actor) -> bool:
    """Say whether somebody may see what a function gave.

    Before the vote is closed: the account that answers for it alone, or, for a function without account, those who
    may type its weights.
    """
    if not member.study.weights_open:
        return True
    return may_give(member, actor)


def may_give(member: Member, actor: Actor) -> bool:
    """Say whether somebody may give the weights of a function."""
    if member.account_id is not None:
        return actor.user_id == member.account_id
    return actor.can(EDIT, "studies", member.study.organisation)


def give_weights(member: Member, weights: dict[str, Any], *, actor: Actor) -> None:
    """Keep the weights of a function; the journal says that they were given, never what they are."""
    if not may_give(member, actor):
        raise PermissionDenied
    with transaction.atomic():
        study = Study.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.study_id)
        if not study.weights_open:
            raise RefusedError(_("Le recueil des poids est clos."))
        member.weights, member.given_at = weights, timezone.now()
        member.save(update_fields=["weights", "given_at"])
        journal(actor, "ponderer", study, {"fonction": member.function})


def close_weights(study: Study, *, actor: Actor) -> None:
    """Close the vote: from then on everybody sees the weights, and nobody changes theirs."""
    demand(actor, study)
    with transaction.atomic():
        given = [one.function for one in study.members.all() if one.has_given]
        Study.objects.filter(pk=study.pk).update(weights_open=False)
        study.weights_open = False
        journal(actor, "clore_poids", study, {"fonctions": given})


def restart_weights(study: Study, *, actor: Actor) -> None:
    """Start the vote again from nothing: who saw the weights of another must not be able to answer them."""
    demand_open(actor, study)
    with transaction.atomic():
        study.members.update(weights=None, given_at=None)
        Study.objects.filter(pk=study.pk).update(weights_open=True)
        study.weights_open = True
        journal(actor, "recommencer_poids", study)


def save_member(member: Member, *, actor: Actor) -> Member:
    """Create or change a function that weighs; refused once the vote is closed."""
    study = member.study
    demand_open(actor, study)
    if not study.weights_open:
        raise RefusedError(_("Le recueil des poids est clos : recommencez-le pour changer les membres."))
    with transaction.atomic():
        stored = Member.objects.filter(pk=member.pk).first() if member.pk else None
        if stored and stored.account_id != member.account_id:
            member.weights = member.given_at = None  # what one account gave is not shown to another
        member.order = member.order or study.members.count() + 1
        member.save()
        journal(actor, "membres", study, {"fonction": member.function, "voix": str(member.voices)})
    return member


def remove_member(member: Member, *, actor: Actor) -> None:
    """Take a function off the study."""
    study = member.study
    demand_open(actor, study)
    if not study.weights_open:
        raise RefusedError(_("Le recueil des poids est clos : recommencez-le pour changer les membres."))
    with transaction.atomic():
        journal(actor, "membres", study, {"fonction": member.function, "retiree": True})
        member.delete()
