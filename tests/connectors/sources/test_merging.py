"""The same machine seen by several sources is one, with what each says of it."""

from datetime import date

from gouvernail.connectors.sources import reading
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import Sighting
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.estate.models import Equipment
from tests.connectors.sources.conftest import machine
from tests.objects import make_object

UUID = "4C4C4544-0001-2010-8001-B2C04F303031"


def test_five_sources_make_one_machine(see):
    see("glpi", machine(key="7", name="PC-001", serial="SN-0001", bought_on=date(2024, 2, 1)))
    see("ocs", machine(key="1", name="PC-ACCUEIL", serial="SN-0001", uuid=UUID, last_seen=date(2026, 1, 10)))
    see("ldap", machine(key="guid", name="pc-accueil.mairie.local", type="", creates=False))
    see("graph", machine(key="dev", name="AUTRE-NOM", serial="SN-0001", last_seen=date(2026, 1, 12)))
    see("antivirus", EquipmentRecord(name="PC-001", key="PC-001", protected=True, creates=False))
    (one,) = Equipment.objects.all()
    assert (one.name, one.serial, one.protected, "2024" in str(one.bought_on)) == ("PC-001", "SN-0001", True, True)
    assert Sighting.objects.filter(equipment=one, applied=True).count() == 5


def test_what_tells_hardware_apart_wins_over_a_name_used_again(see):
    see("ocs", machine(key="1", name="PC-001", uuid=UUID), machine(key="2", name="PC-002", macs=("A4BBCC000001",)))
    see("graph", machine(key="a", name="PC-002", uuid=UUID), machine(key="b", name="X", macs=("A4:BB:CC:00:00:01",)))
    tied = {one.key: one.equipment.name for one in Sighting.objects.filter(connection__product="graph")}
    assert tied == {"a": "PC-001", "b": "PC-002"}
    assert Equipment.objects.count() == 2


def test_a_machine_renamed_in_its_source_stays_itself(see):
    see("ocs", machine(key="1", name="PC-001", serial="SN-0001"))
    see("ocs", machine(key="1", name="PC-NEUF", serial="SN-0001"))
    assert [one.name for one in Equipment.objects.all()] == ["PC-NEUF"]


def test_two_sources_that_name_a_machine_otherwise_do_not_rename_it_in_turn(see):
    for version in ("10.0.19045", "10.0.22631", "10.0.26100"):
        see("glpi", machine(key="7", name="PC-001", serial="SN-0001", os_version=version))
        see("ocs", machine(key="1", name="PC-ACCUEIL", serial="SN-0001", os_version=version))
        assert [one.name for one in Equipment.objects.all()] == ["PC-001"]
    see("glpi", machine(key="7", name="PC-007", serial="SN-0001"))
    assert [one.name for one in Equipment.objects.all()] == ["PC-007"]


def test_the_last_to_see_a_machine_is_believed_about_its_system(see):
    see("ocs", machine(key="1", last_seen=date(2026, 1, 10)))
    newer = machine(key="g", os="windows_11", os_version="10.0.22631", windows11="migre", last_seen=date(2026, 1, 12))
    see("ldap", newer)
    assert Equipment.objects.get().os == "windows_11"
    see("ocs", machine(key="1", last_seen=date(2026, 1, 11)))
    one = Equipment.objects.get()
    assert (one.os, one.windows11, one.os_version) == ("windows_11", "migre", "10.0.22631")
    see("ocs", machine(key="1", os="windows_11", last_seen=date(2026, 1, 20), os_version="10.0.26100"))
    assert Equipment.objects.get().os_version == "10.0.26100"


def test_the_console_is_believed_about_the_antivirus(see):
    see("glpi", machine(key="1", protected=True))
    see("antivirus", EquipmentRecord(name="PC-001", key="PC-001", protected=False, creates=False))
    assert Equipment.objects.get().protected is False
    see("glpi", machine(key="1", protected=True))
    assert Equipment.objects.get().protected is False
    assert Sighting.objects.get(connection__product="glpi", applied=True).told["protected"] == "oui"


def test_machines_that_may_not_be_created_are_told(see):
    run = see("ldap", machine(key="g", name="PC-INCONNU", type="", creates=False))
    assert Equipment.objects.count() == 0
    (one,) = Sighting.objects.all()
    assert (one.name, one.equipment, one.applied) == ("PC-INCONNU", None, True)
    assert any("1 machines que le parc ne connaît pas" in sentence for _at, _tone, sentence in run.log)


def test_nothing_is_tied_before_it_is_applied(see, owner):
    run = see("ocs", machine(key="1"), apply=False)
    assert not Sighting.objects.filter(applied=True).exists()
    reading.ask_to_cancel(run, owner)
    assert not Sighting.objects.exists()


def test_read_again_the_same_changes_nothing(see):
    for _time in range(2):
        run = see("ocs", machine(key="1", serial="SN-0001"), machine(key="2", name="PC-002"))
    assert run.counts.get("inchangee") == 2
    assert (Sighting.objects.count(), Equipment.objects.count()) == (2, 2)


def test_what_a_source_no_longer_sees_is_forgotten_unless_its_answer_was_cut(see):
    see("ocs", machine(key="1"), machine(key="2", name="PC-002"))
    see("ocs", machine(key="1"), error=SourceError(Fault.TIMEOUT, "Trop lent."))
    assert {one.key for one in Sighting.objects.filter(applied=True)} == {"1", "2"}
    see("ocs", machine(key="1"))
    assert {one.key for one in Sighting.objects.filter(applied=True)} == {"1"}
    assert Equipment.objects.count() == 2


def test_two_records_of_one_machine_make_one_line(see, world):
    known = make_object("equipment", world.commune, "A")
    run = see(
        "graph",
        machine(key="old", name=known.name, os="windows_10", last_seen=date(2025, 1, 1)),
        machine(key="new", name=known.name, os="windows_11", last_seen=date(2026, 1, 1)),
    )
    known.refresh_from_db()
    assert (known.os, run.counts.get("modifiee")) == ("windows_11", 1)
    assert Sighting.objects.filter(equipment=known).count() == 2


def test_machines_of_a_neighbour_are_another_s(see, world):
    theirs = make_object("equipment", world.neighbour_commune, "A")
    Equipment.objects.filter(pk=theirs.pk).update(serial="SN-0001")
    see("ocs", machine(key="1", serial="SN-0001"))
    assert Equipment.objects.filter(organisation=world.commune).count() == 1
    theirs.refresh_from_db()
    assert theirs.os != "windows_10" or theirs.source == ""
