"""What the tests of sources share: connections, readings, and the short way from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from gouvernail.connectors.sources import applying, registry
from gouvernail.connectors.sources.connecting import save_connection
from gouvernail.connectors.sources.connector import (
    CAMPAIGNS,
    CONTRACTS,
    DIRECTORY,
    EQUIPMENT,
    REQUESTS,
    SUPPLIERS,
    USAGE,
    Access,
    Connector,
    Mark,
    Report,
    SettingField,
    Stream,
    TestResult,
)
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.records import EquipmentRecord, Record, RequestRecord
from gouvernail.organisations.actors import Actor, actor_of
from tests.objects import DAY

SECRET = "SECRETPASSWORD-2026"


class Played(Connector):
    """A product whose answers a test writes: records in turn, and the error that cuts them, if any."""

    code, label, icon = "essai", "Essai", "database"
    versions = proven = about = address_label = "Pour les essais"
    streams = (
        Stream(REQUESTS, "Demandes", incremental=True),
        Stream(EQUIPMENT, "Équipements"),
        Stream(CAMPAIGNS, "Campagnes"),
        Stream(SUPPLIERS, "Prestataires"),
        Stream(CONTRACTS, "Contrats"),
        Stream(DIRECTORY, "Annuaire"),
        Stream(USAGE, "Usages"),
    )
    fields = (SettingField("user", "Compte"), SettingField("password", "Mot de passe", kind="secret"))

    def __init__(self) -> None:
        self.records: Sequence[Record] = ()
        self.error: SourceError | None = None
        self.expected: int | None = None
        self.mark: Mark | None = None
        self.asked: list[Mark | None] = []
        self.on_record: Callable[[int], None] = lambda position: None

    def rights(self, access: Access) -> str:
        return "GRANT SELECT ON essai TO 'x'@'y';"

    def test(self, access: Access) -> TestResult:
        result = TestResult()
        if access.secret("password") == SECRET:
            result.good("Identifiants")
        else:
            from gouvernail.connectors.sources.faults import Fault

            result.failed("Identifiants", SourceError(Fault.CREDENTIALS, "Mot de passe refusé.", "Retapez-le."))
        return result

    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        self.asked.append(since)
        report.expected, report.mark = self.expected, self.mark
        for position, one in enumerate(self.records):
            self.on_record(position)
            yield one
        if self.error:
            raise self.error


@pytest.fixture
def played(monkeypatch) -> Played:
    """The product « essai », in the catalogue for the time of a test."""
    one = Played()
    known = registry.connectors() | {one.code: one}
    monkeypatch.setattr(registry, "connectors", lambda: known)
    return one


@pytest.fixture
def owner(world) -> Actor:
    return actor_of(world.owner, DAY)


@pytest.fixture
def connect(world, owner, played) -> Callable[..., Connection]:
    """Make a connection to the product « essai » at the commune."""

    def make(name: str = "Mairie", **values: Any) -> Connection:
        values = {"product": "essai", "address": "serveur.example", "options": {"user": "lecteur"}} | values
        values.setdefault("streams", ["demandes", "equipements", "campagnes"])
        place = values.pop("organisation", world.commune)
        made = Connection(organisation=place, name=name, **values)
        return save_connection(made, {"password": SECRET}, owner)

    return make


@pytest.fixture
def connection(connect) -> Connection:
    return connect()


@pytest.fixture
def read(owner) -> Callable[..., SourceRun]:
    """Read a stream to the end, in this thread."""

    def to_the_end(connection: Connection, stream: str = REQUESTS, **options: Any) -> SourceRun:
        connection.refresh_from_db()
        return work(start(connection, stream, owner, **options).pk, owner)

    return to_the_end


def request_record(number: int, **values: Any) -> RequestRecord:
    """A request opened in March 2026, still open."""
    known = {
        "reference": str(number), "kind_word": "Poste", "category": "Poste", "department_word": "",
        "opened_on": date(2026, 3, 2), "closed_on": None, "requester": "p" * 32, "raw": {"Catégorie": "Poste"},
    }  # fmt: skip
    known |= values
    known["raw"] = known["raw"] | {"Fermée": str(known["closed_on"] or "")}
    return RequestRecord(number, **known)


@pytest.fixture
def tools(monkeypatch, played):
    """Stand-ins for GLPI, OCS, the directory, Intune and the antivirus."""
    made = {}
    for code in ("glpi", "ocs", "ldap", "graph", "antivirus"):
        made[code] = Played()
        made[code].code = code
    known = registry.connectors() | made
    monkeypatch.setattr(registry, "connectors", lambda: known)
    return made


@pytest.fixture
def see(tools, connect, read, owner):
    """Let a tool say what it sees, and apply it."""
    connections = {}

    def tell(code, *records, error=None, apply=True):
        if code not in connections:
            connections[code] = connect(code.upper(), product=code, streams=[EQUIPMENT])
        tools[code].records, tools[code].error = records, error
        run = read(connections[code], EQUIPMENT)
        return applying.apply(run, owner) if apply else run

    return tell


def machine(**values) -> EquipmentRecord:
    """A laptop on Windows 10, as a source tells it."""
    known = {"name": "PC-001", "type": "PC portable", "os": "windows_10", "os_version": "10.0.19045"}
    return EquipmentRecord(**(known | values))
