"""Requests from a source: staged, compared, applied in one go."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.connectors.sources import applying, settling
from gouvernail.connectors.sources.enums import Outcome, ReadingState
from gouvernail.connectors.sources.models import HeldRecord
from gouvernail.connectors.sources.reading import start
from gouvernail.connectors.sources.staging import RequestStager
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of
from gouvernail.support.models import DepartmentMonth, OpeningHours, PlaceMonth, Request, RequestMonth
from gouvernail.support.rollups import rebuild
from tests.connectors.sources.conftest import request_record
from tests.factories import make_department
from tests.objects import DAY


@pytest.fixture
def first_load(played, connection, read, owner):
    """Five requests of one category, read, explained and applied."""
    played.records = [request_record(number) for number in range(1, 6)]
    run = read(connection)
    explain(connection, owner, Poste="support")
    run.refresh_from_db()
    return applying.apply(run, owner)


def explained(run, owner, **meanings):
    """Say what the words of a reading mean, and apply it."""
    explain(run.connection, owner, **meanings)
    run.refresh_from_db()
    return applying.apply(run, owner)


def explain(connection, owner, **meanings):
    """Say what words mean."""
    words = {one.word: one.pk for one in connection.words.all()}
    settling.confirm_words(connection, {words[word]: meaning for word, meaning in meanings.items()}, owner)


def test_an_unknown_category_waits_for_a_person(played, connection, read):
    played.records = [request_record(1), request_record(2, kind_word="Réseau", category="Réseau")]
    run = read(connection)
    assert run.state == ReadingState.READY
    assert run.counts == {"douteuse": 2, "inchangee": 0}
    proposed = dict(connection.words.values_list("word", "value"))
    assert proposed == {"Poste": "support", "Réseau": "sites"}
    assert not connection.words.filter(confirmed=True).exists()


def test_what_is_explained_is_ready_at_once(played, connection, read, owner):
    played.records = [request_record(1), request_record(2, kind_word="Réseau", category="Réseau")]
    run = read(connection)
    explain(connection, owner, Poste="support")
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 1, "douteuse": 1, "inchangee": 0}


def test_nothing_is_written_before_applying(played, connection, read, first_load):
    assert Request.objects.count() == 5
    played.records = [request_record(number, closed_on=date(2026, 4, 1)) for number in range(1, 8)]
    read(connection)
    assert Request.objects.count() == 5
    assert not Request.objects.exclude(closed_on=None).exists()


def test_applied_requests_say_where_they_come_from(first_load, world):
    one = Request.objects.get(reference="3")
    assert (one.organisation, one.kind, one.opened_on) == (world.commune, "support", date(2026, 3, 2))
    assert (one.source, one.source_place) == ("Essai · Mairie", "demande n° 3")
    assert one.raw == {"Catégorie": "Poste", "Fermée": ""}
    assert one.read_at == first_load.read_at
    assert one.corrected_fields == []


def test_reading_twice_changes_nothing(connection, read, first_load, owner):
    before = list(Request.objects.order_by("pk").values())
    run = read(connection)
    assert run.counts == {"inchangee": 5}
    assert not run.requests.exists()
    applying.apply(run, owner)
    after = list(Request.objects.order_by("pk").values())
    assert after[-1]["read_at"] == run.read_at  # how fresh the figures are is known
    assert after[:-1] == before[:-1]
    assert after[-1] | {"read_at": None} == before[-1] | {"read_at": None}


def test_a_refresh_touches_only_what_changed(played, connection, read, first_load, owner):
    before = {one.pk: one.updated_at for one in Request.objects.all()}
    played.records = [
        request_record(number, closed_on=date(2026, 3, 9) if number == 4 else None) for number in range(1, 6)
    ]
    run = read(connection)
    assert run.counts == {"modifiee": 1, "inchangee": 4}
    applying.apply(run, owner)
    touched = [one for one in Request.objects.all() if one.updated_at != before[one.pk]]
    assert [(one.reference, one.closed_on) for one in touched] == [("4", date(2026, 3, 9))]


def months():
    """The monthly tables, whatever their row numbers."""
    hidden = ("id", "_state")
    tables = (RequestMonth, PlaceMonth, DepartmentMonth)
    return [
        sorted(str(sorted((k, str(v)) for k, v in vars(one).items() if k not in hidden)) for one in t.objects.all())
        for t in tables
    ]


def test_the_monthly_tables_of_a_refresh_are_those_written_from_nothing(played, connection, read, owner, world):
    make_department(world.commune, name="Accueil")
    days = [date(2026, month, 3) for month in range(1, 10)]
    played.records = [
        request_record(number, opened_on=day, closed_on=day.replace(day=20) if number % 2 else None)
        for number, day in enumerate(days, 1)
    ]
    explained(read(connection), owner, Poste="support")
    changes = {
        1: {"closed_on": date(2026, 2, 2)},  # resolved in another month
        2: {"closed_on": date(2026, 2, 3)},  # resolved at last
        3: {"closed_on": None},  # opened again
        4: {"raw": {"Catégorie": "autrement"}},
        5: {"opened_on": date(2026, 4, 30)},
        6: {"department_word": "Accueil", "closed_on": date(2026, 9, 1)},
        7: {"category": "Autre"},
    }
    played.records = [one._replace(**changes.get(one.number, {})) for one in played.records[:-1]]
    played.records = [one._replace(raw=one.raw | {"n": str(changes.get(one.number))}) for one in played.records]
    applying.apply(read(connection), owner)
    followed = months()
    rebuild()
    assert followed == months()


def test_a_refresh_without_anything_new_does_not_look_through_all_requests(
    played, connection, read, first_load, owner, monkeypatch
):
    def never(self):
        raise AssertionError

    monkeypatch.setattr(RequestStager, "_requests_of_nobody", never)
    played.records = [request_record(number, closed_on=date(2026, 3, 9)) for number in range(1, 6)]
    assert read(connection).counts == {"modifiee": 5, "inchangee": 0}
    played.records = [request_record(number) for number in range(1, 7)]
    assert read(connection).state == ReadingState.FAILED


def test_what_vanished_is_deleted_after_a_whole_reading(played, connection, read, first_load, owner):
    played.records = [request_record(number) for number in (1, 3, 4, 5, 6)]
    run = read(connection)
    assert run.counts == {"nouvelle": 1, "disparue": 1, "inchangee": 4}
    applying.apply(run, owner)
    assert sorted(Request.objects.values_list("reference", flat=True)) == ["1", "3", "4", "5", "6"]
    assert sorted(HeldRecord.objects.values_list("number", flat=True)) == [1, 3, 4, 5, 6]


@pytest.mark.parametrize("left", [[2, 3, 4, 5], [1, 2, 3, 4], [1, 2, 4, 5], [3]])
def test_the_vanished_are_seen_wherever_they_were(played, connection, read, first_load, left):
    played.records = [request_record(number) for number in left]
    run = read(connection)
    gone = sorted(run.requests.filter(outcome=Outcome.VANISHED).values_list("number", flat=True))
    assert gone == [number for number in range(1, 6) if number not in left]


def test_chunks_meet_without_a_seam(played, connection, read, owner, monkeypatch):
    monkeypatch.setattr("gouvernail.connectors.sources.reading.CHUNK", 2)
    played.records = [request_record(number) for number in range(1, 8)]
    run = read(connection)
    explain(connection, owner, Poste="support")
    applying.apply(run, owner)
    played.records = [request_record(number) for number in (1, 2, 5, 7, 9)]
    run = read(connection)
    assert run.counts == {"nouvelle": 1, "disparue": 3, "inchangee": 4}


def test_a_correction_by_hand_is_kept_and_shown(played, connection, read, first_load, owner):
    one = Request.objects.get(reference="2")
    one.kind = "securite"
    save_object(register_of("request"), one, actor=owner)
    played.records = [
        request_record(number, closed_on=date(2026, 3, 9) if number == 2 else None) for number in range(1, 6)
    ]
    run = read(connection)
    assert run.counts == {"conflit": 1, "inchangee": 4}
    applying.apply(run, owner)
    one.refresh_from_db()
    assert (one.kind, one.closed_on) == ("securite", date(2026, 3, 9))
    assert read(connection).counts == {"inchangee": 5}


def test_a_correction_made_after_the_preview_is_kept_too(played, connection, read, first_load, owner):
    played.records = [request_record(number, closed_on=date(2026, 3, 9)) for number in range(1, 6)]
    run = read(connection)
    one = Request.objects.get(reference="2")
    one.closed_on = date(2026, 3, 4)
    save_object(register_of("request"), one, actor=owner)
    applying.apply(run, owner)
    one.refresh_from_db()
    assert one.closed_on == date(2026, 3, 4)
    assert Request.objects.get(reference="3").closed_on == date(2026, 3, 9)


def test_what_was_deleted_by_hand_does_not_come_back(played, connection, read, first_load, owner):
    Request.objects.filter(reference="2").delete()
    played.records = [request_record(number, closed_on=date(2026, 3, 9)) for number in range(1, 6)]
    run = read(connection)
    assert run.counts == {"modifiee": 4, "conflit": 1, "inchangee": 0}
    applying.apply(run, owner)
    assert not Request.objects.filter(reference="2").exists()


def test_what_cannot_be_a_request_is_refused_with_its_reason(played, connection, read, owner):
    played.records = [
        request_record(1, closed_on=date(2026, 1, 1)),
        request_record(2, opened_on=None),
        request_record(3, fault="Une de ses dates n’est pas lisible."),
    ]
    run = read(connection)
    assert run.counts == {"refusee": 3, "inchangee": 0}
    reasons = list(run.requests.order_by("number").values_list("reason", flat=True))
    assert reasons == [
        "Elle est résolue avant d’avoir été ouverte.",
        "Sa date de création est absente.",
        "Une de ses dates n’est pas lisible.",
    ]


def test_a_department_of_the_same_name_is_recognised(played, connection, read, owner, world):
    known = make_department(world.commune, name="Accueil")
    played.records = [request_record(1, department_word="ACCUEIL"), request_record(2, department_word="Inconnu")]
    run = read(connection)
    explain(connection, owner, Poste="support")
    run.refresh_from_db()
    applying.apply(run, owner)
    assert list(Request.objects.order_by("reference").values_list("department", flat=True)) == [known.pk, None]
    other = make_department(world.commune, name="Autre")
    explain(connection, owner, Inconnu=str(other.pk))
    run = read(connection)
    assert run.counts == {"modifiee": 1, "inchangee": 1}
    applying.apply(run, owner)
    assert Request.objects.get(reference="2").department == other


def test_requests_that_a_file_had_brought_are_taken_over(played, connection, read, owner, world):
    Request.objects.create(
        organisation=world.commune, reference="1", kind="projets", opened_on=DAY, source="demandes.csv"
    )
    played.records = [request_record(1)]
    run = read(connection)
    explain(connection, owner, Poste="support")
    run.refresh_from_db()
    assert run.counts == {"modifiee": 1, "inchangee": 0}
    applying.apply(run, owner)
    assert [(one.source, one.kind) for one in Request.objects.all()] == [("Essai · Mairie", "support")]


def test_two_sources_with_the_same_numbers_stay_apart(played, connect, read, owner, first_load):
    other = connect("Agglo")
    run = read(other)
    explain(other, owner, Poste="projets")
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 5, "inchangee": 0}
    applying.apply(run, owner)
    assert Request.objects.count() == 10


def test_a_reading_made_before_another_was_applied_is_refused(played, connection, read, first_load, owner):
    played.records = [request_record(number) for number in range(1, 7)]
    old = read(connection)
    connection.generations = {"demandes": 9}
    connection.save()
    with pytest.raises(RefusedError, match="Une autre lecture"):
        applying.apply(old, owner)
    assert Request.objects.count() == 5


def test_applying_is_written_in_the_journal_with_its_counts(first_load):
    entry = Entry.objects.filter(verb="importer").get()
    assert entry.label == "Essai · Mairie"
    assert entry.details["lignes"] == {"nouvelle": 5, "inchangee": 0, "supprimees": 0}


def test_a_request_made_by_hand_still_gets_its_own_number(first_load, world):
    made = Request.objects.create(organisation=world.commune, reference="main", kind="support", opened_on=DAY)
    assert made.pk > max(Request.objects.exclude(pk=made.pk).values_list("pk", flat=True))


def test_who_may_not_import_reads_and_applies_nothing(connection, world, first_load, read):
    for user in (world.neighbour, world.stranger):
        with pytest.raises(PermissionDenied):
            start(connection, "demandes", actor_of(user, DAY))
        with pytest.raises(PermissionDenied):
            applying.apply(first_load, actor_of(user, DAY))


HOURS = {"opened_at": "2026-03-02 08:30:00", "answered_at": "2026-03-02 09:00:00"}


def test_the_hours_of_a_source_are_kept_and_counted(played, connection, read, owner):
    OpeningHours.objects.create(
        organisation=connection.organisation, since=date(2026, 1, 1), monday="9 h–12 h", tuesday="9 h–12 h"
    )
    played.records = [request_record(1, **HOURS), request_record(2)]
    explained(read(connection), owner, Poste="support")
    first, second = Request.objects.order_by("reference")
    assert str(first.opened_at) == "2026-03-02 08:30:00+00:00"
    assert (str(first.answered_at), first.closed_at) == ("2026-03-02 09:00:00+00:00", None)
    assert (second.opened_at, second.answered_at, second.closed_at) == (None, None, None)
    for closed_at, minutes in (("2026-03-03 08:15:00", 165), ("2026-03-03 08:45:00", 195)):
        done = {"closed_on": date(2026, 3, 3), "closed_at": closed_at}
        played.records = [request_record(1, **HOURS, **done), request_record(2, closed_on=date(2026, 3, 3))]
        applying.apply(read(connection), owner)
        month = RequestMonth.objects.get(month=date(2026, 3, 1))
        assert (month.closed, month.timed, month.minutes) == (2, 1, minutes)
        place = PlaceMonth.objects.get(place=connection.organisation, month=date(2026, 3, 1))
        assert (place.timed, place.minutes) == (1, minutes)
        followed = list(RequestMonth.objects.values_list("timed", "minutes"))
        rebuild()
        assert followed == list(RequestMonth.objects.values_list("timed", "minutes"))


def test_hours_read_for_the_first_time_fill_the_requests_that_had_none(played, connection, read, owner):
    played.records = [request_record(1), request_record(2)]
    explained(read(connection), owner, Poste="support")
    played.records = [request_record(1, **HOURS), request_record(2)]
    run = read(connection)
    assert run.counts == {"modifiee": 1, "inchangee": 1}
    applying.apply(run, owner)
    assert Request.objects.exclude(opened_at=None).count() == 1


def test_a_day_that_a_person_corrected_has_no_hour_any_more(played, connection, read, owner):
    played.records = [request_record(1, **HOURS)]
    explained(read(connection), owner, Poste="support")
    one = Request.objects.get()
    one.opened_on = date(2026, 2, 27)
    one.save()
    assert Request.objects.get().opened_at is None
