"""An action born from a decision."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.action_plan.models import Action
from gouvernail.governance.models import Outcome
from gouvernail.governance.operations import act_on_decision
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError


def test_an_adopted_decision_gives_a_prefilled_action_tied_to_it(sitting, owner):
    Action.objects.create(organisation=sitting.place, number=17, title="Autre")
    decision = sitting.taken_before(
        "2.1", title="Charte", owner_role="DGS", due=PartialDate.of_day(date(2026, 2, 27)), wording="Valider la charte."
    )
    action = act_on_decision(decision, actor=owner)
    assert (action.number, action.title, action.owner_role) == (18, "Charte", "DGS")
    assert (str(action.due), action.description) == ("27 février 2026", "Valider la charte.")
    link = Link.objects.get()
    assert (link.from_kind, link.from_id, link.to_kind, link.to_id) == ("decision", decision.pk, "action", action.pk)
    assert set(Entry.objects.values_list("verb", flat=True)) == {"creer", "relier"}


def test_the_action_carries_the_amended_wording(sitting, owner):
    decision = sitting.decide("2.1", outcome=Outcome.AMENDED, amended_wording="Avec un bilan.")
    assert act_on_decision(decision, actor=owner).description == "Avec un bilan."


def test_a_second_click_gives_the_same_action(sitting, owner):
    decision = sitting.taken_before("2.1")
    assert act_on_decision(decision, actor=owner) == act_on_decision(decision, actor=owner)
    assert Action.objects.count() == 1


def test_a_decision_not_taken_gives_no_action(sitting, owner):
    with pytest.raises(RefusedError):
        act_on_decision(sitting.decide("3.1"), actor=owner)


def test_a_stranger_creates_no_action(sitting, stranger):
    with pytest.raises(PermissionDenied):
        act_on_decision(sitting.taken_before("2.1"), actor=stranger)
    assert not Action.objects.exists()
