"""OCS Inventory itself: machines told by agents to its own server, in its own tables, then read."""

from datetime import date, timedelta

import pytest

from gouvernail.connectors.catalogue.ocs import client
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.ocs.real import AGENT, refuse_without_ocs, running_ocs
from tests.connectors.sources.databases import PASSWORD, refuse_without_server

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def ocs(tmp_path_factory):
    refuse_without_server()
    refuse_without_ocs()
    with running_ocs(tmp_path_factory.mktemp("ocs")) as running:
        running.database.grant(connector_of("ocs").rights(access_to(running)))
        settle(running)
        yield running


def settle(ocs):
    """A laptop, one that was installed again, a server, one without a serial number, one gone, one archived."""
    ocs.send("PC-001", serial="SNDELL001", macs=["A4:BB:CC:00:00:01"], uuid="4C4C4544-0001-2010-8001-B2C04F303031")
    old = {"os": "Microsoft Windows 10 Professionnel", "version": "10.0.19045"}
    ocs.send("PC-002", serial="SNDELL002", device="PC-002-2022-01-01-08-00-00", **old)
    ocs.send("PC-002", serial="SNDELL002", device="PC-002-2026-02-01-08-00-00")
    ocs.send(
        "SRV-É", serial="VMware-42 1", type="Other", os="Microsoft Windows Server 2022 Standard", version="10.0.20348"
    )
    ocs.send("PC-003", serial="To be filled by O.E.M.", macs=["A4:BB:CC:00:00:03"], tag="ÉCOLE & CRÈCHE")
    ocs.send("PC-PARTI", serial="SNPARTI1")
    ocs.send("PC-ARCHIVE", serial="SNARCHI1")
    ocs.database.run([
        "UPDATE hardware SET LASTCOME = NOW() - INTERVAL 1 YEAR WHERE DEVICEID LIKE 'PC-002-2022%'",
        "UPDATE hardware SET LASTCOME = NOW() - INTERVAL 90 DAY WHERE NAME = 'PC-PARTI'",
        "UPDATE hardware SET ARCHIVE = 1 WHERE NAME = 'PC-ARCHIVE'",
        "INSERT INTO hardware (DEVICEID, NAME) VALUES ('_SYSTEMGROUP_', 'Tous les portables')",
    ])  # fmt: skip


def access_to(ocs, password=PASSWORD, address="127.0.0.1", **options):
    known = {"database": ocs.database.name, "user": ocs.database.user, "tls": "aucun", "time_zone": "UTC"}
    return Access(address, known | options, {"password": password})


def read(ocs, report=None, **options):
    found = connector_of("ocs").read(access_to(ocs, **options), "equipements", None, report or Report())
    return {one.name: one for one in found}


def test_the_rights_shown_are_enough_and_no_more(ocs):
    result = connector_of("ocs").test(access_to(ocs))
    assert [step.state for step in result.steps] == ["good"] * 5, result.steps
    assert ocs.version in result.steps[2].sentence


def test_machines_are_what_their_agents_told(ocs):
    report = Report()
    found = read(ocs, report, tag="service")
    assert {"PC-001", "PC-002", "SRV-É", "PC-003", "PC-PARTI"} <= set(found)
    assert "PC-ARCHIVE" not in found
    assert not any("Tous les portables" in name for name in found)
    laptop = found["PC-001"]
    assert (laptop.type, laptop.manufacturer, laptop.model, laptop.serial) == (
        "PC portable", "Dell Inc.", "Latitude 5540", "SNDELL001",
    )  # fmt: skip
    assert (laptop.os, laptop.os_version, laptop.windows11) == ("windows_11", "10.0.22631", "migre")
    assert (laptop.macs, laptop.department, laptop.creates) == (("A4BBCC000001",), "MAIRIE", True)
    assert date.today() - laptop.last_seen <= timedelta(days=1)
    assert (found["SRV-É"].type, found["SRV-É"].os) == ("Serveur", "windows_serveur")
    assert (found["PC-003"].serial, found["PC-003"].department) == ("", "ÉCOLE & CRÈCHE")
    assert found["PC-PARTI"].creates is False
    assert "SECRET" not in repr(found)
    assert report.expected == len(found)


def test_a_machine_installed_again_is_one(ocs):
    report = Report()
    assert read(ocs, report)["PC-002"].os == "windows_11"
    assert any("réinstallées" in fact for fact in report.facts)


def test_machines_come_over_several_pages(ocs, monkeypatch):
    whole = read(ocs)
    monkeypatch.setattr(client, "CHUNK", 2)
    assert read(ocs) == whole


def test_troubles_are_told_apart(ocs):
    product = connector_of("ocs")
    assert product.test(access_to(ocs, "faux")).fault == Fault.CREDENTIALS
    assert product.test(access_to(ocs, address="127.0.0.1:9")).fault == Fault.UNREACHABLE
    assert product.test(access_to(ocs, database="autre")).fault == Fault.RIGHT
    ocs.database.run(f"REVOKE SELECT (MACADDR) ON networks FROM '{ocs.database.user}'@'%'")
    missing = product.test(access_to(ocs))
    ocs.database.grant(product.rights(access_to(ocs)).split(";", 1)[1])
    assert (missing.fault, "« MACADDR »" in missing.steps[-1].sentence) == (Fault.RIGHT, True)
    assert product.test(access_to(ocs)).works


def test_debian_s_own_agent_is_read_like_any_other(ocs, tmp_path):
    if AGENT is None:
        pytest.skip("l’agent d’OCS n’est pas installé (sudo apt install ocsinventory-agent)")
    before = set(read(ocs))
    ocs.send_from_here(tmp_path)
    (here,) = set(read(ocs)) - before
    machine = read(ocs)[here]
    assert (machine.os, machine.windows11) == ("linux", "")
    assert machine.last_seen is not None
