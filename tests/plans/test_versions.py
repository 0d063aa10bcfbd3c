"""What a version keeps of its authorisations of programme, and what two versions of a plan say of one another."""

from datetime import date

import pytest
from django.urls import reverse

from gouvernail.action_plan.models import Axis
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.enums import Role
from gouvernail.plans.financing import financing_of
from gouvernail.plans.models import Authorisation, BudgetLine, VersionLine
from gouvernail.plans.versions.arresting import arrest
from gouvernail.plans.versions.comparing import compare_versions, told
from gouvernail.plans.versions.programmes import compare_programmes
from gouvernail.plans.what_if.ground import ground_of
from tests.factories import make_budget_line, make_organisation
from tests.worlds import person

SYSTEM = system_actor("essai")


@pytest.fixture
def here(db):
    return make_organisation("Ici")


@pytest.fixture
def authorised(here):
    """An authorisation of 100 k€ whose two years of credits make its amount."""
    axis = Axis.objects.create(organisation=here, name="INFRASTRUCTURE", order=1)
    one = Authorisation.objects.create(organisation=here, name="AP infrastructure", authorised=100_000, tax_basis="ttc")
    for year, amount in ((2026, 60_000), (2027, 40_000)):
        make_budget_line(
            here, year, amount, axis=axis, label="Enveloppe INFRASTRUCTURE", section="investissement", authorisation=one
        )
    return one


def frozen(here, title="PPI"):
    return arrest(here, title=title, state="projet", actor=SYSTEM)


def test_a_version_keeps_its_authorisations_when_they_change_afterwards(here, authorised):
    version = frozen(here)
    authorised.name, authorised.authorised = "Autre nom", 1
    authorised.save()
    authorised.credits.update(planned=2)
    kept = version.programmes.get()
    assert (kept.name, kept.authorised) == ("AP infrastructure", 100_000)
    assert {(one.year, one.amount) for one in kept.credits.all()} == {(2026, 60_000), (2027, 40_000)}


def test_two_versions_tell_what_became_of_an_authorisation(here, authorised):
    before = frozen(here)
    line = authorised.credits.get(year=2027)
    line.planned = 25_000
    line.save()
    cut = frozen(here)
    authorised.authorised = 85_000
    authorised.save()
    revised = frozen(here)
    assert _words(before, cut) == ["À réviser : CP en deçà de l’AP de 15\u202f000\u202f€"]
    assert _words(before, revised) == ["Révisée à la baisse de 15\u202f000\u202f€"]
    assert _words(cut, cut) == ["Inchangée"]
    authorised.credits.update(authorisation=None)
    assert _words(before, frozen(here)) == ["Retirée"]


def _words(before, after):
    return [one.words[0] for one in compare_programmes(before.kept_lines(), after.kept_lines())]


def test_the_page_of_a_version_shows_its_authorisations_and_what_became_of_them(client, here, authorised):
    before = frozen(here, "Avant")
    authorised.credits.filter(year=2027).update(planned=25_000)
    after = frozen(here, "Après")
    client.force_login(person("dsi@essai.example", Role.DSI, here))
    page = client.get(reverse("plan_version", args=[here.slug, after.pk]), {"avec": before.pk}).content.decode()
    assert "AP infrastructure" in page
    assert "CP en deçà de l’AP de 15\u202f000\u202f€" in page
    assert "Autorisations de programme : ce qui a bougé" in page


# — What is the same thing on both sides —


def line(key, axis, year, amount, *, label="", section="investissement", variant=""):
    return VersionLine(
        key=key, label=label or key, axis=axis, year=year, amount=amount, tax_basis="ttc", section=section,
        variant=variant,
    )  # fmt: skip


def test_an_envelope_is_set_against_the_projects_of_its_axis():
    before = [line("Enveloppe Réseau", "Réseau", 2026, 100), line("Enveloppe Outils", "Outils", 2026, 50)]
    after = [
        line("p1", "Réseau", 2026, 30, label="Serveurs"),
        line("p2", "Réseau", 2027, 40, label="Fibre"),
        line("p3", "Écoles", 2027, 5, label="Tablettes"),
    ]
    (found,) = compare_versions(before, after)
    said = {one.label: (one.words[0], one.difference, one.by_year, one.facts) for one in found.changed}
    assert said == {
        "Réseau": (
            "Moins cher",
            -30,
            "2026 : −70\u202f€ ; 2027 : +40\u202f€",
            ("Enveloppe comparée à 2 projets : Serveurs, Fibre.",),
        ),
        "Enveloppe Outils": ("Retiré", -50, "", ()),
        "Tablettes": ("Ajouté", 5, "", ()),
    }
    assert found.by_year[1] == -75
    assert told(found) == "75\u202f€ de moins : 1 retiré, 1 moins cher, 1 ajouté."


def test_the_same_holds_from_projects_back_to_an_envelope():
    (found,) = compare_versions([line("p1", "Réseau", 2026, 30)], [line("Enveloppe Réseau", "Réseau", 2026, 100)])
    assert [(one.label, one.words[0], one.difference) for one in found.items] == [("Réseau", "Plus cher", 70)]


def test_an_ordinary_line_is_no_envelope_of_its_axis():
    before = [line("Téléphonie", "Réseau", 2026, 10)]
    (found,) = compare_versions(before, [line("p1", "Réseau", 2026, 10, label="Fibre")])
    assert sorted(one.words[0] for one in found.items) == ["Ajouté", "Retiré"]


def test_a_line_that_became_a_project_is_the_same_thing():
    (found,) = compare_versions([line("Haute disponibilité", "x", 2026, 10)], [
        line("p7", "x", 2027, 10, label="Haute disponibilité")
    ])  # fmt: skip
    assert [one.words[0] for one in found.items] == ["Retardé de 2026 à 2027"]


def test_what_passes_into_operating_is_one_thing_done_another_way():
    before = [line("p1", "x", 2026, 100, variant="Achat")]
    after = [line("p1", "x", 2026, 60, section="fonctionnement", variant="Location")]
    (found,) = compare_versions(before, after)
    (one,) = found.items
    assert one.words[0] == "Moins cher"
    assert one.facts == (
        "Autre variante : Location au lieu de Achat.",
        "60\u202f€ passent en fonctionnement.",
    )


def test_two_projects_of_one_name_stay_two():
    (found,) = compare_versions([line("p1", "x", 2026, 1, label="Parc")], [line("p2", "x", 2026, 1, label="Parc")])
    assert sorted(one.words[0] for one in found.items) == ["Ajouté", "Retiré"]


def test_of_an_open_choice_only_the_dearest_variant_is_paid_for(here):
    values = {"section": "investissement", "tax_basis": "ttc", "choice": "Reprise"}
    make_budget_line(here, 2026, 100, label="Second site", variant="Second site", **values)
    make_budget_line(here, 2026, 30, label="Nuage", variant="Nuage", **values)
    make_budget_line(here, 2026, 5, label="Postes", section="investissement", tax_basis="ttc")
    found = financing_of(here, BudgetLine.objects.all(), [], date(2026, 1, 1))
    assert [one.spent for one in found.years] == [105]
    assert "Variantes non tranchées : chacune est comptée au plus cher." in found.notes
    assert ground_of(here, SYSTEM, date(2026, 1, 1)).budgets["investissement"] == {2026: 105}
