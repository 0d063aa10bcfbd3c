from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gouvernail.engines.finance.accounts import chart
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of, system_actor
from gouvernail.organisations.enums import Role
from gouvernail.plans.depreciating import depreciation_of
from gouvernail.plans.execution import followed, realised_so_far
from gouvernail.plans.financing import financing_of, terms_of
from gouvernail.plans.models import (
    BudgetLine,
    DepreciationTerm,
    FctvaTerms,
    PlanVersion,
    Subsidy,
    UnitPrice,
    VersionLine,
)
from gouvernail.plans.renewals import already_planned, label_of, programme_of, write_lines
from gouvernail.plans.versions.arresting import arrest
from gouvernail.plans.versions.comparing import compare_versions
from gouvernail.registers.operations import RefusedError
from tests.factories import make_budget_line, make_equipment, make_organisation, make_project, partial
from tests.worlds import person

ON = date(2026, 1, 13)
SYSTEM = system_actor("essai")


@pytest.fixture
def here(db):
    return make_organisation("Ville d’essai", lives_on=ON, population=1000)


@pytest.fixture
def dsi(here):
    return person("dsi@essai.example", Role.DSI, here)


# — The budget followed —


def test_rates_are_of_what_was_voted_and_absent_is_not_zero(here):
    make_budget_line(here, 2025, 100, voted=100, committed=80, paid=60)
    make_budget_line(here, 2026, 100)
    first, second = followed(BudgetLine.objects.all())
    assert (first.commitment, first.realisation) == (Decimal("0.8"), Decimal("0.6"))
    assert (second.commitment, second.realisation, second.paid) == (None, None, None)
    assert realised_so_far([first, second], "ttc", 2026) == Decimal("0.3")


def test_bases_are_followed_apart(here):
    make_budget_line(here, 2025, 100, voted=100), make_budget_line(here, 2025, 50, voted=50, tax_basis="ht")
    assert [(one.basis, one.voted) for one in followed(BudgetLine.objects.all())] == [("ht", 50), ("ttc", 100)]


def test_what_must_be_carried_over_and_what_does_not_follow_are_told(here):
    make_budget_line(here, 2025, 100, voted=100, committed=80, paid=60)
    assert "restes à réaliser : 20" in followed(BudgetLine.objects.all())[0].remains
    BudgetLine.objects.update(carried_over=20)
    assert followed(BudgetLine.objects.all())[0].remains == ""
    BudgetLine.objects.update(paid=90)
    assert "doivent se suivre" in followed(BudgetLine.objects.all())[0].remains


# — The net cost —


def test_what_is_invoiced_stands_between_committed_and_paid(here):
    line = make_budget_line(here, 2026, 10, voted=10, committed=8, invoiced=9, paid=7)
    (row,) = followed(BudgetLine.objects.all())
    assert row.invoiced == 9
    assert "facturé au-delà de l’engagé" in row.remains
    BudgetLine.objects.filter(pk=line.pk).update(invoiced=6)
    assert "mandaté au-delà du facturé" in followed(BudgetLine.objects.all())[0].remains


def test_net_cost_takes_off_fctva_and_aids_and_says_its_rate(here):
    FctvaTerms.objects.create(organisation=here, regime="n2", since=date(2020, 1, 1))
    project = make_project(here)
    make_budget_line(here, 2026, 10_000, project=project, account="21838")
    make_budget_line(here, 2026, 1_000, account="65818", section="fonctionnement")
    aid = Subsidy.objects.create(organisation=here, scheme="Dotation", project=project, asked=Decimal(3000))
    found = financing_of(here, BudgetLine.objects.all(), [aid], ON)
    (year,) = found.years
    assert (year.spent, year.fctva, year.received) == (11_000, Decimal("1640.40"), 2028)
    assert found.cost.net == Decimal("6359.60")
    assert found.cost.per_inhabitant == Decimal("6.36")
    assert (found.rates[0].written(), bool(found.rates[0].source)) == ("16,404 %".replace(" ", "\u202f"), True)


def test_cloud_has_its_own_rate(here):
    make_budget_line(here, 2026, 1_000, account="65811", section="fonctionnement")
    assert financing_of(here, BudgetLine.objects.all(), [], ON).years[0].fctva == Decimal("56.00")


def test_amounts_of_an_unknown_basis_bear_no_fctva(here):
    make_budget_line(here, 2026, 1_000, tax_basis="inconnue")
    found = financing_of(here, BudgetLine.objects.all(), [], ON)
    assert (found.years, found.cost) == ([], None)
    assert any("base inconnue" in note for note in found.notes)


def test_the_regime_is_that_of_the_place_or_of_the_one_above(here):
    below = make_organisation("Commune", parent=here)
    assert terms_of(below, ON) is None
    above = FctvaTerms.objects.create(organisation=here, regime="n", since=date(2020, 1, 1))
    assert terms_of(below, ON) == above
    own = FctvaTerms.objects.create(organisation=below, regime="n2", since=date(2019, 1, 1))
    FctvaTerms.objects.create(organisation=below, regime="n1", since=date(2030, 1, 1))
    assert terms_of(below, ON) == own


def test_the_investment_to_come_is_depreciated_from_the_end_of_its_project_and_what_is_unknown_is_said(here):
    project = make_project(here, ends="T2 2026")
    make_budget_line(here, 2026, 10_000, project=project, account="21838")
    make_budget_line(here, 2026, 500, account="2188")
    make_budget_line(here, 2026, 900, account="65818", section="fonctionnement")
    make_budget_line(here, 2027, 300)
    make_budget_line(here, 2027, 300, account="2051", tax_basis="ht")
    known, *others = depreciation_of(BudgetLine.objects.all(), ON)
    assert (known.in_service, known.of_project) == (date(2026, 6, 30), True)
    assert known.in_year(2027) == 2_000
    assert sum(one.amount for one in known.charges) == 10_000
    assert [one.reason for one in others] == [
        "non calculé : durée inconnue",
        "non calculé : compte non renseigné",
        "non calculé : montant HT ou de base inconnue",
    ]


def test_the_page_of_the_net_cost_tells_the_depreciation_the_ceiling_of_aids_and_work_that_starts_too_early(
    client, here, dsi
):
    project = make_project(here, starts="03/02/2026")
    make_budget_line(here, 2026, 10_000, project=project, account="21838")
    Subsidy.objects.create(organisation=here, scheme="Dotation", project=project, asked=Decimal(9000))
    client.force_login(dsi)
    page = client.get(reverse("plan_net_cost", args=[here.slug])).content.decode()
    for words in ("Les amortissements à venir", "Total calculé", "31/12/2026 (supposée)", "aucun accusé de réception"):
        assert words in page
    assert "90,0\u202f% pour un plafond de 80\u202f%" in page


# — Renewals —


@pytest.fixture
def estate(here):
    UnitPrice.objects.create(
        organisation=here, type="pc_fixe", price=Decimal(700), tax_basis="ttc", lifetime=5, since=date(2025, 1, 1)
    )
    make_equipment(here, in_service_on=partial("2018"))
    make_equipment(here, in_service_on=partial("T1 2022"))
    make_equipment(here, planned_replacement=partial("2028"))
    make_equipment(here)
    make_equipment(here, type="imprimante", bought_on=partial("2020"))
    make_equipment(here, in_service_on=partial("2019"), state="reforme")
    return here


def test_what_is_overdue_counts_now_and_what_cannot_be_placed_is_said(estate):
    programme = programme_of(estate, SYSTEM, ON)
    assert [(one.year, one.count, one.late, one.cost) for one in programme.renewals] == [
        (2026, 1, 1, 700),
        (2027, 1, 0, 700),
        (2028, 1, 0, 700),
    ]
    assert sorted(programme.unplaced.values()) == [1, 1]
    assert any("prix non renseigné" in reason for reason in programme.unplaced)


def test_the_programme_becomes_lines_once_and_in_the_journal(estate, dsi):
    programme = programme_of(estate, SYSTEM, ON)
    assert write_lines(estate, programme, actor=actor_of(dsi, ON)) == 3
    assert set(BudgetLine.objects.values_list("label", "nature", "planned")) == {
        (label_of(chart()["21838"]), "recurrent", Decimal(700))
    }
    assert Entry.objects.filter(kind="budget_line", verb="creer").count() == 3
    with pytest.raises(RefusedError):
        write_lines(estate, programme, actor=actor_of(dsi, ON))


def test_a_recurrent_line_that_may_count_the_same_renewals_is_said(estate, dsi):
    programme = programme_of(estate, SYSTEM, ON)
    write_lines(estate, programme, actor=actor_of(dsi, ON))
    assert already_planned(programme, BudgetLine.objects.all()) == []
    make_budget_line(estate, 2027, 13_500, nature="recurrent", account="21838")
    make_budget_line(estate, 2027, 500, account="21838")
    (said,) = already_planned(programme, BudgetLine.objects.all())
    assert "à ne pas compter deux fois" in said


def test_small_equipment_is_no_investment_and_phones_have_their_account(estate, dsi):
    for kind, price in (("mobile", 290), ("imprimante", 900)):
        UnitPrice.objects.create(organisation=estate, type=kind, price=price, tax_basis="ttc", lifetime=6, since=ON)
    make_equipment(estate, type="mobile", in_service_on=partial("2020"))
    write_lines(estate, programme_of(estate, SYSTEM, ON), actor=actor_of(dsi, ON))
    phone = BudgetLine.objects.get(planned=290)
    assert (phone.account, phone.section) == ("60632", "fonctionnement")
    assert BudgetLine.objects.get(year=2026, account="21838").planned == 700 + 900


# — Versions —


def test_a_version_does_not_move_when_its_lines_do(here):
    line = make_budget_line(here, 2026, 100, voted=90)
    draft = arrest(here, title="Projet", state="projet", actor=SYSTEM)
    voted = arrest(here, title="Voté", state="vote", actor=SYSTEM)
    line.label, line.planned = "Autre", 999
    line.save()
    assert [draft.lines.get().amount, voted.lines.get().amount] == [100, 90]
    assert draft.lines.get().label != "Autre"


def test_nothing_is_arrested_where_there_is_no_line(here):
    with pytest.raises(RefusedError):
        arrest(here, title="Vide", state="projet", actor=SYSTEM)
    assert not PlanVersion.objects.exists()


def lines_of(*rows):
    return [
        VersionLine(key=key, label=key, axis=axis, year=year, amount=amount, tax_basis=basis)
        for key, axis, year, amount, basis in rows
    ]


def test_two_versions_tell_what_moved_and_what_it_costs():
    before = lines_of(("A", "x", 2026, 100, "ttc"), ("B", "x", 2026, 50, "ttc"), ("C", "y", 2027, 10, "ttc"))
    after = lines_of(("A", "x", 2027, 120, "ttc"), ("C", "y", 2027, 10, "ttc"), ("D", "y", 2026, 5, "ttc"))
    (found,) = compare_versions(before, after)
    assert {one.label: (one.words[0], one.difference) for one in found.changed} == {
        "A": ("Retardé de 2026 à 2027", 20),
        "B": ("Retiré", -50),
        "D": ("Ajouté", 5),
    }
    assert found.by_year == ([-145, 120], -25)
    assert found.by_axis == [("x", [-150, 120], -30), ("y", [5, 0], 5)]


def test_versions_of_two_bases_are_never_set_against_each_other():
    found = compare_versions(lines_of(("A", "x", 2026, 120, "ttc")), lines_of(("A", "x", 2026, 100, "ht")))
    assert [(one.basis, one.by_year[1]) for one in found] == [("ht", 100), ("ttc", -120)]


# — Pages —

PAGES = ("ppi", "plan_execution", "plan_net_cost", "plan_renewals", "plan_calendar", "what_if", "plan_version_list")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_those_who_see_the_budget_alone(client, here, dsi, name):
    make_budget_line(here, 2026, 100)
    address = reverse(name, args=[here.slug])
    client.force_login(dsi)
    assert client.get(address).status_code == 200
    client.force_login(person("agent@essai.example", Role.AGENT, here))
    assert client.get(address).status_code == 403
    client.force_login(person("autre@essai.example", Role.DSI, make_organisation()))
    assert client.get(address).status_code == 404


def test_a_version_is_arrested_by_its_page(client, here, dsi):
    make_budget_line(here, 2026, 100)
    client.force_login(dsi)
    answer = client.post(reverse("plan_arrest", args=[here.slug]), {"title": "PPI 2026", "state": "vote"})
    version = PlanVersion.objects.get()
    assert answer["Location"] == reverse("plan_version", args=[here.slug, version.pk])
    assert Entry.objects.filter(verb="arreter_version", object_id=str(version.pk)).count() == 1
    assert "PPI 2026" in client.get(answer["Location"]).content.decode()


def test_an_elected_member_writes_no_renewal(client, estate):
    client.force_login(person("elue@essai.example", Role.ELECTED, estate))
    client.post(reverse("plan_renewals", args=[estate.slug]))
    assert not BudgetLine.objects.exists()


def test_the_budget_calendar_gives_each_step_its_day_and_says_when_the_rules_are_not_known(client, here, dsi):
    client.force_login(dsi)
    address = reverse("plan_calendar", args=[here.slug])
    here.lives_on = date(2026, 1, 13)
    here.save()
    page = client.get(address).content.decode()
    assert "Débat d’orientation budgétaire (DOB)" in page
    assert "30/04/2026" in page, "a year of municipal elections is budgeted later"
    assert "15/04/2027" in page
    assert "30/06/2027" in page
    here.lives_on = date(2016, 2, 15)
    here.save()
    assert "Règles non connues pour cette année." in client.get(address).content.decode()


def test_a_voted_duration_comes_before_the_usual_one_and_names_its_vote(client, here, dsi):
    project = make_project(here, ends="T2 2026")
    make_budget_line(here, 2026, 12_000, project=project, account="21838")
    terms = [
        DepreciationTerm(organisation=here, account="2183", years=6, since=date(2024, 1, 1), vote="Délibération 12"),
        DepreciationTerm(organisation=here, account="21838", years=3, since=date(2025, 1, 1), vote="Délibération 40"),
        DepreciationTerm(organisation=here, account="21838", years=9, since=date(2040, 1, 1)),
    ]
    (found,) = depreciation_of(BudgetLine.objects.all(), ON, terms)
    assert (found.duration.source, found.in_year(2027)) == ("Délibération 40", 4_000)
    (wider,) = depreciation_of(BudgetLine.objects.all(), ON, terms[:1])
    assert (wider.duration.source, wider.in_year(2027)) == ("Délibération 12", 2_000)
    terms[1].save()
    client.force_login(dsi)
    assert "Délibération 40" in client.get(reverse("plan_net_cost", args=[here.slug])).content.decode()
