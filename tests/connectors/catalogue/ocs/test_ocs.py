"""OCS Inventory's database, on a real MariaDB."""

from datetime import date, timedelta

import pytest

from gouvernail.connectors.catalogue.ocs import client
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.ocs.server import add_machines, ocs_database
from tests.connectors.sources.databases import PASSWORD, refuse_without_server


@pytest.fixture
def server():
    """A database whose account has exactly the rights shown."""
    refuse_without_server()
    made = ocs_database()
    made.grant(connector_of("ocs").rights(access_to(made)))
    yield made
    made.drop()


def access_to(server, password=PASSWORD, address="127.0.0.1", **options):
    known = {"database": server.name, "user": server.user, "tls": "aucun", "time_zone": "Europe/Paris"}
    return Access(address, known | options, {"password": password})


def read(server, report=None, **options):
    return list(connector_of("ocs").read(access_to(server, **options), "equipements", None, report or Report()))


PORTABLE = {"name": "PC-001", "serial": "SNDELL001", "uuid": "4C4C4544-0001-2010-8001-B2C04F303031"}
INSTALLED_TWICE = [
    {"name": "PC-002", "serial": "SNDELL002", "os": "Microsoft Windows 10 Professionnel", "version": "10.0.19045",
     "seen": "2024-03-01 08:00:00"},
    {"name": "PC-002", "serial": "SNDELL002"},
]  # fmt: skip


def test_the_rights_shown_are_enough_and_no_more(server):
    add_machines(server, [PORTABLE])
    result = connector_of("ocs").test(access_to(server))
    assert [step.state for step in result.steps] == ["good"] * 5, result.steps
    assert "7069" in result.steps[2].sentence


def test_troubles_are_told_apart(server):
    product = connector_of("ocs")
    assert product.test(access_to(server, "faux")).fault == Fault.CREDENTIALS
    assert product.test(access_to(server, address="127.0.0.1:9")).fault == Fault.UNREACHABLE
    assert product.test(access_to(server, database="autre")).fault == Fault.RIGHT
    server.run(f"REVOKE SELECT (SSN) ON bios FROM '{server.user}'@'%'")
    missing = product.test(access_to(server))
    assert missing.fault == Fault.RIGHT
    assert "« SSN »" in missing.steps[-1].sentence


def test_an_account_that_may_too_much_is_told_so(server):
    server.run(f"GRANT SELECT ON operators TO '{server.user}'@'%'")
    states = {str(step.label): step.state for step in connector_of("ocs").test(access_to(server)).steps}
    assert states["Moindre droit"] == "warning"


def test_a_machine_with_its_system_and_what_tells_it_apart(server):
    add_machines(server, [PORTABLE | {"macs": ["A4:BB:CC:00:00:01", "02:42:00:00:00:01"]}])
    report = Report()
    (found,) = read(server, report)
    assert (found.name, found.type, found.serial, found.manufacturer) == (
        "PC-001", "PC portable", "SNDELL001", "Dell Inc.",
    )  # fmt: skip
    assert (found.os, found.os_version, found.windows11) == ("windows_11", "10.0.22631", "migre")
    assert (found.key, found.macs, found.creates) == ("1", ("A4BBCC000001",), True)
    assert date.today() - found.last_seen <= timedelta(days=1)
    assert report.expected == 1
    assert "SECRET" not in repr(found)


def test_a_machine_installed_again_is_one(server):
    add_machines(server, [*INSTALLED_TWICE, PORTABLE])
    report = Report()
    found = read(server, report)
    assert [(one.name, one.os) for one in found] == [("PC-002", "windows_11"), ("PC-001", "windows_11")]
    assert report.expected == 2
    assert "Fiches de machines réinstallées, réunies à la plus récente : 1." in report.facts


@pytest.mark.parametrize("serial", ["To be filled by O.E.M.", "Default string", "PARTAGE-01", "N/A", None, "00000000"])
def test_a_serial_number_that_means_nothing_joins_nobody(server, serial):
    add_machines(
        server,
        [
            {"name": "PC-A", "serial": serial, "uuid": "4C4C4544-0001-2010-8001-B2C04F303031"},
            {"name": "PC-B", "serial": serial, "uuid": "4C4C4544-0002-2010-8001-B2C04F303031"},
            {"name": "PC-C", "serial": serial, "uuid": "00000000-0000-0000-0000-000000000000",
             "macs": ["A4:BB:CC:00:00:99"]},
            {"name": "PC-D", "serial": serial, "macs": ["A4:BB:CC:00:00:99"]},
        ],
    )  # fmt: skip
    assert [one.name for one in read(server)] == ["PC-A", "PC-B", "PC-C", "PC-D"]


def test_groups_and_archived_machines_are_no_machines(server):
    add_machines(
        server,
        [
            PORTABLE,
            {"name": "Groupe", "device": "_SYSTEMGROUP_"},
            {"name": "Lot", "device": "_DOWNLOADGROUP_"},
            {"name": "Ancien", "archive": 1},
        ],
    )
    report = Report()
    assert [one.name for one in read(server, report)] == ["PC-001"]
    assert report.expected == 1


def test_one_silent_for_long_is_told_and_creates_nothing(server):
    add_machines(server, [PORTABLE | {"seen": "2020-01-01 08:00:00"}, {"name": "PC-2", "seen": "0000-00-00 00:00:00"}])
    old, never = read(server)
    assert (old.last_seen, old.creates) == (date(2020, 1, 1), False)
    assert (never.last_seen, never.creates) == (None, False)


@pytest.mark.parametrize(
    ("tag", "expected"), [("service", ("MAIRIE", "")), ("site", ("", "MAIRIE")), ("rien", ("", ""))]
)
def test_the_tag_gives_what_one_says(server, tag, expected):
    add_machines(server, [PORTABLE, {"name": "PC-2", "tag": "NA"}])
    told, empty = read(server, tag=tag)
    assert (told.department, told.site) == expected
    assert (empty.department, empty.site) == ("", "")


def test_kinds_of_machines(server):
    add_machines(
        server,
        [
            {"name": "A", "type": "Mini Tower"},
            {"name": "B", "type": "Unknown"},
            {"name": "C", "type": "Rack Mount Chassis", "os": "Debian GNU/Linux 12", "version": "12.5"},
            {"name": "D", "type": "Other", "os": "Microsoft Windows Server 2025 Standard", "version": "10.0.26100"},
        ],
    )
    report = Report()
    found = read(server, report)
    assert [one.type for one in found] == ["PC fixe", "PC fixe", "Serveur", "Serveur"]
    assert [one.os for one in found] == ["windows_11", "windows_11", "linux", "windows_serveur"]
    assert any("PC fixes" in fact for fact in report.facts)


def test_pages_of_machines_follow_their_numbers(server, monkeypatch):
    monkeypatch.setattr(client, "CHUNK", 2)
    add_machines(server, [{"name": f"PC-{n}", "macs": [f"A4:BB:CC:00:01:{n:02}"]} for n in range(5)])
    found = read(server)
    assert [one.name for one in found] == [f"PC-{n}" for n in range(5)]
    assert [one.macs for one in found] == [(f"A4BBCC0001{n:02}",) for n in range(5)]


def test_a_column_that_another_version_lacks_is_named(server):
    server.run("ALTER TABLE hardware DROP COLUMN ARCHIVE")
    with pytest.raises(SourceError) as found:
        read(server)
    assert found.value.fault in (Fault.ANSWER, Fault.RIGHT)
    assert connector_of("ocs").test(access_to(server)).fault in (Fault.ANSWER, Fault.RIGHT)
