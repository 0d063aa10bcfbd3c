"""How long an agenda takes: when each point begins, when the meeting ends, what nobody timed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import AgendaItem, Meeting


@dataclass(frozen=True)
class Timing:
    """The starts by point (``None`` after a point that nobody timed), the total in minutes, the words for it."""

    starts: dict[int, time | None]
    total: int
    untimed: int
    ends_at: time | None

    @property
    def text(self) -> str:
        """The whole in one sentence."""
        if not self.total:
            return _("Aucun point n’a de durée.")
        text = _("Durée prévue : %(duration)s") % {"duration": duration_in_words(self.total)}
        if self.ends_at and not self.untimed:
            text += _(", fin à %(hour)s") % {"hour": f"{self.ends_at:%-Hh%M}"}
        if self.untimed:
            words = ngettext("%(count)s point sans durée", "%(count)s points sans durée", self.untimed)
            text += f" ({words % {'count': self.untimed}})"
        return text + "."


def timing_of(meeting: Meeting) -> Timing:
    """Return the timing of a meeting's agenda (one query)."""
    items = list(meeting.agenda.all())
    return Timing(
        _starts(meeting, items),
        sum(one.duration or 0 for one in items),
        sum(1 for one in items if one.duration is None),
        _end(meeting, items),
    )


def _starts(meeting: Meeting, items: list[AgendaItem]) -> dict[int, time | None]:
    now = _moment(meeting)
    starts: dict[int, time | None] = {}
    for one in items:
        starts[one.pk] = now.time() if now else None
        now = now + timedelta(minutes=one.duration) if now and one.duration is not None else None
    return starts


def _end(meeting: Meeting, items: list[AgendaItem]) -> time | None:
    moment = _moment(meeting)
    return (moment + timedelta(minutes=sum(one.duration or 0 for one in items))).time() if moment else None


def _moment(meeting: Meeting) -> datetime | None:
    return datetime.combine(date(2000, 1, 1), meeting.starts_at) if meeting.starts_at else None


def duration_in_words(minutes: int) -> str:
    """Write a duration: « 45 min », « 1 h 30 », « 2 h »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u202fmin"
    return f"{hours}\u202fh\u202f{rest:02d}" if rest else f"{hours}\u202fh"
