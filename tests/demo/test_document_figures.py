"""The demonstration carries the figures of the documents, and only says of them what they say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db.models import Sum

from gouvernail.action_plan.models import Action, Axis, Finding, Recommendation, Risk
from gouvernail.estate.models import Application, Equipment, EquipmentType
from gouvernail.governance.models import Committee, Decision, Meeting
from gouvernail.organisations.models import Organisation, Site
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import Milestone, Project

pytestmark = pytest.mark.usefixtures("demo")


def below(model, slug):
    return model.objects.filter(organisation__path__startswith=Organisation.objects.get(slug=slug).path)


# — A, document 003 —

A = "cc-des-trois-rivieres"


def test_a_has_the_17_actions_and_their_statuses():
    actions = below(Action, A)
    assert sorted(actions.values_list("number", flat=True)) == list(range(1, 18))
    assert Counter(actions.values_list("status", flat=True)) == {
        "en_cours": 5,
        "a_valider": 1,
        "a_etudier": 5,
        "a_planifier": 6,
    }


def test_a_invents_no_owner_no_cost_and_no_other_deadline():
    actions = below(Action, A)
    assert not actions.exclude(owner_role="").exists()
    assert not actions.exclude(cost=None).exists()
    assert not actions.exclude(progress=None).exists()
    assert [(one.number, one.due.short()) for one in actions.exclude(due=None)] == [(2, "fin janv. 2026")]


def test_a_has_21_communes_and_the_population_of_the_register():
    place = Organisation.objects.get(slug=A)
    communes = place.children.filter(kind="commune")
    assert communes.count() == 21
    assert place.population == 30764 == communes.aggregate(total=Sum("population"))["total"]
    assert place.population_source


def market():
    return Milestone.objects.filter(project__title__startswith="Marché d’infogérance")


def test_the_procurement_calendar_has_19_lines_numbered_1_to_18():
    numbers = [int(one.number) for one in market()]
    assert len(numbers) == 19
    assert sorted(set(numbers)) == list(range(1, 19))
    assert [number for number, count in Counter(numbers).items() if count > 1] == [6]


def test_the_impossible_date_is_kept_as_written_doubted_and_not_corrected():
    review = market().get(number="3")
    assert review.written_end == "2/12/2028"
    assert review.ends is None
    assert "2028" in review.doubt


def test_the_written_dates_of_the_calendar_are_kept_to_the_letter():
    limit = market().get(position=6)
    assert (limit.written_start, limit.starts.first_day) == ("23 janvier 2026 – 12h00", date(2026, 1, 23))
    assert market().get(number="12").written_start == "Lundi 9 février 2026"
    assert market().get(number="18").written_start == "Fin février"
    undated = market().filter(written_start="", written_end="")
    assert [int(one.number) for one in undated] == [8, 9, 10, 11, 13, 14, 15, 16, 17]
    assert not undated.filter(doubt="").exists()


def test_a_has_the_mobiles_the_axes_and_the_map_of_the_document():
    kinds = Counter(below(Equipment, A).filter(source__startswith="Document").values_list("type", flat=True))
    assert kinds == {EquipmentType.MOBILE: 30, EquipmentType.TABLET: 24}
    assert below(Equipment, A).filter(manufacturer="Apple").count() == 2
    assert below(Axis, A).count() == 9
    assert below(Application, A).count() == 10
    assert below(Application, A).filter(platform="SAS").count() == 6


def test_a_meets_on_the_days_of_the_document():
    copil = Committee.objects.get(name="COPIL SI")
    assert [one.held_on.short() for one in copil.meetings.order_by("number")] == [
        "18/11/2025",
        "16/12/2025",
        "13/01/2026",
        "févr. 2026",
    ]
    assert (copil.months_in_project, copil.months_when_steady) == (1, 3)


def test_the_fallback_decision_waits_for_the_refusal_of_scenarios_1_and_4():
    asked = Decision.objects.filter(meeting=Meeting.objects.get(committee__kind="copil", number=3))
    assert asked.count() == 5
    assert set(asked.values_list("outcome", flat=True)) == {"proposee"}
    fallback = asked.get(wording__startswith="À défaut de validation des scénarios 1 et 4")
    assert [one.title for one in fallback.needs_refused.order_by("number")] == [
        "Valider le scénario 1 (infogérance renforcée)",
        "Engager le scénario 4 (sortie de l’animation du Cybercentre)",
    ]


# — B, document 001 —

B = "ville-de-valbrune"


def test_b_has_the_workstations_servers_and_printers_of_the_document():
    place = Organisation.objects.get(slug=B)
    stations = below(Equipment, B).filter(type=EquipmentType.DESKTOP)
    assert stations.filter(organisation=place).count() == 252
    assert stations.filter(organisation=place).exclude(site__name="Hôtel de ville").count() == 120
    assert Site.objects.filter(organisation=place).exclude(name="Hôtel de ville").count() == 13
    assert stations.filter(organisation__kind="ecole").count() == 190
    assert below(Equipment, B).filter(type=EquipmentType.SERVER).count() == 9
    printers = below(Equipment, B).filter(type=EquipmentType.PRINTER)
    assert (printers.count(), printers.filter(note="En réseau.").count()) == (108, 58)


def test_b_has_25_business_applications():
    assert below(Application, B).exclude(process="Bureautique").count() == 25


def test_b_has_the_envelopes_of_its_plan_and_no_zero_for_an_empty_cell():
    lines = below(BudgetLine, B)
    years = {year: lines.filter(year=year).aggregate(s=Sum("planned"))["s"] for year in (2016, 2017, 2018, 2019)}
    assert years == {2016: 529_000, 2017: 244_000, 2018: 40_000, 2019: 35_000}
    assert sum(years.values()) == 848_000
    assert lines.count() == 7
    assert set(lines.values_list("tax_basis", flat=True)) == {"inconnue"}


def test_b_has_the_audit_of_the_document():
    assert below(Finding, B).count() == 11
    assert below(Risk, B).count() == 6
    assert Counter(below(Recommendation, B).values_list("priority", flat=True)) == {1: 3, 2: 3, 3: 3, 4: 3}
    assert below(Project, B).count() == 11
    assert not below(Project, B).exclude(starts=None).exists()


# — C, document 004 —

C = "agglomeration-du-val-d-oriane"


def test_c_has_the_numbers_of_the_document():
    kinds = Counter(below(Equipment, C).values_list("type", flat=True))
    assert kinds == {EquipmentType.DESKTOP: 1000, EquipmentType.MOBILE: 300, EquipmentType.SERVER: 80}
    place = Organisation.objects.get(slug=C)
    assert place.children.filter(kind="commune").count() == 22
    assert (place.headcount, place.sites.count()) == (800, 70)
    assert below(Application, C).count() == 60
    assert "plus de 200 téléphones fixes" in place.about


# — D, document 002 —

D = "metropole-de-port-cardinal"


def test_d_is_20_entities_and_70_million_a_year():
    place = Organisation.objects.get(slug=D)
    assert Organisation.objects.filter(path__startswith=place.path).count() == 20
    line = below(BudgetLine, D).get()
    assert (line.planned, line.section, line.tax_basis) == (70_000_000, "", "inconnue")
    assert place.headcount is None
    assert "22 500 utilisateurs et 1 600 services" in place.about
