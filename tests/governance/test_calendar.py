"""The year of a committee: the rhythm of each phase, on days when a town hall sits; convocations that leave alone."""

import itertools
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.governance.calendar import is_suitable, suitable_day, why_unsuitable, year_plan
from gouvernail.governance.due import due_convocations, send_due
from gouvernail.governance.models import AgendaItem, Committee, Meeting, SchoolBreak, SchoolCalendar, Seat
from gouvernail.governance.programming import programme, proposed_year
from gouvernail.governance.school import holidays_of, shipped
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.working_days import ZONES
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def committee(**values) -> Committee:
    return Committee(name="COPIL", kind="copil", months_in_project=1, months_when_steady=3, phase="projet", **values)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 5, 1), "férié"),
        (date(2026, 5, 9), "samedi"),
        (date(2026, 5, 15), "pont"),  # the Friday after Ascension Day
        (date(2026, 7, 13), "pont"),  # the Monday before 14 July
        (date(2025, 12, 29), "ne siègent pas"),
        (date(2026, 8, 12), "ne siègent pas"),
        (date(2026, 1, 13), ""),
        (date(2026, 8, 25), ""),
    ],
)
def test_the_days_when_committees_do_not_sit(day, reason):
    assert reason in why_unsuitable(day)
    assert is_suitable(day) is not bool(reason)


def test_each_territory_keeps_its_own_holidays():
    assert "férié" in why_unsuitable(date(2026, 4, 3), "alsace-moselle")  # Good Friday
    assert is_suitable(date(2026, 4, 3), "metropole")


@given(DAYS, st.sampled_from(sorted(ZONES)), st.integers(0, 4))
def test_a_day_found_always_suits_and_is_never_too_early(wanted, zone, weekday):
    found = suitable_day(wanted, weekday, zone, after=wanted)
    assert is_suitable(found, zone)
    assert wanted <= found <= wanted + timedelta(days=45)


@given(DAYS.filter(lambda day: day.weekday() < 5), st.integers(0, 14))
def test_a_year_is_monthly_then_quarterly_without_drift(start, months_to_steady):
    from gouvernail.kernel.periods import add_months

    change = add_months(start, months_to_steady)
    plan = year_plan(committee(steady_from=change), start, add_months(start, 24))
    assert plan == sorted(set(plan))
    assert all(is_suitable(day) for day in plan)
    structuring = [day for day in plan if day < change]
    assert abs(len(structuring) - months_to_steady) <= 2
    steady = [day for day in plan if day > change + timedelta(days=45)]
    gaps = [(later - sooner).days for sooner, later in itertools.pairwise(steady)]
    assert all(45 <= gap <= 140 for gap in gaps)


def test_a_committee_without_rhythm_has_no_year():
    assert year_plan(Committee(name="x", kind="copil"), TODAY, date(2027, 1, 1)) == []


def test_a_year_is_programmed_by_the_page(world, sitting):
    client = Client()
    client.force_login(world.owner)
    page = f"/c/{sitting.place.slug}/comites/{sitting.committee.pk}/annee/"
    assert "jour-1" in client.get(page).content.decode()
    proposed = proposed_year(sitting.committee, TODAY)
    assert len(proposed) == 12
    typed = {"retenue": ["1", "2"], "jour-1": proposed[0].day.isoformat(), "jour-2": "2026-03-12"}
    assert client.post(page, typed).status_code == 302
    days = [str(one.held_on) for one in sitting.committee.meetings.order_by("number")][-2:]
    assert days == [str(PartialDate.of_day(proposed[0].day)), "12 mars 2026"]
    assert Entry.objects.filter(verb="programmer").count() == 1
    assert client.post(page, {"retenue": ["1"], "jour-1": "bientôt"}).status_code == 422


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "au moins une"),
        ([date(2026, 1, 2)], "est passé"),
        ([date(2026, 2, 10), date(2026, 5, 1)], "jour férié"),
    ],
)
def test_a_bad_day_creates_nothing(sitting, owner, days, words):
    with pytest.raises(RefusedError, match=words):
        programme(sitting.committee, days, actor=owner, on=TODAY)
    assert sitting.committee.meetings.count() == 2


def test_who_may_not_writes_nothing(sitting, stranger):
    with pytest.raises(PermissionDenied):
        programme(sitting.committee, [date(2026, 2, 10)], actor=stranger, on=TODAY)


@pytest.fixture
def real(sitting, settings):
    """A real place, a mail server, a notice of ten days, a meeting with an agenda."""
    settings.EMAIL_HOST = "smtp.agglo.example"
    sitting.place.is_demo, sitting.place.lives_on = False, None
    sitting.place.save()
    Committee.objects.update(notice_days=10)
    Seat.objects.filter(function="DGS").update(mailbox="dgs@agglo.example")
    AgendaItem.objects.create(meeting=sitting.meeting, title="Météo des projets")
    return sitting


def no_file(meeting, circle):
    return []


@pytest.mark.parametrize(
    ("day", "is_due"),
    [(date(2026, 1, 2), False), (date(2026, 1, 3), True), (TODAY, True), (date(2026, 1, 14), False)],
)
def test_a_convocation_is_due_from_the_first_day_of_its_notice(real, day, is_due):
    assert [one.pk for one in due_convocations(day)] == ([real.meeting.pk] if is_due else [])


def test_it_leaves_once_with_its_diary_entry(real):
    assert [one.pk for one in send_due(date(2026, 1, 3), no_file)] == [real.meeting.pk]
    assert send_due(date(2026, 1, 4), no_file) == []
    assert [one.to for one in mail.outbox] == [["dgs@agglo.example"]]
    assert mail.outbox[0].attachments[0][0] == "seance.ics"
    assert Entry.objects.get(verb="convoquer").actor == "convocations"


@pytest.mark.parametrize("change", ["empty", "unknown day", "demo", "no notice"])
def test_what_is_not_ready_waits(real, change):
    if change == "empty":
        AgendaItem.objects.all().delete()
    elif change == "unknown day":
        Meeting.objects.update(held_on=PartialDate.parse("janvier 2026"))
    elif change == "demo":
        real.place.is_demo = True
        real.place.save()
    else:
        Committee.objects.update(notice_days=None)
    assert send_due(TODAY, no_file) == []
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"held_on": "01/12/2025"}, "Ce jour précède la séance n° 2"),
        ({"number": "2"}, "a déjà une séance n° 2"),
        ({"next_on": "02/01/2026"}, "ne peut pas précéder"),
    ],
)
def test_a_meeting_follows_the_one_before(world, sitting, typed, words):
    client = Client()
    client.force_login(world.owner)
    values = {
        "organisation": sitting.place.pk, "committee": sitting.committee.pk, "number": "3", "held_on": "13/01/2026",
    }  # fmt: skip
    answer = client.post(f"/c/{sitting.place.slug}/seances/{sitting.meeting.pk}/modifier/", values | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_month_whose_meeting_has_no_day_yet_is_not_proposed_again(sitting):
    Meeting.objects.create(
        organisation=sitting.place,
        committee=sitting.committee,
        number=4,
        held_on=PartialDate.parse("février 2026"),
    )
    days = [one.day for one in proposed_year(sitting.committee, TODAY)]
    assert days[0].month == 3


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [  # winter 2026, as the order of 7 December 2022 gives it
        ("A", date(2026, 2, 7), date(2026, 2, 22)),
        ("B", date(2026, 2, 14), date(2026, 3, 1)),
        ("C", date(2026, 2, 21), date(2026, 3, 8)),
    ],
)
def test_each_zone_has_its_own_school_holidays(zone, first, last):
    (winter,) = (one for one in shipped(zone) if one.holds_on(date(2026, 2, 22)) or one.first == first)
    assert (winter.first, winter.last) == (first, last)


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_school_holidays_begin_a_saturday_and_never_overlap(zone):
    breaks = shipped(zone)
    assert len(breaks) == 16
    assert all(one.first.weekday() == 5 and 15 <= (one.last - one.first).days <= 17 for one in breaks)
    assert all(one.source and one.checked for one in breaks)
    assert all(sooner.last < later.first for sooner, later in itertools.pairwise(breaks))


def test_what_is_proposed_avoids_the_holidays_of_the_zone_and_says_what_is_not_known(world, sitting):
    place = sitting.place
    assert holidays_of(place).zone == "", "nobody said which zone"
    SchoolCalendar.objects.create(organisation=place, zone="B")
    holidays = holidays_of(place)
    plan = year_plan(committee(), date(2025, 12, 16), date(2026, 12, 31), breaks=holidays.breaks)
    assert plan, "the rhythm still gives days"
    assert not [day for day in plan for one in holidays.breaks if one.holds_on(day)]
    assert holidays.unknown_years(date(2026, 1, 13), date(2029, 1, 13)) == ["2028-2029"]
    SchoolBreak.objects.create(
        organisation=place, name="Noël", first_day=date(2028, 12, 23), last_day=date(2029, 1, 7), source="Arrêté"
    )
    assert holidays_of(place).unknown_years(date(2026, 1, 13), date(2029, 1, 13)) == []


def test_the_page_says_the_zone_its_holidays_and_warns_without_forbidding(world, sitting):
    client = Client()
    client.force_login(world.owner)
    address = f"/c/agglo/comites/{sitting.committee.pk}/annee/"
    assert "zone scolaire n’est pas renseignée" in client.get(address).content.decode()
    SchoolCalendar.objects.create(organisation=sitting.place, zone="B")
    page = client.get(address).content.decode()
    assert "du 14 février 2026 au 1er mars 2026" in page
    assert "n’est pas renseignée" not in page
    answer = client.post(address, {"retenue": "1", "jour-1": "2026-02-17"}, follow=True)
    assert "vacances d’hiver" in answer.content.decode()
    assert Meeting.objects.filter(held_on="2026-02-17").exists()
