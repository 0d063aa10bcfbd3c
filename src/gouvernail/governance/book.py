"""The register of decisions of a committee, year by year: numbered once, without gap, never rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import TAKEN, Committee, Decision, Meeting, MeetingState, Outcome, RegisterNumber
from gouvernail.governance.wording import number_key
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE

ENTERED = (*TAKEN, Outcome.REJECTED)
"""What goes into the register: what the committee settled. A decision put off gets its number once it is settled."""


def enter_in_register(meeting: Meeting) -> int:
    """Give their number to the settled decisions of a meeting that have none; return how many.

    Call it inside the transaction of the act that establishes the minutes, the meeting being locked. A number once
    given stays, whatever is corrected afterwards: so the register has neither gap nor double.
    """
    settled = meeting.decisions.filter(outcome__in=ENTERED, register_number=None, taken_over=False)
    fresh = sorted(settled, key=number_key)
    return _enter(meeting.committee, fresh)


def enter_past_decisions(committee: Committee, *, actor: Actor) -> int:
    """Give a number to the decisions of closed meetings that were never entered, oldest first; return how many."""
    demand(actor, DECIDE, committee.organisation)
    with transaction.atomic():
        fresh = sorted(unnumbered(committee), key=lambda one: (_day(one), one.meeting.number, number_key(one)))
        count = _enter(committee, fresh)
        if count:
            journal(actor, "inscrire", committee, {"décisions": count})
    return count


def unnumbered(committee: Committee) -> list[Decision]:
    """Return the settled decisions of closed meetings that the register does not hold yet."""
    found = Decision.objects.filter(
        meeting__committee=committee,
        meeting__state=MeetingState.CLOSED,
        outcome__in=ENTERED,
        register_number=None,
        taken_over=False,
    )
    return list(found.select_related("meeting__committee"))


def _enter(committee: Committee, decisions: Iterable[Decision]) -> int:
    Committee.objects.select_for_update().get(pk=committee.pk)
    last: dict[int, int] = {}
    entered = []
    for one in decisions:
        year = _day(one).year
        if year not in last:
            known = RegisterNumber.objects.filter(committee=committee, year=year)
            last[year] = known.aggregate(last=Max("rank"))["last"] or 0
        last[year] += 1
        entered.append(RegisterNumber(committee=committee, year=year, rank=last[year], decision=one))
    RegisterNumber.objects.bulk_create(entered)
    return len(entered)


def _day(decision: Decision) -> date:
    return decision.decided_on or decision.meeting.held_on.first_day


@dataclass(frozen=True)
class BookLine:
    """A line of the register: its number, the decision, what became of its force.

    A decision closed to the reader keeps its line, so that the register shows no gap: ``decision`` is then ``None``.
    """

    number: RegisterNumber
    decision: Decision | None
    force: str


def years_of(committee: Committee) -> list[int]:
    """Return the years of the register, latest first."""
    return list(committee.register_numbers.order_by("-year").values_list("year", flat=True).distinct())


def book_of(committee: Committee, year: int, seen: Q | None = None) -> list[BookLine]:
    """Return the register of a year, in the order of its numbers (a fixed number of queries).

    ``seen`` is the filter of the decisions that the reader may read; without it, all of them.
    """
    numbers = (
        committee.register_numbers.filter(year=year)
        .select_related("decision__meeting__committee", "decision__organisation")
        .prefetch_related("decision__amended_by__register_number", "decision__repealed_by__register_number")
        .order_by("rank")
    )
    if seen is None:
        return [BookLine(one, one.decision, force_in_words(one.decision)) for one in numbers]
    readable = set(Decision.objects.filter(seen, register_number__committee=committee).values_list("pk", flat=True))
    return [
        BookLine(one, one.decision, force_in_words(one.decision))
        if one.decision_id in readable
        else BookLine(one, None, "")
        for one in numbers
    ]


def force_in_words(decision: Decision) -> str:
    """Say whether a decision still holds: « abrogée par 2026-004 », « modifiée par 2026-002 », nothing otherwise."""
    if repealing := [one for one in decision.repealed_by.all() if one.outcome in TAKEN]:
        return _("Abrogée par la décision %(number)s") % {"number": called(repealing[0])}
    if amending := [one for one in decision.amended_by.all() if one.outcome in TAKEN]:
        numbers = ", ".join(called(one) for one in amending)
        return _("Modifiée par la décision %(number)s") % {"number": numbers}
    return ""


def called(decision: Decision) -> str:
    """Return how a decision is called: its number in the register, that of its meeting before it has one."""
    number = getattr(decision, "register_number", None)
    return str(number) if number else decision.number


def is_repealed(decision: Decision) -> bool:
    """Say whether a decision taken later repealed this one."""
    return any(one.outcome in TAKEN for one in decision.repealed_by.all())
