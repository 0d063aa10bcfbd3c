"""The monthly tables say what a slow loop over the requests says, whatever way the requests were written."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.kernel.opening_hours import parse_ranges
from gouvernail.kernel.periods import Month
from gouvernail.kernel.working_days import working_days_between
from gouvernail.kernel.working_time import Timetable, Week, working_minutes
from gouvernail.support.following import Moved, follow
from gouvernail.support.minutes import unpacked
from gouvernail.support.models import (
    ClosedDays,
    DepartmentMonth,
    DepartmentTotal,
    OpeningHours,
    PlaceMonth,
    Request,
    RequestKind,
    RequestMonth,
    WorkCalendar,
)
from gouvernail.support.opening import WEEK
from gouvernail.support.reading import PlaceRequests
from gouvernail.support.rollups import rebuild
from gouvernail.support.titles import equipment_key, sketch_of
from gouvernail.support.writing import months_changed
from tests.factories import make_department, make_organisation, make_request
from tests.recurrence import comes_back

START = date(2025, 1, 1)
DAYS = st.integers(0, 200).map(lambda n: START + timedelta(days=n))
requests = st.lists(
    st.tuples(
        st.integers(0, 1), DAYS, st.one_of(st.none(), st.integers(0, 120)), st.sampled_from(RequestKind.values),
        st.integers(0, 2), st.sampled_from(["", "Imprimante", "Messagerie"]),
        st.sampled_from(["", "Bac vide", "Bac à papier vide", "Boîte pleine"]),
        st.sampled_from(["", "", "PC-1", "PC-2"]), st.one_of(st.none(), st.tuples(*[st.integers(0, 1439)] * 2)),
    ),
    max_size=25,
)  # fmt: skip


def tables():
    departments: Counter = Counter()
    for one in DepartmentMonth.objects.all():
        departments[(one.organisation_id, one.month, one.department_id)] += one.opened
    totals = sorted(map(str, DepartmentTotal.objects.values_list("organisation", "department", "opened")))
    return [*map(rows_of, (RequestMonth, PlaceMonth)), departments, totals]


def rows_of(model):
    names = [field.attname for field in model._meta.concrete_fields if field.name not in ("id", "last_read")]
    rows = model.objects.values(*names)
    return sorted(str(one | {"minute_delays": sorted(unpacked(one["minute_delays"]).items())}) for one in rows)


def plant():
    """A place, and two below it."""
    top = make_organisation()
    return top, [make_organisation(parent=top), make_organisation(parent=top)]


def at(day, minute):
    """An instant of a day at home."""
    return timezone.make_aware(datetime.combine(day, time(minute // 60, minute % 60)))


def open_support(place, since=START, **kwargs):
    return OpeningHours.objects.create(
        organisation=place, since=since, **dict.fromkeys(WEEK[:5], "8 h–12 h / 13 h 30–17 h"), **kwargs
    )


def draw_requests(places, departments, drawn):
    return [
        Request(
            organisation=places[place], reference=str(number), kind=kind, opened_on=opened, category=category,
            department=departments[department] if department < 2 else None,
            closed_on=None if days is None else opened + timedelta(days=days),
            title_sketch=sketch_of(title), equipment_key=equipment_key(machine),
            opened_at=hours and at(opened, hours[0]),
            closed_at=None if hours is None or days is None else at(opened + timedelta(days=days), hours[1]),
        )
        for number, (place, opened, days, kind, department, category, title, machine, hours) in enumerate(drawn)
    ]  # fmt: skip


def recurring_by_loop(rows):
    """Each request against each other one: quadratic, and obvious."""
    told = [one for one in rows if (one.category and one.title_sketch) or one.equipment_key is not None]
    return len(told), sum(any(comes_back(one, other) for other in rows) for one in told)


def minutes_by_loop(closed, places):
    """One request after the other, by the function of two instants."""
    week = Week(START + timedelta(days=30), (parse_ranges("8 h–12 h / 13 h 30–17 h"),) * 5 + ((), ()))
    timetables = {
        places[0].pk: Timetable((week,), ((START, date(2025, 2, 14)),)),
        places[1].pk: Timetable((week,), zone="reunion"),
    }
    found: dict = {}
    for one in closed:
        if one.opened_at and one.closed_at:
            minutes = working_minutes(timetables[one.organisation_id], one.opened_at, one.closed_at)
            if minutes is not None:
                found.setdefault(one.kind, Counter())[minutes] += 1
    return found


class Tables(TestCase):
    """One transaction for each example."""

    @settings(max_examples=40)
    @given(drawn=requests, data=st.data())
    def test_they_are_the_same_as_written_from_nothing(self, drawn, data):
        top, places = plant()
        departments = [make_department(places[0]), make_department(places[1])]
        if data.draw(st.booleans()):
            open_support(top)
        made = Request.objects.bulk_create(draw_requests(places, departments, drawn))
        for one in made:
            match data.draw(st.sampled_from(["keep", "save", "delete", "update", "bulk", "filter"])):
                case "save":
                    one.opened_on, one.closed_on = data.draw(DAYS), None
                    one.save()
                case "delete":
                    one.delete()
                case "update":
                    Request.objects.filter(pk=one.pk).update(kind="projets", organisation=places[0])
                case "bulk":
                    one.department, one.closed_on = None, one.opened_on
                    Request.objects.bulk_update([one], ["department", "closed_on"])
                case "filter":
                    Request.objects.filter(pk=one.pk).delete()
        if data.draw(st.booleans()):
            departments[0].delete()
        if data.draw(st.booleans()):
            places[1].delete()
        followed = tables()
        rebuild()
        assert followed == tables()

    @settings(max_examples=40)
    @given(drawn=requests, data=st.data())
    def test_an_end_that_moves_is_followed_without_reading_the_others(self, drawn, data):
        top, places = plant()
        WorkCalendar.objects.create(organisation=places[1], zone="reunion")
        open_support(top)
        departments = [make_department(places[0]), make_department(places[1])]
        made = Request.objects.bulk_create(draw_requests(places, departments, drawn))
        changed = data.draw(st.sets(st.sampled_from(made))) if made else ()
        read_at, moved = timezone.now(), []
        for one in changed:
            days = data.draw(st.one_of(st.none(), st.integers(0, 120)))
            after = None if days is None else one.opened_on + timedelta(days=days)
            after_at = after and data.draw(
                st.one_of(st.none(), st.integers(0, 1439).map(lambda n, day=after: at(day, n)))
            )
            instants = one.opened_at, one.closed_at, after_at
            moved.append(Moved(one.organisation_id, one.kind, one.opened_on, one.closed_on, after, 1, *instants))
            behind = QuerySet(Request).filter(pk=one.pk)  # behind the tables' back
            behind.update(closed_on=after, closed_at=after_at, read_at=read_at)
        follow(moved, read_at)
        followed = tables(), PlaceRequests(top).state(date.max).last_read
        rebuild()
        assert followed == (tables(), PlaceRequests(top).state(date.max).last_read)

    @settings(max_examples=30)
    @given(drawn=requests, data=st.data())
    def test_hours_that_change_are_counted_as_written_from_nothing(self, drawn, data):
        top, places = plant()
        Request.objects.bulk_create(draw_requests(places, [None, None], drawn))
        made = [
            lambda: open_support(top),
            lambda: open_support(places[0], START + timedelta(days=data.draw(st.integers(0, 90)))),
            lambda: ClosedDays.objects.create(
                organisation=places[1], reason="Pont", first_day=date(2025, 5, 30), last_day=date(2025, 5, 30)
            ),
            lambda: WorkCalendar.objects.create(organisation=places[0], zone="reunion"),
        ]  # fmt: skip
        held = []
        for act in data.draw(st.permutations(made)):
            held.append(act())
            if data.draw(st.booleans()) and isinstance(held[-1], OpeningHours):
                held[-1].friday, held[-1].since = "", held[-1].since + timedelta(days=data.draw(st.integers(-40, 40)))
                held[-1].save()
            if data.draw(st.booleans()):
                held.pop(data.draw(st.integers(0, len(held) - 1))).delete()
        followed = tables()
        rebuild()
        assert followed == tables()

    @settings(max_examples=40)
    @given(drawn=requests, first=DAYS, length=st.integers(0, 150))
    def test_they_answer_as_a_loop_would(self, drawn, first, length):
        last = first + timedelta(days=length)
        top, places = plant()
        WorkCalendar.objects.create(organisation=places[1], zone="reunion")
        open_support(top, START + timedelta(days=30))
        ClosedDays.objects.create(organisation=places[0], reason="Pont", first_day=START, last_day=date(2025, 2, 14))
        rows = draw_requests(places, [make_department(places[0]), make_department(places[1])], drawn)
        rows = Request.objects.bulk_create(rows)
        asked = PlaceRequests(top)
        opened = Counter((Month.of(one.opened_on), one.kind) for one in rows if first <= one.opened_on <= last)
        assert asked.openings(first, last) == opened
        closed = [one for one in rows if one.closed_on and first <= one.closed_on <= last]
        for working in (False, True):
            expected: dict = {}
            for one in closed:
                zone = "reunion" if one.organisation_id == places[1].pk else "metropole"
                days = (one.closed_on - one.opened_on).days
                days = working_days_between(one.opened_on, one.closed_on, zone) if working else days
                expected.setdefault((Month.of(one.closed_on), one.kind), Counter())[days] += 1
            assert asked.delays(first, last, working=working) == expected
            by_kind: dict = {}
            for (_month, kind), counts in expected.items():
                by_kind.setdefault(kind, Counter()).update(counts)
            assert asked.delays_by_kind(first, last, working=working) == by_kind
        found = asked.minutes_by_kind(first, last)
        assert {kind: one.by_minute() for kind, one in found.items()} == minutes_by_loop(closed, places)
        stocks = asked.stocks([first, last])
        for day in (first, last):
            standing = Counter(
                one.kind for one in rows if one.opened_on <= day and (one.closed_on is None or one.closed_on > day)
            )
            assert +stocks[day] == standing
        waiting = Counter(
            one.opened_on
            for one in rows
            if first <= one.opened_on <= last and (one.closed_on is None or one.closed_on > last)
        )
        assert asked.waiting(first, last) == waiting
        again = asked.recurring(date(2024, 1, 1), date(2026, 12, 31))
        totals = tuple(sum(pair[at] for pair in again.values()) for at in (1, 0))
        assert totals == recurring_by_loop(rows)


def test_a_territory_changes_the_working_days_of_those_below(db):
    place = make_organisation()
    below = make_organisation(parent=place)
    make_request(below, date(2026, 4, 2), days=1)  # Good Friday
    assert RequestMonth.objects.get().working_delays == {"1": 1}
    calendar = WorkCalendar.objects.create(organisation=place, zone="alsace-moselle")
    assert RequestMonth.objects.get().working_delays == {"0": 1}
    calendar.delete()
    assert RequestMonth.objects.get().working_delays == {"1": 1}


def test_a_write_that_fails_leaves_facts_and_figures_as_they_were(db):
    place = make_organisation()
    make_request(place, START)

    def fail():
        with transaction.atomic():
            make_request(place, START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert RequestMonth.objects.get().opened == 1


def test_a_whole_import_refreshes_each_month_once(db, django_assert_max_num_queries):
    place = make_organisation()
    with django_assert_max_num_queries(60), months_changed():
        for _number in range(20):
            make_request(place, START)
    assert RequestMonth.objects.get().opened == 20


def test_a_deleted_organisation_leaves_nothing(db):
    place = make_organisation()
    make_request(place, START, days=2, department=make_department(place))
    place.delete()
    assert not RequestMonth.objects.exists()
    assert not DepartmentMonth.objects.exists()


def test_hours_written_in_bulk_count_delays_anew_too(db):
    place = make_organisation()
    make_request(place, START, days=1, opened_at=at(START, 540), closed_at=at(START + timedelta(days=1), 600))
    rows = OpeningHours.objects.bulk_create([OpeningHours(organisation=place, since=START, thursday="9 h–12 h")])
    assert (RequestMonth.objects.get().timed, RequestMonth.objects.get().minutes) == (1, 60)
    rows[0].thursday = "9 h 30–12 h"
    OpeningHours.objects.bulk_update(rows, ["thursday"])
    assert RequestMonth.objects.get().minutes == 30
    OpeningHours.objects.filter(organisation=place).delete()
    assert (RequestMonth.objects.get().timed, PlaceMonth.objects.get().minutes) == (0, 0)
