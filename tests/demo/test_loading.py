"""The demonstration once loaded: loading again, signing in, taking away."""

from __future__ import annotations

import pytest

from gouvernail.accounts.models import User
from gouvernail.action_plan.models import Action
from gouvernail.demo.loading import demo_accounts, demo_is_loaded, load_demo, reset_demo
from gouvernail.governance.models import FrozenDocument, Meeting
from gouvernail.journal.chain import flaws, record
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import OrganisationKind, Role
from gouvernail.organisations.models import Membership, Organisation
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.demo.counting import rows


def test_loading_twice_changes_nothing(demo):
    before = rows()
    assert load_demo() is False
    assert rows() == before


def test_the_journal_tells_the_loading_in_one_line_a_place_and_its_chain_holds(demo):
    told = Entry.objects.filter(actor="demo", verb="charger")
    assert sorted(told.values_list("label", flat=True)) == sorted(
        Organisation.objects.filter(is_demo=True, parent=None).values_list("name", flat=True)
    )
    assert told.get(label__startswith="Communauté").details["action"] == 17
    assert list(flaws()) == []


def test_every_account_signs_in_with_its_password(demo, client):
    for account in demo_accounts():
        assert client.login(username=account.email, password=account.password), account
        assert len(account.password) >= 12


def test_each_role_of_the_first_place_can_be_tried(demo):
    roles = set(Membership.objects.filter(organisation__slug="cc-des-trois-rivieres").values_list("role", flat=True))
    assert roles == set(Role) - {Role.DSI}
    assert Membership.objects.get(user__email="referent@pontaubry.example").organisation.slug == "pontaubry"


def test_the_provider_holds_one_contract_one_project_and_two_actions(demo):
    held = Membership.objects.get(role=Role.PROVIDER).grants.values_list("kind", flat=True)
    assert sorted(held) == ["action", "action", "contract", "project"]


def test_taking_it_away_keeps_the_rest(demo):
    ours = Organisation.objects.create(name="Ville réelle", slug="ville-reelle", kind=OrganisationKind.COMMUNE)
    action = Action.objects.create(organisation=ours, title="La nôtre")
    other = Action.objects.create(organisation=ours, title="La suivante")
    link = Link.objects.create(
        from_kind="action", from_id=action.pk, relation="mene_a", to_kind="action", to_id=other.pk
    )
    both = User.objects.get(email="dgs@trois-rivieres.example")
    Membership.objects.create(user=both, organisation=ours, role=Role.DIRECTION)
    meeting = Meeting.objects.filter(organisation__is_demo=True).first()
    FrozenDocument.objects.create(
        meeting=meeting, name="deck", story={}, digest="0", frozen_at="2026-01-13T14:00Z", frozen_by="x"
    )
    record(actor="x", verb="creer", kind="action", object_id=action.pk, place=ours.path)

    reset_demo()

    assert not demo_is_loaded()
    assert list(Organisation.objects.all()) == [ours]
    assert set(Action.objects.all()) == {action, other}
    assert list(Link.objects.all()) == [link]
    assert list(User.objects.all()) == [both]
    assert list(flaws()) == []


def test_what_was_taken_away_can_be_loaded_again(demo):
    before = rows()
    reset_demo()
    assert load_demo() is True
    after = rows()
    assert {name: count for name, count in after.items() if name != "Entry"} == {
        name: count for name, count in before.items() if name != "Entry"
    }


def test_it_is_not_taken_away_from_under_somebody_else(demo):
    town = Organisation.objects.get(slug="ville-de-valbrune")
    Organisation.objects.create(name="Leur école", slug="leur-ecole", kind=OrganisationKind.ECOLE, parent=town)
    with pytest.raises(RefusedError, match="Leur école"):
        reset_demo()
    assert demo_is_loaded()
