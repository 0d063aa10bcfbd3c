import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant
from gouvernail.plans.means import excesses, lanes_of, means_of
from gouvernail.plans.models import Capacity, Envelope, ProjectVariant
from gouvernail.plans.roadmap import span_of
from gouvernail.plans.what_if.ground import ground_of
from gouvernail.projects.models import Milestone, Project
from tests.factories import make_budget_line, make_organisation, make_project, partial
from tests.worlds import person

ON = date(2026, 1, 13)
SYSTEM = system_actor("essai")


@pytest.fixture
def place(db):
    return make_organisation("Communauté d’essai", lives_on=ON)


@pytest.fixture
def firewall(place):
    project = make_project(place, "T1 2026", "T2 2026", title="Pare-feu")
    ProjectVariant.objects.create(
        organisation=place, project=project, name="Centralisé", quarters=2, investment=20_000, days=30, skill="Réseau",
        tax_basis="ttc",
    )  # fmt: skip
    Envelope.objects.create(organisation=place, year=2026, amount=25_000, tax_basis="ttc")
    Envelope.objects.create(organisation=place, year=2027, amount=5_000, tax_basis="ttc")
    Capacity.objects.create(organisation=place, skill="Réseau", function="Technicien", posts=1, project_share=20)
    return project


@pytest.fixture
def referent(client, place):
    client.force_login(person("referent@essai.example", Role.REFERENT, place))
    return client


def used(place):
    ground = ground_of(place, SYSTEM, ON)
    spans = {one.pk: span for one in Project.objects.all() if (span := span_of(one))}
    return lanes_of(ground, means_of(ground, spans), 2026, 2027)


def amounts(lane):
    return {cell.label: (cell.value, cell.limit) for cell in lane.cells}


def test_a_project_spends_evenly_where_it_is_drawn(place, firewall):
    money, load = used(place)
    assert amounts(money) == {"2026": (20, 25), "2027": (None, 5)}
    assert [cell.value for cell in load.cells][:3] == [15, 15, 0]
    Project.objects.filter(pk=firewall.pk).update(starts=partial("T4 2026"), ends=partial("T1 2027"))
    money, load = used(place)
    assert amounts(money) == {"2026": (10, 25), "2027": (10, 5)}
    assert [one.excess for one in money.cells] == [0, 5]
    assert "2027 : 10 k€ pour 5 k€" in excesses([money])[0]


def test_lines_of_no_project_take_their_part_of_an_envelope(place, firewall):
    make_budget_line(place, 2026, 8_000, section="investissement", tax_basis="ttc")
    money, _load = used(place)
    assert amounts(money)["2026"] == (28, 25)
    assert ground_of(place, SYSTEM, ON).apart("investissement", 2026) == Decimal(8_000)


def test_without_envelope_the_lines_are_the_budget_not_a_second_expense(place, firewall):
    Envelope.objects.all().delete()
    make_budget_line(place, 2026, 30_000, section="investissement", tax_basis="ttc", label="Enveloppe")
    money, _load = used(place)
    assert amounts(money)["2026"] == (20, 30)


def test_amounts_of_another_basis_are_never_added(place, firewall):
    make_budget_line(place, 2026, 8_000, section="investissement", tax_basis="ht")
    assert amounts(used(place)[0])["2026"] == (20, 25)


def test_a_line_of_a_project_with_a_way_of_doing_is_not_counted_twice(place, firewall):
    make_budget_line(place, 2026, 20_000, section="investissement", tax_basis="ttc", project=firewall)
    assert amounts(used(place)[0])["2026"] == (20, 25)


def test_the_page_shows_the_overrun_the_load_the_milestones(referent, place, firewall):
    Envelope.objects.filter(year=2026).update(amount=12_000)
    Milestone.objects.create(organisation=place, project=firewall, title="Mise en service", ends=partial("T2 2026"))
    page = referent.get(reverse("roadmap", args=[place.slug])).content.decode()
    assert "Investissement par année, TTC" in page
    assert "dépassement 8 k€" in page.replace("\u00a0", " ")
    assert "Charge de l’équipe, Réseau" in page
    assert "Mise en service" in page
    assert "Ce qui ne tient pas" in page


def test_a_project_moves_with_and_without_scripts(referent, place, firewall):
    address = reverse("roadmap_move", args=[place.slug, firewall.pk])
    answer = referent.post(address, {"geste": "plus-tard"})
    assert answer["Location"].endswith("?deplacer#deplacer")
    part = referent.post(address, {"geste": "allonger"}, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert "« Pare-feu » va maintenant de T2 2026 à T4 2026." in part
    firewall.refresh_from_db()
    assert (firewall.starts, firewall.ends) == (partial("T2 2026"), partial("T4 2026"))
    refused = [referent.post(address, {"geste": "raccourcir"}, HTTP_HX_REQUEST="true") for _turn in range(3)][-1]
    assert "finirait avant de commencer" in refused.content.decode()
    assert referent.post(address, {"geste": "détruire"}).status_code == 404


def test_a_project_is_put_on_quarters_by_a_form(referent, place, firewall):
    address = reverse("roadmap_place", args=[place.slug])
    referent.post(address, {"project": firewall.pk, "first": "2026-4", "last": "2027-2"})
    firewall.refresh_from_db()
    assert (firewall.starts, firewall.ends) == (partial("T4 2026"), partial("T2 2027"))
    wrong = referent.post(address, {"project": firewall.pk, "first": "2026-9", "last": ""}, HTTP_HX_REQUEST="true")
    assert re.search(r"Début : .*Fin : ", wrong.content.decode(), re.DOTALL)


def test_three_people_and_the_elected(client, world):
    project = make_project(world.commune, "T1 2026", "T2 2026")
    address = reverse("roadmap_move", args=[world.commune.slug, project.pk])
    seen = {}
    for name in ("owner", "neighbour", "stranger"):
        client.force_login(getattr(world, name))
        seen[name] = client.post(address, {"geste": "plus-tard"}).status_code
    assert seen == {"owner": 302, "neighbour": 404, "stranger": 404}
    client.force_login(person("elu@commune.example", Role.ELECTED, world.commune))
    assert client.post(address, {"geste": "plus-tard"}).status_code == 403
    page = client.get(reverse("roadmap", args=[world.commune.slug])).content.decode()
    assert "Déplacer les projets" not in page


def test_a_provider_moves_only_what_is_confided(client, place, firewall):
    other = make_project(place, "T1 2026", "T2 2026")
    provider = person("provider@essai.example", Role.PROVIDER, place)
    member = Membership.objects.get(user=provider)
    ObjectGrant.objects.create(membership=member, kind="project", object_id=firewall.pk)
    client.force_login(provider)
    codes = [
        client.post(reverse("roadmap_move", args=[place.slug, one.pk]), {"geste": "plus-tard"}).status_code
        for one in (firewall, other)
    ]
    assert codes == [302, 404]
    page = client.get(reverse("roadmap", args=[place.slug])).content.decode()
    assert "Enveloppe" not in page, "money is not for those who do not see the budget"


def test_the_queries_do_not_grow_with_the_projects(referent, place, firewall, django_assert_max_num_queries):
    for _turn in range(12):
        make_project(place, "T1 2026", "T2 2026")
    with django_assert_max_num_queries(40):
        referent.get(reverse("roadmap", args=[place.slug]))
