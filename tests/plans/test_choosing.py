from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from gouvernail.governance.models import Decision
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.plans.choosing import choose, open_choices, put_to_committee
from gouvernail.plans.models import BudgetLine, PlanVersion
from gouvernail.plans.ppi import matrices, read_lines
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.factories import make_budget_line, make_organisation
from tests.worlds import person

ON = date(2026, 1, 13)


@pytest.fixture
def place(db):
    return make_organisation(lives_on=ON)


@pytest.fixture
def lines(place):
    common = {"choice": "Reprise d’activité"}
    return [
        make_budget_line(place, 2027, 16_000, variant="Second site", **common),
        make_budget_line(place, 2028, 4_000, variant="Second site", **common),
        make_budget_line(place, 2027, 9_000, variant="Nuage", **common),
        make_budget_line(place, 2027, 1_000, choice="Seul", variant="Unique"),
        make_budget_line(place, 2027, 5_000),
    ]


@pytest.fixture
def dsi(place):
    return person("dsi@essai.example", Role.DSI, place)


def the_choice():
    (found,) = open_choices(BudgetLine.objects.select_related("organisation").order_by("pk"))
    return found


def whole(place):
    (matrix,) = matrices(read_lines(BudgetLine.objects.filter(organisation=place)))
    return matrix.total.total


def test_a_choice_has_at_least_two_variants(lines):
    choice = the_choice()
    assert choice.name == "Reprise d’activité"
    assert [(one.name, one.amounts) for one in choice.variants] == [
        ("Second site", {"TTC": 20_000}),
        ("Nuage", {"TTC": 9_000}),
    ]


def test_totals_are_a_range_until_the_choice_is_settled(place, lines, dsi):
    assert (whole(place).value, whole(place).high) == (15_000, 26_000)
    choose(the_choice(), "Nuage", actor=actor_of(dsi, ON))
    assert (whole(place).value, whole(place).high) == (15_000, None)
    assert open_choices(BudgetLine.objects.all()) == []


def test_settling_keeps_every_variant_in_a_version_and_leaves_a_decision(place, lines, dsi):
    decision = choose(the_choice(), "Nuage", actor=actor_of(dsi, ON))
    version = PlanVersion.objects.get()
    assert version.lines.count() == len(lines)
    assert version.lines.filter(variant="Second site").count() == 2
    assert decision.wording == "Retenir la variante « Nuage » pour « Reprise d’activité »."
    assert len(decision.options.splitlines()) == 2
    kept = BudgetLine.objects.get(variant="Nuage")
    assert Link.objects.filter(from_kind="budget_line", from_id=kept.pk, to_kind="decision").exists()
    assert Entry.objects.filter(verb="trancher_variante").count() == 1
    assert Entry.objects.filter(verb="supprimer", kind="budget_line").count() == 2


def test_the_decision_put_to_the_committee_is_the_one_that_settles(place, lines, dsi):
    actor = actor_of(dsi, ON)
    put = put_to_committee(the_choice(), actor=actor)
    with pytest.raises(RefusedError, match="déjà porté"):
        put_to_committee(the_choice(), actor=actor)
    assert choose(the_choice(), "Second site", actor=actor) == put
    assert Decision.objects.count() == 1


def test_a_choice_settled_meanwhile_is_not_settled_again(place, lines, dsi):
    seen, actor = the_choice(), actor_of(dsi, ON)
    choose(the_choice(), "Nuage", actor=actor)
    with pytest.raises(RefusedError, match="vient d’être tranché"):
        choose(seen, "Second site", actor=actor)
    assert PlanVersion.objects.count() == 1


def test_a_variant_that_is_none_changes_nothing(place, lines, dsi):
    with pytest.raises(RefusedError):
        choose(the_choice(), "Autre", actor=actor_of(dsi, ON))
    assert BudgetLine.objects.count() == len(lines)
    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize("role", [Role.ELECTED, Role.DIRECTION, Role.AUDITOR])
def test_who_writes_no_budget_settles_nothing(place, lines, role):
    actor = actor_of(person("qui@essai.example", role, place), ON)
    with pytest.raises(PermissionDenied):
        choose(the_choice(), "Nuage", actor=actor)
    assert BudgetLine.objects.count() == len(lines)


def test_the_page_puts_then_settles(client, place, lines, dsi):
    client.force_login(dsi)
    address = reverse("plan_choices", args=[place.slug])
    page = client.get(address).content.decode()
    assert "Second site" in page
    assert "Porter au comité" in page
    answer = client.post(address, {"choix": "Reprise d’activité"})
    decision = Decision.objects.get()
    assert answer["Location"] == reverse("decision_sheet", args=[place.slug, decision.pk])
    assert "Choisir : Reprise d’activité" in client.get(address).content.decode()
    client.post(address, {"choix": "Reprise d’activité", "variante": "Nuage"})
    assert "Aucun choix ouvert" in client.get(address).content.decode()
    assert client.post(address, {"choix": "Reprise d’activité", "variante": "Nuage"}).status_code == 404


def test_three_people_and_the_elected(client, world):
    address = reverse("plan_choices", args=[world.commune.slug])
    make_budget_line(world.commune, 2027, 1, choice="C", variant="A")
    make_budget_line(world.commune, 2027, 2, choice="C", variant="B")
    seen = {}
    for name in ("owner", "neighbour", "stranger"):
        client.force_login(getattr(world, name))
        seen[name] = client.get(address).status_code
    assert seen == {"owner": 200, "neighbour": 404, "stranger": 404}
    client.force_login(person("elu@commune.example", Role.ELECTED, world.commune))
    page = client.get(address).content.decode()
    assert "Retenir" not in page
    assert client.post(address, {"choix": "C", "variante": "A"}).status_code == 403
