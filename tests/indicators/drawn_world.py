"""A small world drawn from a seed: an agglomeration, two communes and a stranger, with a bit of every fact."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.estate.models import Application, DirectoryMeasure
from gouvernail.estate.writing import equipment_changed
from gouvernail.plans.models import Capacity, ProjectVariant, Subsidy
from gouvernail.projects.models import Milestone
from gouvernail.registers.registry import register_of
from gouvernail.statements.models import Statement
from gouvernail.suppliers.models import Supplier
from gouvernail.support.models import OpeningHours, Request
from gouvernail.support.opening import WEEK
from gouvernail.support.titles import equipment_key, sketch_of
from gouvernail.support.writing import months_changed
from tests.factories import (
    make_action,
    make_budget_line,
    make_campaign,
    make_contract,
    make_department,
    make_equipment,
    make_organisation,
    make_project,
    make_request,
    make_site,
    partial,
)
from tests.indicators.stated_world import draw_statements, state_everything

ON = date(2026, 1, 13)
OFFICE = "8 h 30–12 h / 13 h 30–17 h"
FIRST = date(2023, 11, 6)
TITLES = ["", "Wifi coupé", "Le wifi est coupé", "Boîte pleine", "Boite plaine"]
WHEN = ["", "2019", "février 2021", "12/01/2021", "13/01/2021", "T1 2021", "2024", "13/01/2026", "31/12/2025",
        "T1 2026", "12/01/2028", "13/01/2028", "2029"]  # fmt: skip


def draw_world(seed: int):
    """Create the world, its tables written at its end; return the places in which to look: the top and one commune."""
    with months_changed(), equipment_changed():
        return _draw_world(seed)


def _draw_world(seed: int):
    draw = Random(seed)
    top = make_organisation(headcount=80)
    places = [top, *(make_organisation(parent=top, headcount=40) for _n in range(2))]
    stranger = make_organisation(headcount=30)
    OpeningHours.objects.create(organisation=top, since=date(2023, 1, 2), **dict.fromkeys(WEEK[:5], OFFICE))
    for place in (*places, stranger):
        draw_place(draw, place)
        draw_hours(Random(seed), place)
    Statement.objects.filter(organisation=places[1]).delete()
    state_everything(places[1], 2)  # somewhere, every figure that people state has something to say
    make_organisation(parent=places[1], headcount=30, kind="autre")
    departments = [one for place in places for one in place.departments_drawn]
    for day in (date(2025, 3, 3), date(2025, 11, 3), date(2026, 2, 2)):
        make_campaign(top, day, {one: (draw.randint(6, 20), draw.randint(1, 5)) for one in departments})
    return places[:2]


def draw_place(draw: Random, place) -> None:
    """Draw the facts of one place."""
    departments = place.departments_drawn = [make_department(place, 20), make_department(place, 15)]
    draw_requests(draw, place, departments)
    draw_estate(draw, place)
    draw_contracts(draw, place)
    draw_plan(draw, place)
    draw_usage(draw, place)
    draw_applications(draw, place)
    draw_statements(draw, place)


def draw_requests(draw: Random, place, departments) -> None:
    make_request(place, FIRST, days=3, department=departments[0], category="Réseau")
    growing = draw.random() < 0.5
    for _number in range(90):
        share = draw.random() ** 0.5 if growing else draw.random()
        opened = FIRST + timedelta(days=int(share * (ON - FIRST).days))
        make_request(
            place, opened, days=draw.choice([None, 0, 1, 3, 8, 40, 200]),
            kind=draw.choice(["support", "sites", "projets"]),
            department=draw.choice([None, *departments]), category=draw.choice(["", "Réseau", "Messagerie"]),
            title_sketch=sketch_of(draw.choice(TITLES)), equipment_key=equipment_key(draw.choice(["", "", "PC-1"])),
        )  # fmt: skip


def draw_hours(draw: Random, place) -> None:
    """Give most requests the hours of their opening and resolution, apart: nothing else drawn changes."""
    for one in Request.objects.filter(organisation=place):
        opened, closed = sorted(draw.sample(range(7 * 60, 19 * 60), 2))
        if draw.random() < 0.93:
            one.opened_at = at(one.opened_on, opened)
            one.closed_at = at(one.closed_on, closed) if one.closed_on else None
            one.save()


def at(day: date, minute: int) -> datetime:
    """An instant of a day, by the clock here."""
    return timezone.make_aware(datetime.combine(day, time(*divmod(minute, 60))))


def draw_estate(draw: Random, place) -> None:
    sites = [None, make_site(place)]
    for _number in range(25):
        make_equipment(
            place, type=draw.choice(["pc_fixe", "pc_portable", "imprimante", "serveur"]),
            state=draw.choice(["en_service", "en_service", "en_stock", "reforme"]), site=draw.choice(sites),
            condition=draw.choice(["", "neuf", "reconditionne"]), assigned=draw.choice([None, True, False]),
            os=draw.choice(["", "windows_11", "windows_10", "windows_ancien", "linux"]),
            windows11=draw.choice(["", "migre", "eligible", "bloque"]), protected=draw.choice([None, True, False]),
            blocked_by=draw.choice(["", "Paie", "paie", "État civil"]),
            support_ends_on=draw.choice([None, date(2024, 1, 1), ON, date(2027, 1, 1)]),
            in_service_on=partial(draw.choice(WHEN)), bought_on=partial(draw.choice(WHEN)),
            planned_replacement=partial(draw.choice(["", "", *WHEN])),
            purchase_price=draw.choice([None, 400, 750]), tax_basis=draw.choice(["ht", "ttc", "inconnue"]),
        )  # fmt: skip


def draw_contracts(draw: Random, place) -> None:
    suppliers = [
        Supplier.objects.create(
            organisation=place, name=f"Société {n}", kind="support", active=draw.random() < 0.7,
            critical=draw.random() < 0.5, structuring=draw.random() < 0.5,
        )
        for n in range(5)
    ]  # fmt: skip
    for _number in range(12):
        one = make_contract(
            place, state=draw.choice(["en_cours", "en_cours", "termine"]), critical=draw.random() < 0.5,
            reversibility=draw.choice([None, True, False]), tax_basis=draw.choice(["ht", "ttc"]),
            yearly_amount=draw.choice([None, 0, 900, 1200, 5000]),
            ends_on=draw.choice([None, date(2025, 6, 1), ON, date(2026, 9, 1), date(2027, 1, 12), date(2027, 1, 13)]),
        )  # fmt: skip
        one.supplier = draw.choice(suppliers)
        one.save()


def draw_plan(draw: Random, place) -> None:
    projects = [
        make_project(
            place, life_cycle=draw.choice(["idee", "en_cours", "en_cours", "termine"]),
            health=draw.choice(["", "dans_les_temps", "en_risque", "en_alerte"]),
            starts=draw.choice(["", "T3 2025", "01/02/2026"]), ends=draw.choice(["", "T2 2026", "2027"]),
            structuring=number % 2 == 0,
        )
        for number in range(6)
    ]  # fmt: skip
    for number in range(12):
        Milestone.objects.create(
            organisation=place, project=draw.choice(projects), title=f"Jalon {number}",
            ends=partial(draw.choice(["", "01/06/2025", "T2 2025", "13/01/2026", "12/01/2025", "13/01/2025", "2026"])),
            done_on=draw.choice([None, date(2025, 5, 30), date(2025, 7, 15), ON, date(2026, 2, 1)]),
        )  # fmt: skip
        make_action(
            place, status=draw.choice(["en_cours", "termine", "abandonne", "bloque", "a_planifier"]),
            due=draw.choice(["", "T4 2025", "2027"]), obstacle=draw.choice(["", "", "temps", "argent", "decision"]),
        )  # fmt: skip
        register_of("decision").model.objects.create(
            organisation=place, number=str(number), title="A", wording="B",
            outcome=draw.choice(["proposee", "ajournee", "validee", "rejetee"]),
        )  # fmt: skip
        Capacity.objects.create(
            organisation=place, skill=draw.choice(["Réseau", "réseau", "Études", "Paie"]),
            function=draw.choice(["Administratrice", "Ingénieur"]), posts=draw.choice([None, 1, 2, "0.5"]),
            leave_days=draw.choice([None, 25]), project_share=draw.choice([None, 40]),
            bought_days=draw.choice([None, None, 10]), starts=partial(draw.choice(["", "", "2025", "01/04/2026"])),
            ends=partial(draw.choice(["", "", "2025", "30/09/2026"])),
        )  # fmt: skip
        ProjectVariant.objects.create(
            organisation=place, project=draw.choice(projects), name=f"V{number}", quarters=2, tax_basis="ttc",
            days=draw.choice([None, 10, 45]), skill=draw.choice(["Réseau", "Études", "Secours"]),
        )  # fmt: skip
        Subsidy.objects.create(
            organisation=place, scheme=f"Aide {number}", asked=100, notified=draw.choice([None, 0, 20, 45]),
        )  # fmt: skip
        make_budget_line(
            place, draw.choice([2023, 2024, 2025, 2026]), draw.choice([None, 100, 250]),
            voted=draw.choice([None, 80, 300]), paid=draw.choice([None, 0, 60, 310]),
            tax_basis=draw.choice(["ht", "ttc"]),
            section=draw.choice(["investissement", "fonctionnement"]), project=draw.choice([None, *projects]),
            account=draw.choice(["", "65818", "6110", "2183", "65811"]),
        )  # fmt: skip
    make_budget_line(place, 2026, 100, tax_basis="ttc", section="investissement")


def draw_applications(draw: Random, place) -> None:
    days = [None, date(2024, 6, 1), date(2025, 1, 13), date(2025, 1, 14), ON, date(2026, 2, 1)]
    for number in range(8):
        Application.objects.create(
            organisation=place, name=f"Application {number}", criticality=draw.choice([None, 1, 3, 4]),
            state=draw.choice(["en_service", "a_remplacer", "retiree"]),
            online_service=draw.choice([None, True, False]),
            approved_until=draw.choice(days), rights_reviewed_on=draw.choice(days),
            restore_tested_on=draw.choice(days), accepted_outage_hours=draw.choice([None, 4, 24]),
            measured_recovery_hours=draw.choice([None, 4, 48]),
        )  # fmt: skip


def draw_usage(draw: Random, place) -> None:
    for number in range(4):
        Space.objects.create(
            organisation=place, name=f"Espace {number}", purpose=draw.choice(["", "Service"]),
            owner_role=draw.choice(["", "Chef de service"]),
        )  # fmt: skip
    for tool in ("Nuage", "Visio"):
        for day in draw.sample([date(2025, 8, 31), date(2025, 12, 31), date(2026, 1, 10), date(2026, 2, 1)], 3):
            UsageMeasure.objects.create(
                organisation=place, tool=tool, measured_on=day, accounts=draw.choice([None, 25, 40]),
                active_users=draw.choice([None, 8, 12]), volume_gb=draw.choice([None, 5, 80]),
            )  # fmt: skip
    for directory in ("AD", "Entra ID"):
        for day in draw.sample([date(2024, 12, 31), date(2025, 8, 31), date(2025, 12, 31), ON, date(2026, 2, 1)], 3):
            DirectoryMeasure.objects.create(
                organisation=place, directory=directory, measured_on=day, accounts=draw.choice([25, 40]),
                second_factor=draw.choice([None, 0, 8, 25]), privileged=draw.choice([None, 0, 3]),
            )  # fmt: skip
