"""The meetings of a year, programmed at once: the rhythm proposes, a person chooses, meetings are created together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.agenda import bring_back, bring_recurring, seat_the_committee
from gouvernail.governance.calendar import day_in_words, why_unsuitable, year_plan
from gouvernail.governance.models import Committee, Meeting, MeetingState
from gouvernail.governance.school import holidays_of
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import add_months
from gouvernail.kernel.working_days import DEFAULT_ZONE
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of
from gouvernail.support.calendars import zones_of

MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Proposed:
    """A day proposed for a meeting, in words, with the phase that gives it."""

    day: date
    words: str
    steady: bool


def zone_of(committee: Committee) -> str:
    """Return the territory whose public holidays a committee keeps."""
    return zones_of([committee.organisation_id]).get(committee.organisation_id, DEFAULT_ZONE)


def proposed_year(committee: Committee, today: date) -> list[Proposed]:
    """Return the days of the twelve months to come on which the committee would meet, after its last known meeting."""
    known = [one.held_on.first_day for one in committee.meetings.all() if one.held_on and one.held_on.is_exact]
    start = max(known if known else [*known, today])
    start = max(start, add_months(today, -MONTHS_AHEAD))
    breaks = holidays_of(committee.organisation).breaks
    days = year_plan(committee, start, add_months(today, MONTHS_AHEAD), zone_of(committee), breaks)
    return [
        Proposed(
            one,
            day_in_words(PartialDate.of_day(one)),
            bool(committee.months_after(one) == committee.months_when_steady and committee.months_when_steady),
        )
        for one in days
        if one >= today and not any(vague.first_day <= one <= vague.last_day for vague in _vague_days(committee))
    ]


def _vague_days(committee: Committee) -> list[PartialDate]:
    """The dates of meetings whose day is not fixed yet: the rhythm proposes no other in that month."""
    return [one.held_on for one in committee.meetings.all() if one.held_on and not one.held_on.is_exact]


def programme(committee: Committee, days: Sequence[date], *, actor: Actor, on: date) -> list[Meeting]:
    """Create a meeting in preparation for each day; all or none.

    Raises ``RefusedError`` when a day is past, precedes the last meeting, or already has one.
    """
    demand(actor, EDIT, committee.organisation)
    wanted = sorted(set(days))
    if not wanted:
        raise RefusedError(_("Cochez au moins une séance."))
    with transaction.atomic():
        committee = (
            Committee.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=committee.pk)
        )
        last = committee.meetings.order_by("-number").first()
        _refuse_days(committee, wanted, on)
        made = [
            _create(committee, (last.number if last else 0) + rank, day, last, actor)
            for rank, day in enumerate(wanted, 1)
        ]
        journal(actor, "programmer", committee, {"séances": [str(one.held_on) for one in made]})
    return made


def _create(committee: Committee, number: int, day: date, last: Meeting | None, actor: Actor) -> Meeting:
    first_to_come = not committee.meetings.filter(state__in=(MeetingState.PREPARED, MeetingState.SHOWN)).exists()
    meeting = Meeting(
        organisation=committee.organisation,
        committee=committee,
        number=number,
        held_on=PartialDate.of_day(day),
        starts_at=last.starts_at if last else None,
        location=last.location if last else "",
    )
    save_object(register_of("meeting"), meeting, actor=actor)
    seat_the_committee(meeting)
    bring_recurring(meeting)
    if first_to_come:
        bring_back(meeting, actor=actor)
    return meeting


def _refuse_days(committee: Committee, wanted: Sequence[date], on: date) -> None:
    known = [one.held_on for one in committee.meetings.all() if one.held_on]
    for day in wanted:
        words = f"{day:%d/%m/%Y}"
        if day < on:
            raise RefusedError(_("Le %(day)s est passé : choisissez un jour à venir.") % {"day": words})
        if any(one.is_exact and one.first_day == day for one in known):
            raise RefusedError(_("Une séance de ce comité est déjà prévue le %(day)s.") % {"day": words})
        if reason := why_unsuitable(day, zone_of(committee)):
            raise RefusedError(_("Le %(day)s ne convient pas : %(reason)s.") % {"day": words, "reason": reason})
    if (latest := max((one.first_day for one in known), default=None)) and wanted[0] < latest:
        raise RefusedError(
            _("Le %(day)s précède la dernière séance prévue (%(latest)s) : les numéros ne se suivraient plus.")
            % {"day": f"{wanted[0]:%d/%m/%Y}", "latest": f"{latest:%d/%m/%Y}"}
        )
