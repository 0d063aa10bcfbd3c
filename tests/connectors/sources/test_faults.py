"""What may go wrong in the middle: nothing is deleted on a partial answer, nothing is ever half written."""

import logging

import pytest

from gouvernail.connectors.sources import applying, reading, switching
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import HeldRecord, SourceRun, StagedRequest
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import Request, RequestMonth
from tests.connectors.sources.conftest import SECRET, request_record

CUT = SourceError(Fault.UNREACHABLE, "La liaison avec le serveur a été coupée.")


@pytest.fixture
def held(played, connection, read, owner):
    """A hundred requests, applied."""
    played.records = [request_record(number) for number in range(1, 101)]
    read(connection)
    connection.words.update(confirmed=True)
    return applying.apply(read(connection), owner)


def test_a_reading_cut_half_way_is_partial_and_deletes_nothing(played, connection, read, held, owner):
    played.records, played.error = [request_record(number, reference=f"n{number}") for number in range(1, 41)], CUT
    run = read(connection)
    assert (run.state, run.partial) == (ReadingState.READY, True)
    assert "s’est arrêtée en route" in run.alerts[0]
    applying.apply(run, owner, remove_vanished=True)
    assert Request.objects.count() == 100
    assert Request.objects.filter(reference__startswith="n").count() == 40


def test_a_reading_cut_inside_a_chunk_keeps_the_records_that_came(played, connection, read, held):
    played.records, played.error = [request_record(number) for number in range(1, 8)], CUT
    assert read(connection).received == 7


def test_a_source_that_fails_at_once_gives_nothing_to_apply(played, connection, read, held, owner):
    played.records, played.error = [], CUT
    run = read(connection)
    assert run.state == ReadingState.FAILED
    with pytest.raises(RefusedError):
        applying.apply(run, owner)


def test_fewer_records_than_announced_are_partial(played, connection, read, held, owner):
    played.records, played.expected = [request_record(number) for number in range(1, 100)], 100
    run = read(connection)
    assert run.partial
    assert "annonçait 100 enregistrements et en a donné 99" in run.alerts[0]
    applying.apply(run, owner)
    assert Request.objects.count() == 100


def test_a_great_fall_waits_for_a_person_to_vouch_for_it(played, connection, read, held, owner):
    played.records = [request_record(number) for number in range(1, 41)]
    run = read(connection)
    assert (run.partial, run.dropped) == (True, True)
    assert "droits ont peut-être été réduits" in run.alerts[0]
    applying.apply(run, owner)
    assert Request.objects.count() == 100
    run = read(connection)
    applying.apply(run, owner, remove_vanished=True)
    assert Request.objects.count() == 40
    assert not read(connection).partial


def test_an_answer_that_is_empty_by_mistake_deletes_nothing(played, connection, read, held, owner):
    played.records = []
    applying.apply(read(connection), owner)
    assert Request.objects.count() == 100


def test_a_kill_during_the_switch_leaves_the_state_before(played, connection, read, held, owner, monkeypatch):
    played.records = [request_record(number, reference=f"n{number}") for number in range(1, 121)]
    run = read(connection)
    before = list(Request.objects.order_by("pk").values()), list(RequestMonth.objects.order_by("pk").values())

    def killed(run):
        raise KeyboardInterrupt

    for step in ("_insert", "_update", "_hold", "_remove", "_say_when"):
        with monkeypatch.context() as patched:
            patched.setattr(switching, step, lambda *args, **options: killed(run))
            with pytest.raises(KeyboardInterrupt):
                applying.apply(run, owner)
        after = list(Request.objects.order_by("pk").values()), list(RequestMonth.objects.order_by("pk").values())
        assert after == before, step
        run.refresh_from_db()
        assert run.state == ReadingState.READY
    applying.apply(run, owner)
    assert Request.objects.count() == 120
    assert HeldRecord.objects.count() == 120


def test_applying_twice_writes_once(played, connection, read, held, owner):
    before = list(Request.objects.order_by("pk").values())
    applying.apply(held, owner)
    assert list(Request.objects.order_by("pk").values()) == before


def test_a_reading_asked_to_stop_stops_at_its_next_sign(played, connection, read, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK", 10)
    played.records = [request_record(number) for number in range(1, 101)]
    seen = []

    def ask_to_stop(position):
        seen.append(position)
        if position == 15:
            SourceRun.objects.update(cancel_asked=True)

    played.on_record = ask_to_stop
    run = read(connection)
    run.refresh_from_db()
    assert run.state == ReadingState.CANCELLED
    assert len(seen) == 20
    assert not StagedRequest.objects.exists()


def test_a_second_reading_waits_for_the_first(played, connection, owner):
    reading.start(connection, "demandes", owner)
    with pytest.raises(RefusedError, match="déjà en cours"):
        reading.start(connection, "demandes", owner)


def test_an_interrupted_reading_can_be_begun_again(played, connection, owner):
    first = reading.start(connection, "demandes", owner)
    SourceRun.objects.update(touched_at="2026-01-01T00:00:00Z")
    reading.start(connection, "demandes", owner)
    first.refresh_from_db()
    assert first.state == ReadingState.CANCELLED


def test_a_defect_of_ours_is_said_without_a_trace(played, connection, read, caplog):
    def broken(position):
        raise ZeroDivisionError(SECRET)

    played.records, played.on_record = [request_record(1)], broken
    with caplog.at_level(logging.DEBUG):
        run = read(connection)
    assert run.state == ReadingState.FAILED
    assert "ZeroDivisionError" in run.alerts[0]
    assert SECRET not in caplog.text + str(run.log)


def test_changes_alone_delete_nothing_and_whole_readings_come_back(played, connection, read, held, owner):
    connection.refresh_from_db()
    connection.marks = {"demandes": {"at": "x"}}
    connection.save()
    played.records, played.mark = [request_record(7, reference="sept")], {"at": "y"}
    run = read(connection, whole=False)
    assert (run.complete, run.counts) == (False, {"modifiee": 1, "inchangee": 0})
    assert played.asked[-1] == {"at": "x"}
    applying.apply(run, owner)
    connection.refresh_from_db()
    assert connection.marks == {"demandes": {"at": "y"}}
    assert Request.objects.count() == 100


def test_a_chunk_costs_a_few_questions(played, connection, read, held, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(reading, "CHUNK", 20)
    with django_assert_max_num_queries(80):
        read(connection)
