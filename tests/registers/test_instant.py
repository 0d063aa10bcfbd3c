"""What is read together is of one instant, while somebody writes; writers do not wait for readers."""

import threading
from datetime import date

import pytest
from django.db import connection, connections

from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.models import Organisation
from gouvernail.registers.instant import one_instant
from gouvernail.support.models import Request
from gouvernail.support.reading import PlaceRequests
from tests.factories import make_department, make_organisation, make_request

ON = date(2026, 1, 13)


def elsewhere(act):
    """Do something in another thread, with a connection of its own, and wait for it."""

    def work():
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.fixture
def file(tmp_path, monkeypatch, django_db_blocker):
    """A SQLite file set up as the application sets its own up: the tests' database is in memory, for one thread."""
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    one = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "essai.sqlite3"), "OPTIONS": options,
    }  # fmt: skip
    monkeypatch.setitem(connections.settings, "file", one)
    with django_db_blocker.unblock():
        run("CREATE TABLE fact (n integer)")
        yield "file"
        connections["file"].close()
    del connections["file"]


def run(sql):
    with connections["file"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


def test_a_writer_neither_waits_for_a_reader_nor_changes_what_it_sees(file):
    with one_instant(file):
        assert run("SELECT count(*) FROM fact") == (0,)
        elsewhere(lambda: run("INSERT INTO fact VALUES (1)"))
        assert run("SELECT count(*) FROM fact") == (0,)
    assert run("SELECT count(*) FROM fact") == (1,)
    assert connections[file].transaction_mode == "IMMEDIATE"


def test_a_board_tells_of_one_instant_while_an_import_switches(transactional_db, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("ne concerne que PostgreSQL : la base d’essai de SQLite est en mémoire, à un seul fil")
    place = make_organisation(headcount=50, lives_on=ON)
    department = make_department(place, 20)
    for day in range(1, 11):
        make_request(place, date(2025, 11, day), days=40, department=department)
    seen = []

    def write_then_ask(self, first, last, **kwargs):
        """The import lands after the months were read, before the delays are."""
        elsewhere(lambda: Request.objects.bulk_create(more(place, department)))
        found = asked(self, first, last, **kwargs)
        standing = Request.objects.filter(organisation=place).count()
        seen.append((sum(PlaceRequests(place).openings(date(2025, 1, 1), ON).values()), standing))
        return found

    asked = PlaceRequests.delays_by_kind
    monkeypatch.setattr(PlaceRequests, "delays_by_kind", write_then_ask)
    measures = measure_all(Scope.of_machine(place), ON, ["SUP-01", "SUP-03", "SUP-07"])
    monkeypatch.undo()
    assert seen == [(10, 10)]
    assert measures["SUP-03"].denominator == 10
    assert Request.objects.filter(organisation=place).count() == 15
    assert sum(PlaceRequests(place).openings(date(2025, 1, 1), ON).values()) == 15


def more(place, department):
    return [
        Request(
            organisation=place, reference=f"N{n}", kind="support", opened_on=date(2025, 12, 1),
            closed_on=date(2025, 12, 2), department=department,
        )
        for n in range(5)
    ]  # fmt: skip


def test_inside_a_transaction_one_still_reads_and_writes(db):
    make_organisation()
    with one_instant():
        make_organisation()
        assert Organisation.objects.count() == 2
