"""The gaps between the sources: a list for each rule, and what each source says on the sheet of an equipment."""

from datetime import timedelta

import pytest
from django.test import Client

from gouvernail.connectors.sources.machines import GAPS, gaps_of, known_at, machines_at
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.connectors.sources.views_machines import systems
from gouvernail.estate.models import Equipment
from tests.connectors.sources.conftest import machine
from tests.objects import make_object

UNKNOWN = "PC-INCONNU"


@pytest.fixture
def day(world):
    return world.commune.today()


@pytest.fixture
def names(world, day):
    """The names of the machines of a gap."""

    def of(code):
        machines = machines_at(world.commune)
        return [one.name for one in gaps_of(machines, known_at(world.commune, machines, day))[code]]

    return of


def domain(name, day, ago=1, **values):
    return EquipmentRecord(name=name, key=name, creates=False, last_seen=day - timedelta(days=ago), **values)


def test_a_machine_of_the_directory_without_antivirus_is_a_gap(see, names, day):
    see("glpi", machine(key="1", name="PC-001"), machine(key="2", name="PC-002"))
    see("ldap", domain("PC-001", day), domain("PC-002", day), domain("PC-VIEUX", day, 200))
    assert names("sans-antivirus") == []  # no console is connected: nobody can tell
    see("antivirus", EquipmentRecord(name="PC-001", key="PC-001", protected=True, creates=False))
    assert names("sans-antivirus") == ["PC-002"]
    see("antivirus", EquipmentRecord(name="PC-001", key="PC-001", protected=False, creates=False))
    assert names("antivirus-defaillant") == ["PC-001"]


def test_a_server_of_the_directory_needs_no_console_of_workstations(see, names, day):
    see("antivirus", EquipmentRecord(name="PC-001", key="PC-001", protected=True, creates=False))
    see("ldap", domain("SRV-1", day, type="Serveur"), domain("PC-003", day))
    assert names("sans-antivirus") == ["PC-003"]


def test_what_the_register_does_not_hold_is_a_gap_while_it_is_alive(see, names, day):
    see("ldap", domain(UNKNOWN, day), domain("PC-VIEUX", day, 200))
    see("antivirus", EquipmentRecord(name=UNKNOWN.lower(), key="x", protected=True, creates=False))
    assert names("hors-parc") == [UNKNOWN]  # one machine, though two sources see it
    see("glpi", machine(key="1", name="PC-001"))
    assert names("hors-inventaire") == [UNKNOWN]


def test_a_workstation_that_nobody_sees_or_sees_no_more_is_a_gap(see, names, day, world):
    held = make_object("equipment", world.commune, "A")
    assert names("jamais-vues") == []  # nothing is connected
    see("ocs", machine(key="1", name="PC-MUET", last_seen=day - timedelta(days=60)))
    Equipment.objects.update(type="pc_portable", state="en_service")
    assert names("jamais-vues") == [held.name]
    assert names("muettes") == ["PC-MUET"]


def test_sources_that_disagree_are_gaps(see, names, day):
    see("ocs", machine(key="1", serial="SN-0001", os="windows_10", last_seen=day))
    see("graph", machine(key="g", name="AUTRE", serial="SN-0001", os="windows_11", last_seen=day))
    assert names("systemes") == names("noms") == ["PC-001"]
    see("glpi", machine(key="7", serial="SN-0002"))
    assert names("series") == ["PC-001"]


def test_the_page_lists_each_gap_to_those_who_see_the_facts(see, day, world):
    see("ldap", domain(UNKNOWN, day))
    client = Client()
    client.force_login(world.owner)
    for gap in GAPS:
        page = client.get("/c/commune/ecarts/", {"ecart": gap.code})
        assert page.status_code == 200
        assert str(gap.label) in page.content.decode()
    assert UNKNOWN in client.get("/c/commune/ecarts/?ecart=hors-parc").content.decode()
    client.force_login(world.neighbour)
    assert client.get("/c/commune/ecarts/").status_code in (403, 404)
    place = world.neighbour_commune.slug
    assert UNKNOWN not in client.get(f"/c/{place}/ecarts/?ecart=hors-parc").content.decode()


def test_the_sheet_says_what_each_source_says(see, day, world):
    see("ocs", machine(key="1", serial="SN-0001", last_seen=day))
    see("graph", machine(key="g", name="AUTRE", serial="SN-0001", os="windows_11", last_seen=day))
    client = Client()
    client.force_login(world.owner)
    one = Equipment.objects.get()
    text = client.get(f"/c/commune/equipements/{one.pk}/").content.decode()
    assert "Ce qu’en disent les sources" in text
    assert "AUTRE" in text
    assert "ne disent pas le même système" in text
    other = make_object("equipment", world.commune, "B")
    assert "Ce qu’en disent" not in client.get(f"/c/commune/equipements/{other.pk}/").content.decode()


def test_unknown_systems_are_counted_apart(see, world):
    see(
        "glpi",
        machine(key="1", os="windows_11"), machine(key="2", name="B"), machine(key="3", name="C", os="linux"),
        machine(key="4", name="D", os="", os_version=""),
    )  # fmt: skip
    assert [tile["value"] for tile in systems(world.commune)] == ["1", "1", "1", "1"]


def test_the_page_asks_as_many_questions_for_many_machines(see, day, world, django_assert_max_num_queries):
    see("ldap", *[domain(f"PC-{number}", day) for number in range(60)])
    client = Client()
    client.force_login(world.owner)
    client.get("/c/commune/ecarts/")
    with django_assert_max_num_queries(16):
        assert client.get("/c/commune/ecarts/?ecart=hors-parc&page=2").status_code == 200
