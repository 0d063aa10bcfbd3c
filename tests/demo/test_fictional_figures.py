"""What is drawn or invented stays plausible, steady, and equal to the picture of the dashboard."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F, Q, Sum

from gouvernail.action_plan.models import Finding
from gouvernail.awareness.models import CampaignResult
from gouvernail.collaboration.models import Space
from gouvernail.demo.sheets import read_subject
from gouvernail.demo.tickets import request_sheets
from gouvernail.estate.models import WORKSTATIONS, Equipment
from gouvernail.governance.models import AgendaItem, Attendance, Decision
from gouvernail.organisations.models import Department, Organisation
from gouvernail.projects.models import Project
from gouvernail.registers.models import Link
from gouvernail.registers.registry import registers
from gouvernail.suppliers.models import Contract
from gouvernail.support.models import Request

pytestmark = pytest.mark.usefixtures("demo")
TODAY = date(2026, 1, 13)


def place() -> Organisation:
    return Organisation.objects.get(slug="cc-des-trois-rivieres")


def test_the_requests_of_2025_are_those_of_the_picture():
    months = Counter(Request.objects.filter(opened_on__year=2025).values_list("opened_on__month", flat=True))
    assert [months[month] for month in range(1, 13)] == [54, 50, 62, 54, 52, 49, 32, 29, 69, 74, 76, 69]
    assert sum(months.values()) == 670


def test_the_last_quarter_rises_by_12_percent_on_a_year():
    def quarter(year):
        return Request.objects.filter(opened_on__year=year, opened_on__month__gte=10).count()

    assert quarter(2025) == 219
    assert round(100 * (quarter(2025) / quarter(2024) - 1)) == 12


def test_some_requests_are_waiting_and_none_is_from_the_future():
    waiting = Request.objects.filter(closed_on=None).count()
    assert 15 <= waiting <= 90
    assert not Request.objects.filter(Q(opened_on__gte=TODAY) | Q(closed_on__gt=TODAY)).exists()
    assert not Request.objects.filter(closed_on__lt=F("opened_on")).exists()


def test_the_drawing_is_steady():
    heads = dict.fromkeys(read_subject("a", "requests")["departments"], 5)
    assert request_sheets("a", TODAY, heads) == request_sheets("a", TODAY, heads)


def workstations():
    return Equipment.objects.filter(organisation=place(), type__in=WORKSTATIONS)


def test_85_workstations_58_of_them_migrated():
    assert workstations().count() == 85
    assert Counter(workstations().values_list("windows11", flat=True)) == {
        "migre": 58,
        "eligible": 10,
        "bloque": 3,
        "a_remplacer": 14,
    }
    assert workstations().filter(windows11="migre").exclude(os="windows_11").count() == 0


def test_the_ages_of_the_workstations_are_those_of_the_picture():
    def age(day):
        return TODAY.year - day.year - ((TODAY.month, TODAY.day) < (day.month, day.day))

    ages = Counter(age(one.in_service_on.last_day) for one in workstations())
    assert [ages[years] for years in range(11)] == [12, 9, 14, 11, 8, 7, 10, 6, 4, 3, 1]
    assert ages == Counter(age(one.in_service_on.first_day) for one in workstations())


def test_three_contracts_end_within_a_year_for_39_800_euros_and_one_is_to_denounce_soon():
    ending = Contract.objects.filter(ends_on__gt=TODAY, ends_on__lte=date(2027, 1, 13))
    assert ending.count() == 3
    assert ending.aggregate(total=Sum("yearly_amount"))["total"] == Decimal(39800)
    assert min(one.denounce_by for one in ending) == date(2026, 2, 28)


def test_health_of_the_running_projects():
    running = Project.objects.filter(organisation=place(), life_cycle="en_cours")
    assert Counter(running.values_list("health", flat=True)) == {"dans_les_temps": 4, "en_risque": 2, "en_alerte": 1}
    assert running.get(health="en_alerte").title == "Migration Windows 11"


def test_two_departments_are_too_small_to_show_and_two_spaces_have_no_owner():
    counts = Department.objects.filter(organisation=place()).values_list("headcount", flat=True)
    assert sum(counts) == place().headcount
    assert sum(count < 5 for count in counts) == 2
    assert Space.objects.filter(owner_role="").count() == 2


def test_no_campaign_reaches_more_people_than_a_department_has():
    assert CampaignResult.objects.count() == 18
    assert not CampaignResult.objects.filter(recipients__gt=F("department__headcount")).exists()


def test_every_end_of_a_link_and_of_an_agenda_item_exists():
    pks = {one.kind: set(one.model.objects.values_list("pk", flat=True)) for one in registers()}
    for link in Link.objects.all():
        assert link.from_id in pks[link.from_kind]
        assert link.to_id in pks[link.to_kind]
    for item in AgendaItem.objects.exclude(object_kind=""):
        assert item.object_id in pks[item.object_kind]


def test_a_finding_leads_to_a_decision_step_by_step():
    forward: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for link in Link.objects.all():
        forward.setdefault((link.from_kind, link.from_id), []).append((link.to_kind, link.to_id))
    nodes = {("finding", Finding.objects.get(title__contains="agent unique").pk)}
    reached = set()
    while nodes:
        reached |= {kind for kind, _pk in nodes}
        nodes = {after for node in nodes for after in forward.get(node, ())}
    assert reached >= {"finding", "risk", "recommendation", "action", "project", "decision"}


def test_the_votes_of_past_decisions_add_up_to_the_voting_seats_present():
    for decision in Decision.objects.exclude(votes_for=None):
        voting = decision.meeting.attendances.filter(votes=True, presence="present").count()
        assert decision.votes_for + decision.votes_against + decision.votes_abstained == voting, decision


def test_nobody_is_noted_present_at_a_meeting_not_held_yet():
    assert not Attendance.objects.filter(meeting__state="en_preparation").exclude(presence="").exists()
