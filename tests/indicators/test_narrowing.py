"""A dashboard narrowed to a site or a department, its members side by side, its wall display, its feeds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gouvernail.estate.models import Equipment, EquipmentState
from gouvernail.indicators.measure import Breakdown, Cell
from gouvernail.indicators.models import Board
from gouvernail.indicators.narrowing import Part, narrowed
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.models import Department, Site
from tests.objects import make_object

SITE = Part("site", "7", "Siège", "site")


@pytest.fixture
def shown(world):
    return measure("CYB-02", Scope.of_machine(world.commune), date(2026, 1, 13))


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_part_is_shown_with_its_own_figures_and_nothing_of_the_whole(shown):
    cells = (Cell("7", "Siège", value=40, text="4 sur 10", numerator=4, denominator=10), Cell("8", "École", value=9))
    whole = replace(shown, value=20, numerator=20, denominator=100, breakdowns=(Breakdown("site", cells, "%"),))
    part = narrowed(whole, SITE)
    assert (part.value, part.unit, part.numerator, part.denominator, part.detail) == (40, "%", 4, 10, "4 sur 10")
    assert (part.chart, part.breakdowns, part.trend, part.comparisons, part.rows) == (None, (), (), (), ())


def test_a_part_kept_back_stays_so_and_says_why(shown):
    hidden = Cell("7", "Siège", value=None, text="Non affiché : protège un groupe", withheld=True)
    part = narrowed(replace(shown, value=20, numerator=2, breakdowns=(Breakdown("site", (hidden,)),)), SITE)
    assert part.total_withheld
    assert (part.value, part.figure, part.numerator, part.denominator) == (None, "", None, None)
    assert part.absent_because.startswith("Non affiché")


def test_a_part_of_which_nothing_is_known_is_absent_never_zero(shown):
    part = narrowed(replace(shown, value=20, breakdowns=(Breakdown("site", ()),)), SITE)
    assert part.value is None
    assert part.absent_because == "Rien n’est connu de ce site."


def test_an_indicator_that_is_not_broken_down_that_way_is_left_out(shown):
    assert narrowed(replace(shown, code="CYB-11", breakdowns=()), SITE) is None


def test_a_record_keeps_no_part_and_says_so(shown):
    told = narrowed(replace(shown, value=50, absent_because="", breakdowns=()), SITE)
    assert (told.value, told.absent_because[:23]) == (None, "Pas de détail par site ")


def test_a_dashboard_is_narrowed_to_a_site_and_its_file_too(world):
    site = Site.objects.create(organisation=world.commune, name="Médiathèque")
    for _n in range(3):
        Equipment.objects.create(organisation=world.commune, site=site, state=EquipmentState.IN_USE, type="portable")
    client = _client(world.owner)
    page = client.get(f"/c/commune/tableaux/cyber/?partie=site-{site.pk}").content.decode()
    assert "Médiathèque" in page
    assert "Sans chiffre par site, donc non montrés ici" in page
    listing = client.get(f"/c/commune/tableaux/cyber/chiffres.csv?partie=site-{site.pk}").content.decode("utf-8-sig")
    assert "CYB-02" in listing
    assert "CYB-01" not in listing


def test_a_department_of_three_people_is_not_shown_by_narrowing(world):
    small = Department.objects.create(organisation=world.commune, name="Cabinet", headcount=3)
    Department.objects.create(organisation=world.commune, name="Voirie", headcount=40)
    asked = make_object("request", world.commune)
    asked.department = small
    asked.save()
    page = _client(world.owner).get(f"/c/commune/tableaux/activite/?partie=service-{small.pk}")
    lines = {one.measure.code: one.measure for one in page.context["board"].tiles}
    assert all(one.value is None for one in lines.values())


@pytest.mark.parametrize("asked", ["site-999999", "service-0", "site-x", "site-", "x", "site-99999999999999"])
def test_what_is_no_part_of_the_place_narrows_nothing(world, asked):
    answer = _client(world.owner).get(f"/c/commune/tableaux/cyber/?partie={asked}")
    assert answer.status_code == 200
    assert answer.context["part"] is None


def test_the_site_of_a_stranger_narrows_nothing(world):
    site = Site.objects.create(organisation=world.stranger_agglomeration, name="Ailleurs")
    answer = _client(world.owner).get(f"/c/commune/tableaux/cyber/?partie=site-{site.pk}")
    assert answer.context["part"] is None
    assert "Ailleurs" not in answer.content.decode()


def test_members_stand_side_by_side_each_with_its_own_figures(world):
    parent = world.commune.parent
    Equipment.objects.create(organisation=world.commune, state=EquipmentState.IN_USE, type="portable")
    client = _client(world.owner)
    page = client.get(f"/c/{parent.slug}/tableaux/patrimoine/membres/")
    assert page.status_code == 200
    found = page.context["comparison"]
    figures = {line.member.slug: {one.code: one.value for one in line.measures} for line in found.lines}
    assert figures["commune"]["PAT-01"] == 1
    assert {one.code: one.value for one in found.whole}["PAT-01"] == 1
    listing = client.get(f"/c/{parent.slug}/tableaux/patrimoine/membres/chiffres.csv").content.decode("utf-8-sig")
    assert "Commune d’Essai" in listing
    assert [one.slug for one in found.silent] == ["voisine"]


def test_a_neighbour_sees_no_member_that_is_closed_to_them(world):
    answer = _client(world.neighbour).get(f"/c/{world.commune.parent.slug}/tableaux/patrimoine/membres/")
    if answer.status_code == 200:
        assert all(line.member.slug != "commune" for line in answer.context["comparison"].lines)
    else:
        assert answer.status_code in (403, 404)


def test_a_board_shared_above_is_read_below_by_those_who_see_both(world):
    parent = world.commune.parent
    board = Board.objects.create(
        organisation=parent, owner=world.owner, name="Pour les communes", items=[["PAT-01", "chiffre"]], shared=True
    )
    assert _client(world.owner).get(f"/c/commune/tableaux/t{board.pk}/").status_code == 200
    board.shared = False
    board.save()
    assert _client(world.owner).get(f"/c/commune/tableaux/t{board.pk}/").status_code == 404


def test_on_a_wall_a_dashboard_shows_its_figures_without_the_menu(world):
    page = _client(world.owner).get("/c/commune/tableaux/direction/?ecran=1").content.decode()
    assert "Quitter l’affichage mural" in page
    assert "Menu principal" not in page


def test_deadlines_are_read_by_a_news_reader_while_rights_last(world):
    contract = make_object("contract", world.commune, "Maintenance")
    contract.state, contract.ends_on = "en_cours", timezone.localdate() + timedelta(days=200)
    contract.save()
    client = _client(world.owner)
    page = client.post("/c/commune/alertes/agenda/")
    address = page.context["fresh"][1].replace("http://testserver", "")
    feed = Client().get(address)
    assert feed.headers["Content-Type"].startswith("application/rss+xml")
    assert contract.title in feed.content.decode()
    world.owner.memberships.all().delete()
    assert Client().get(address).status_code == 404
