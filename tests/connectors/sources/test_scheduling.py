"""Readings that come by themselves, and the same from the command line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gouvernail.connectors.sources import applying
from gouvernail.connectors.sources.connecting import approve_rules
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.scheduling import due, read_due
from gouvernail.connectors.sources.shell import connected, find, read_source
from gouvernail.journal.models import Entry
from gouvernail.support.models import Request
from tests.connectors.sources.conftest import SECRET, request_record

NOW = timezone.now() + timedelta(minutes=1)


@pytest.fixture
def daily(played, connect, read, owner):
    """A source read every day, whose first reading was applied by hand, two days ago."""
    connection = connect(schedule="jour", streams=["demandes"])
    played.records = [request_record(1)]
    read(connection)
    connection.words.update(confirmed=True)
    applying.apply(read(connection), owner)
    SourceRun.objects.update(started_at=NOW - timedelta(days=2))
    played.records = [request_record(1), request_record(2)]
    connection.refresh_from_db()
    return connection


def test_what_is_due_is_what_was_not_read_for_long_enough(daily, connect):
    connect("À la demande", streams=["demandes"])
    assert list(due(NOW)) == [(daily, "demandes")]
    SourceRun.objects.update(started_at=NOW - timedelta(hours=23))
    assert list(due(NOW)) == []
    assert list(due(NOW + timedelta(minutes=56))) == [(daily, "demandes")]


def test_without_approval_a_scheduled_reading_waits(daily):
    (run,) = read_due(NOW)
    assert (run.state, run.automatic, run.counts["nouvelle"]) == (ReadingState.READY, True, 1)
    assert Request.objects.count() == 1


def test_once_approved_it_is_applied_and_says_by_whom(daily, owner):
    approve_rules(daily, owner)
    (run,) = read_due(NOW)
    assert run.state == ReadingState.APPLIED
    assert Request.objects.count() == 2
    assert Entry.objects.filter(verb="importer").last().actor in {"source", owner.key}
    assert Entry.objects.filter(verb="importer", actor="source").exists()


def test_an_approved_reading_that_is_partial_deletes_nothing(daily, owner, played):
    approve_rules(daily, owner)
    played.records, played.error = [request_record(5)], SourceError(Fault.TIMEOUT, "Trop lent.")
    (run,) = read_due(NOW)
    assert (run.state, run.partial) == (ReadingState.APPLIED, True)
    assert sorted(Request.objects.values_list("reference", flat=True)) == ["1", "5"]


def test_an_approved_reading_leaves_doubts_to_a_person(daily, owner, played):
    approve_rules(daily, owner)
    played.records = [request_record(1), request_record(3, kind_word="Nouveau mot", category="Nouveau mot")]
    (run,) = read_due(NOW)
    assert run.counts["douteuse"] == 1
    assert Request.objects.count() == 1


def test_a_source_that_fails_does_not_stop_the_others(daily, connect, played, owner):
    daily.sealed = "abîmé"
    daily.save()
    connect("Autre", schedule="heure", streams=["demandes"])
    runs = read_due(NOW)
    assert sorted(run.state for run in runs) == [ReadingState.READY, ReadingState.FAILED]
    assert any("retapez-les" in alert.lower() for run in runs for alert in run.alerts)


def test_the_command_line_reads_dry_then_writes(daily):
    assert find("mairie") == find(str(daily.pk)) == daily
    assert find("inconnue") is None
    (report,) = read_source(daily, write=False)
    assert (report.sound, report.received, Request.objects.count()) == (True, 2, 1)
    (report,) = read_source(daily, write=True)
    assert (report.state, Request.objects.count()) == (ReadingState.APPLIED, 2)


def test_the_command_line_is_not_sound_when_something_lacks(daily, played):
    played.expected = 9
    (report,) = read_source(daily, write=False)
    assert not report.sound


def test_what_is_told_of_sources_holds_no_secret(daily):
    (told,) = connected()
    assert (told["name"], told["product"], told["schedule"], told["approved"]) == ("Mairie", "Essai", "jour", False)
    assert SECRET not in str(told)
