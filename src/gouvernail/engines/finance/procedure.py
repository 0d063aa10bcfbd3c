"""The steps of a public purchase: their order, the delays that the law sets, and the days on which nobody works.

Order: publication, applications, selection, offers, their analysis, the choice, the letters to those refused, the
standstill, the signature, the notification, the start. Delays are dated data (``data/delays.yaml``), read on the day of
publication. Nothing is corrected: each breach is a French sentence, with the day that would do where there is one.
Source: code de la commande publique, second part (articles given with each delay).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gouvernail.engines.finance.dated import DatedTable, DatedValue, UnknownOnThatDay, shipped
from gouvernail.kernel.working_days import DEFAULT_ZONE, public_holidays


class Stage(StrEnum):
    """What a step of a purchase is, in the order in which they come."""

    DRAFTING = "drafting"
    REVIEW = "review"
    PUBLICATION = "publication"
    APPLICATIONS = "applications"
    SELECTION = "selection"
    DEADLINE = "deadline"
    ANALYSIS = "analysis"
    REPORT = "report"
    DECISION = "decision"
    REJECTION = "rejection"
    SIGNATURE = "signature"
    TRANSMISSION = "transmission"
    NOTIFICATION = "notification"
    KICKOFF = "kickoff"
    START = "start"


class Procedure(StrEnum):
    """The procedures whose delays are known; ``ADAPTED`` has none set by the law."""

    ADAPTED = "adapted"
    OPEN = "open"
    RESTRICTED = "restricted"
    NEGOTIATED = "negotiated"


@dataclass(frozen=True)
class Step:
    """A step as it was written: ``rank`` is its place in the list; ``starts`` and ``ends`` are days, or unknown."""

    stage: Stage
    label: str
    rank: int
    starts: date | None = None
    ends: date | None = None

    @property
    def day(self) -> date | None:
        """The day by which the step is over."""
        return self.ends or self.starts


@dataclass(frozen=True)
class Breach:
    """What does not hold: ``kind`` is "order", "delay", "standstill", "overlap" or "closed"; ``proposed`` a day."""

    kind: str
    sentence: str
    step: Step
    other: Step | None = None
    proposed: date | None = None
    certain: bool = True


_ORDER = tuple(Stage)


def check(
    steps: Sequence[Step],
    procedure: Procedure | None = None,
    *,
    electronic: bool = True,
    zone: str = DEFAULT_ZONE,
    table: DatedTable | None = None,
) -> list[Breach]:
    """Return what does not hold in a purchase calendar.

    Without a ``procedure``, delays set by the law are compared all the same, and the breach is not ``certain``: an
    adapted procedure is free of them. ``zone`` is a key of ``kernel.working_days.ZONES`` (``KeyError`` otherwise).
    """
    delays = table or shipped("delays")
    return [
        *_out_of_order(steps),
        *_overlaps(steps),
        *_short_delays(steps, procedure, delays),
        *_standstill(steps, procedure, electronic, delays),
        *_closed_days(steps, zone),
    ]


def _first(steps: Iterable[Step], stage: Stage) -> Step | None:
    return next((one for one in steps if one.stage is stage), None)


def _out_of_order(steps: Sequence[Step]) -> Iterator[Breach]:
    ranked = [one for one in steps if one.stage not in (Stage.DRAFTING, Stage.REVIEW)]
    for before, after in itertools.pairwise(ranked):
        if _ORDER.index(after.stage) < _ORDER.index(before.stage):
            yield Breach(
                "order",
                f"« {before.label} » est placée avant « {after.label} », alors qu’elle en est la suite.",
                before,
                after,
            )
    dated = sorted((one for one in steps if one.starts), key=lambda one: _ORDER.index(one.stage))
    for before, after in itertools.pairwise(dated):
        if before.stage is after.stage or before.stage in (Stage.DRAFTING, Stage.REVIEW):
            continue
        if after.starts < before.starts:
            yield Breach(
                "order",
                f"« {after.label} » ({after.starts:%d/%m/%Y}) vient avant « {before.label} » "
                f"({before.starts:%d/%m/%Y}), dont elle est la suite.",
                after,
                before,
            )


def _overlaps(steps: Sequence[Step]) -> Iterator[Breach]:
    drafts = [one for one in steps if one.stage is Stage.DRAFTING and one.ends]
    for review in (one for one in steps if one.stage is Stage.REVIEW and one.starts):
        late = [one for one in drafts if one.ends > review.starts]
        if late:
            last = max(late, key=lambda one: one.ends)
            days = (last.ends - review.starts).days
            yield Breach(
                "overlap",
                f"« {review.label} » commence le {review.starts:%d/%m/%Y}, {days} jours avant la fin de "
                f"« {last.label} » ({last.ends:%d/%m/%Y}).",
                review,
                last,
            )


def _delay(delays: DatedTable, key: str, day: date) -> DatedValue | None:
    try:
        return delays.on(key, day)
    except UnknownOnThatDay:
        return None


def _short_delays(steps: Sequence[Step], procedure: Procedure | None, delays: DatedTable) -> Iterator[Breach]:
    publication = _first(steps, Stage.PUBLICATION)
    if publication is None or publication.starts is None:
        return
    closing = _first(steps, Stage.APPLICATIONS) or _first(steps, Stage.SELECTION)
    offers = _first(steps, Stage.DEADLINE)
    restricted = closing is not None
    if procedure is None or procedure is Procedure.ADAPTED:
        keys = ("adapted.usual", "adapted.usual")
    elif procedure is Procedure.OPEN:
        keys = ("open.offers", "open.offers")
    else:
        keys = (f"{procedure}.applications", f"{procedure}.offers")
    pairs = (
        [(publication, closing, keys[0]), (closing, offers, keys[1])]
        if restricted
        else [(publication, offers, keys[1])]
    )
    for before, after, key in pairs:
        known = _delay(delays, key, publication.starts)
        if known is None or before is None or after is None or before.day is None or after.starts is None:
            continue
        days = (after.starts - before.day).days
        if 0 <= days < int(known.value):
            yield Breach(
                "delay",
                f"{days} jours entre « {before.label} » et « {after.label} » : moins que {known.value} "
                f"({known.label[:1].lower()}{known.label[1:]} ; {known.source}).",
                after,
                before,
                before.day + timedelta(days=int(known.value)),
                procedure not in (None, Procedure.ADAPTED),
            )


def _standstill(
    steps: Sequence[Step], procedure: Procedure | None, electronic: bool, delays: DatedTable
) -> Iterator[Breach]:
    if procedure is Procedure.ADAPTED:
        return
    rejection = _first(steps, Stage.REJECTION)
    informed = rejection if rejection and rejection.day else _last_choice(steps)
    signed = _first(steps, Stage.SIGNATURE)
    signed = signed if signed and signed.starts else _first(steps, Stage.NOTIFICATION)
    if informed is None or informed.day is None or signed is None or signed.starts is None:
        return
    known = _delay(delays, "standstill.electronic" if electronic else "standstill.other", informed.day)
    days = (signed.starts - informed.day).days
    if known is not None and 0 <= days < int(known.value):
        yield Breach(
            "standstill",
            f"{days} jours entre « {informed.label} » ({informed.day:%d/%m/%Y}) et « {signed.label} » "
            f"({signed.starts:%d/%m/%Y}) : une procédure formalisée en demande {known.value} ({known.source}).",
            signed,
            informed,
            informed.day + timedelta(days=int(known.value)),
            procedure is not None,
        )


def _last_choice(steps: Sequence[Step]) -> Step | None:
    chosen = [one for one in steps if one.stage in (Stage.DECISION, Stage.REPORT) and one.day]
    return chosen[-1] if chosen else None


_ON_WORKING_DAYS = frozenset(
    {Stage.PUBLICATION, Stage.APPLICATIONS, Stage.DEADLINE, Stage.SIGNATURE, Stage.NOTIFICATION}
)


def _closed_days(steps: Sequence[Step], zone: str) -> Iterator[Breach]:
    for step in steps:
        day = step.day
        if day is None or step.stage not in _ON_WORKING_DAYS or not is_closed(day, zone):
            continue
        following = next_open_day(day, zone)
        what = "un samedi" if day.weekday() == 5 else "un dimanche" if day.weekday() == 6 else "un jour férié"
        yield Breach(
            "closed",
            f"« {step.label} » tombe {what} ({day:%d/%m/%Y}). Le premier jour ouvré qui suit est le "
            f"{following:%d/%m/%Y}.",
            step,
            proposed=following,
        )


def is_closed(day: date, zone: str = DEFAULT_ZONE) -> bool:
    """Whether a day is a Saturday, a Sunday or a public holiday of a territory."""
    return day.weekday() >= 5 or day in public_holidays(day.year, zone)


def next_open_day(day: date, zone: str = DEFAULT_ZONE) -> date:
    """Return the first working day after ``day``: an end of delay that falls on a closed day moves there."""
    following = day + timedelta(days=1)
    while is_closed(following, zone):
        following += timedelta(days=1)
    return following
