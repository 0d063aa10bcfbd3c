"""Which facts are to be stated, for which period: what the page of the month shows, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation, Site
from gouvernail.statements.facts import By, Fact, Nature, Pace, fact_of, facts
from gouvernail.statements.models import Statement

GRACE = timedelta(days=31)
"""How long after the end of a period its figures are expected before they are late."""


@dataclass(frozen=True)
class Target:
    """One thing to state: a fact, at a place, of a part of it, for a period; with what was stated now and before.

    ``is_new`` marks the empty line on which a part not known yet is named.
    """

    fact: Fact
    organisation: Organisation
    period: PartialDate
    site: Site | None = None
    subject: str = ""
    now: Statement | None = None
    before: Statement | None = None
    is_new: bool = False

    @property
    def part(self) -> str:
        """Which part it is, in French; "" for a fact that is not split."""
        if self.fact.by is By.MEMBER:
            return self.organisation.name
        return self.site.name if self.site else self.fact.part_label(self.subject) if self.subject else ""

    @property
    def is_without_object(self) -> bool:
        """Whether the last word about it is that there is nothing to state."""
        last = self.now or self.before
        return last is not None and last.is_without_object

    @property
    def is_late(self) -> bool:
        """Whether it was stated before, and is not for this period."""
        return self.now is None and self.before is not None and not self.before.is_without_object


def period_of(fact: Fact, month: Month) -> PartialDate:
    """The latest period of a fact that is over at the end of a month; for a state, its last day."""
    if fact.pace is Pace.MONTH:
        whole = PartialDate.of_month(month.year, month.month)
    elif fact.pace is Pace.QUARTER:
        quarter = month.quarter if month == month.quarter.months[2] else month.quarter.previous()
        whole = PartialDate.of_quarter(quarter.year, quarter.quarter)
    else:
        whole = PartialDate.of_year(month.year if month.month == 12 else month.year - 1)
    return PartialDate.of_day(whole.last_day) if fact.nature is Nature.STATE else whole


def targets(place: Organisation, month: Month, codes: Iterable[str] | None = None) -> list[Target]:
    """Return all that may be stated at a place for a month, fact by fact (three queries).

    The parts of a fact are those of its list, those already stated, the members below the place, or a new one to name.
    """
    wanted = list(facts()) if codes is None else [fact_of(code) for code in codes]
    members = list(Organisation.objects.filter(parent=place).order_by("name"))
    rows = Statement.objects.filter(organisation__in=[place, *members]).select_related("site", "organisation")
    held: dict[str, list[Statement]] = {}
    for row in rows.order_by("period", "pk"):
        held.setdefault(row.fact, []).append(row)
    return [
        target
        for fact in wanted
        for target in _of_fact(fact, place, members, period_of(fact, month), held.get(fact.code, []))
    ]


def _of_fact(
    fact: Fact, place: Organisation, members: list[Organisation], period: PartialDate, rows: list[Statement]
) -> Iterator[Target]:
    if fact.by is By.MEMBER:
        for member in members:
            yield _target(fact, member, period, [one for one in rows if one.organisation_id == member.pk])
        return
    own = [one for one in rows if one.organisation_id == place.pk]
    if fact.by is By.NOTHING:
        yield _target(fact, place, period, own)
    elif fact.by is By.CHOICE:
        for key, _label in fact.choices:
            yield _target(fact, place, period, [one for one in own if one.subject == key], subject=key)
    else:
        known: dict[tuple[int | None, str], list[Statement]] = {}
        for one in own:
            known.setdefault((one.site_id, one.subject), []).append(one)
        for (_site, subject), found in sorted(known.items(), key=lambda pair: (pair[1][0].part, pair[0][1])):
            yield _target(fact, place, period, found, subject=subject, site=found[0].site)
        yield Target(fact, place, period, is_new=True)


def _target(
    fact: Fact,
    at: Organisation,
    period: PartialDate,
    rows: list[Statement],
    subject: str = "",
    site: Site | None = None,
) -> Target:
    """What was stated of the period, or of a longer one that holds it, and the last word before it."""
    now = before = None
    for one in rows:  # in the order of time
        holds = one.period.first_day <= period.first_day and period.last_day <= one.period.last_day
        if holds or _is_state_of(one, period, fact):
            now = one
        elif one.period.last_day < period.last_day:
            before = one
    return Target(fact, at, period, site, subject, now, before)


def _is_state_of(one: Statement, period: PartialDate, fact: Fact) -> bool:
    """Whether a state told on another day speaks for this period: in its month, quarter or year, or after it."""
    if fact.nature is not Nature.STATE:
        return False
    months = {Pace.MONTH: 0, Pace.QUARTER: -2, Pace.YEAR: -11}[fact.pace]
    return one.period.first_day >= Month.of(period.last_day).shifted(months).first_day


def late(place: Organisation, on: date) -> list[Target]:
    """Return what was stated at a place before and should be again by a day, its grace being over (three queries)."""
    month = Month.of(on - GRACE).previous()
    return [one for one in targets(place, month) if one.is_late]
