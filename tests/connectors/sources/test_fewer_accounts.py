"""A directory that suddenly shows far fewer people: its rights were probably reduced, and the measure waits."""

from datetime import date

import pytest

from gouvernail.connectors.sources import applying
from gouvernail.connectors.sources.connecting import approve_rules
from gouvernail.connectors.sources.connector import DIRECTORY, USAGE
from gouvernail.connectors.sources.enums import ReadingState, Schedule
from gouvernail.connectors.sources.records import DirectoryRecord, UsageRecord
from gouvernail.connectors.sources.scheduling import apply_if_approved, machine
from gouvernail.estate.models import DirectoryMeasure


def directory(accounts, day=date(2026, 3, 2)):
    return DirectoryRecord("Active Directory", day, accounts)


def usage(accounts, day=date(2026, 3, 2)):
    return UsageRecord("Nextcloud", day, accounts, None, None)


@pytest.mark.parametrize(("stream", "record"), [(DIRECTORY, directory), (USAGE, usage)])
def test_far_fewer_accounts_raise_an_alert_and_are_partial(connection, read, played, owner, stream, record):
    played.records = [record(1_000)]
    assert not applying.apply(read(connection, stream), owner).partial
    played.records = [record(120, date(2026, 3, 3))]
    run = read(connection, stream)
    assert run.partial
    assert run.alerts[0].startswith("La source voit 120 comptes contre 1\u202f000")
    assert run.state == ReadingState.READY, "a person may still say that the accounts really went"
    played.records = [record(950, date(2026, 3, 3))]
    assert not read(connection, stream).partial


def test_a_fall_is_not_written_by_itself_even_where_rules_were_approved(connection, read, played, owner):
    played.records = [directory(1_000)]
    applying.apply(read(connection, DIRECTORY), owner)
    connection.schedule = Schedule.DAY
    connection.save()
    approve_rules(connection, owner)
    played.records = [directory(120, date(2026, 3, 3))]
    run = apply_if_approved(read(connection, DIRECTORY, automatic=True))
    assert run.state == ReadingState.READY
    assert "attend que quelqu’un la confirme" in run.alerts[-1]
    assert DirectoryMeasure.objects.get().accounts == 1_000
    applying.apply(run, owner)
    assert DirectoryMeasure.objects.filter(accounts=120).exists(), "a person confirmed it"
    played.records = [directory(121, date(2026, 3, 4))]
    again = apply_if_approved(read(connection, DIRECTORY, automatic=True))
    assert again.state == ReadingState.APPLIED
    assert machine().system


def test_another_directory_is_not_compared_with_the_first(connection, read, played, owner):
    played.records = [directory(1_000)]
    applying.apply(read(connection, DIRECTORY), owner)
    played.records = [DirectoryRecord("Microsoft 365", date(2026, 3, 3), 40)]
    assert not read(connection, DIRECTORY).partial


@pytest.mark.parametrize(("stream", "record"), [(DIRECTORY, directory), (USAGE, usage)])
def test_the_measure_of_another_day_is_another_measure(connection, read, played, owner, stream, record):
    for day in (2, 3, 4):
        played.records = [record(1_000, date(2026, 3, day))]
        run = applying.apply(read(connection, stream), owner)
        assert run.counts == {"nouvelle": 1, "supprimees": 0}, "nothing doubtful, nothing gone"
