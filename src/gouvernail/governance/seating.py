"""Who sits in a committee."""

from __future__ import annotations

from django.db import transaction
from django.forms import BaseInlineFormSet

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import Committee
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT


def save_seats(committee: Committee, formset: BaseInlineFormSet, *, actor: Actor) -> None:
    """Save the seats of a valid formset; meetings already prepared keep the seats they were given."""
    demand(actor, EDIT, committee.organisation)
    with transaction.atomic():
        before = [str(one) for one in committee.seats.all()]
        formset.save()
        after = [str(one) for one in committee.seats.all()]
        if formset.has_changed():
            journal(actor, "sieges", committee, {"sièges": [before, after]})


def save_recurring(committee: Committee, formset: BaseInlineFormSet, *, actor: Actor) -> None:
    """Save the recurring points of a valid formset; agendas already made keep theirs."""
    demand(actor, EDIT, committee.organisation)
    with transaction.atomic():
        formset.save()
        if formset.has_changed():
            journal(actor, "ordre_du_jour", committee, {"récurrents": [str(one) for one in committee.recurring.all()]})
