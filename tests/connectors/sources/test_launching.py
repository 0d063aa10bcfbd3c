"""Readings whose process or server was killed: said to be interrupted, begun again once, or left to a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gouvernail.connectors.sources import launching
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.models import SourceRun, StagedRequest
from gouvernail.connectors.sources.reading import ask_to_cancel, start, work
from gouvernail.connectors.sources.scheduling import read_interrupted
from gouvernail.registers import apart
from tests.connectors.sources.conftest import request_record

KILLED = -9


@pytest.fixture
def half_read(played, connection, owner, monkeypatch):
    """A reading killed after a chunk."""
    monkeypatch.setattr("gouvernail.connectors.sources.reading.CHUNK", 2)
    monkeypatch.setattr(launching, "actor_of_key", lambda key, on: owner)
    played.records = [request_record(number) for number in range(1, 6)]
    run = start(connection, "demandes", owner)

    def dies(position):
        if position == 3:
            raise SystemExit

    played.on_record = dies
    with pytest.raises(SystemExit):
        work(run.pk, owner)
    played.on_record = lambda position: None
    assert StagedRequest.objects.count() == 2
    return run


def by_killed_processes(monkeypatch):
    monkeypatch.setattr(apart.connection, "close", lambda: None)  # the test's own connection stays
    monkeypatch.setattr(apart, "_hand_over", lambda *job: KILLED)


def test_a_killed_process_leaves_nothing_prepared_and_says_what_comes(half_read, monkeypatch):
    by_killed_processes(monkeypatch)
    run = launching.read(half_read)
    assert (run.state, StagedRequest.objects.count()) == (ReadingState.INTERRUPTED, 0)
    assert "s’est interrompue" in run.alerts[-1]
    assert "recommence dans une minute" in run.alerts[-1]
    assert launching.has_something_left()


def test_the_clock_begins_it_again_once(half_read, monkeypatch):
    SourceRun.objects.update(touched_at=timezone.now() - timedelta(minutes=10))
    (again,) = read_interrupted()
    half_read.refresh_from_db()
    assert (half_read.state, half_read.taken_up) == (ReadingState.INTERRUPTED, True)
    assert (again.state, again.received, again.actor) == (ReadingState.READY, 5, half_read.actor)
    assert any("Reprise" in line[2] for line in again.log)
    assert StagedRequest.objects.count() == 5
    assert not launching.has_something_left()
    assert read_interrupted() == []


def test_killed_twice_in_a_row_it_is_left_to_a_person(half_read, monkeypatch):
    by_killed_processes(monkeypatch)
    launching.read(half_read)
    (again,) = read_interrupted()
    assert again.state == ReadingState.INTERRUPTED
    assert "Recommencez-la depuis la page de la source" in again.alerts[-1]
    assert not launching.has_something_left()


def test_one_whose_file_is_not_kept_is_left_to_a_person(half_read, played, monkeypatch):
    monkeypatch.setattr(type(played), "takes_file", True)
    by_killed_processes(monkeypatch)
    assert launching.read(half_read).taken_up
    assert not launching.has_something_left()


def test_dropped_then_killed_it_is_dropped(half_read, owner, monkeypatch):
    ask_to_cancel(half_read, owner)
    by_killed_processes(monkeypatch)
    assert launching.read(half_read).state == ReadingState.CANCELLED
    assert not StagedRequest.objects.exists()


def test_one_that_waits_for_its_turn_is_dropped_at_once(played, connection, owner):
    run = start(connection, "demandes", owner)
    ask_to_cancel(run, owner)
    run.refresh_from_db()
    assert run.state == ReadingState.CANCELLED
    launching.execute(run.pk)
    assert played.asked == []


def test_the_file_brought_goes_through_the_input_of_the_process():
    brought = ("export été.csv", b"a\0b")
    assert launching._unpacked(launching._packed(brought)) == brought
    assert launching._unpacked(launching._packed(launching.NO_FILE)) == launching.NO_FILE
