"""Read a cell as a date, and propose one for the faults that documents really hold."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.findings import Finding, Refused
from gouvernail.connectors.spreadsheets import CellValue
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_partial_date, read_time
from gouvernail.kernel.partial_dates import PartialDate, UnreadableDate

_GLUED = re.compile(r"(.*?\D(?:19|20)\d\d)\s*(\d{1,2}\D.*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"^\W*(?:[xXjJ?]{1,3}|_+|\.{2,})\W*")
_SHORT_YEAR = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2})")
_NO_YEAR = re.compile(r"(?!.*\d{4})")


def read_date(cell: CellValue, *, exact: bool) -> tuple[PartialDate | date | None, Finding | None]:
    """Return the date of a cell, or what is proposed in its place; ``exact`` wants the day itself.

    Raises ``Refused`` with the kernel's own sentence when nothing can be proposed.
    """
    if exact and isinstance(cell, str) and (told := _HOUR_AFTER.fullmatch(cell.strip())):
        cell = told[1]
    try:
        found = read_partial_date(cell)
    except (UnreadableDate, CellUnreadable) as error:
        finding = _proposed(str(cell), str(error), exact=exact)
        if finding is None:
            raise Refused(_code(str(cell)), str(error)) from error
        return None, finding
    if found is not None and exact and not found.is_exact:
        raise Refused(
            "R-DATE-VAGUE", _("« %(text)s » n’est pas un jour. Écrivez par exemple 12/02/2026.") % {"text": cell}
        )
    return _as_wanted(found, exact), None


_HOUR_AFTER = re.compile(r"(.+?)(?:\s+à\s+|[T\s]+)(\d{1,2}\s*[:hH]\s*\d{0,2}(?::\d{2})?(?:\.\d+)?)")


def read_instant(cell: CellValue) -> datetime | None:
    """Return the instant of a cell that tells a day and its hour, by the clock here; ``None`` for a day without one.

    Midnight to the second is what spreadsheets write for a day. Raises ``Refused`` for what is neither.
    """
    if isinstance(cell, datetime):
        found = cell.replace(tzinfo=None)
    elif isinstance(cell, str) and (told := _HOUR_AFTER.fullmatch(cell.strip())):
        day, _finding = read_date(told[1], exact=True)
        hour = read_time(told[2].split(".")[0])
        if not isinstance(day, date) or hour is None:
            raise Refused("R-DATE-VAGUE", _("« %(text)s » n’est pas un jour et une heure.") % {"text": cell})
        found = datetime.combine(day, hour)
    else:
        read_date(cell, exact=True)
        return None
    return None if found.time() == time() else timezone.make_aware(found)


def _as_wanted(found: PartialDate | None, exact: bool) -> PartialDate | date | None:
    return found.first_day if found is not None and exact else found


def _code(text: str) -> str:
    if _GLUED.fullmatch(text.strip()):
        return "R-DATE-GLUED"
    if _PLACEHOLDER.match(text):
        return "R-DATE-PLACEHOLDER"
    return "R-DATE-VAGUE" if _NO_YEAR.match(text) else "R-TYPE"


def _proposed(text: str, reason: str, *, exact: bool) -> Finding | None:
    shown = text.strip()
    glued = _GLUED.fullmatch(shown)
    if glued:
        return _glued(glued, reason, exact=exact)
    without = _PLACEHOLDER.sub("", shown)
    if without != shown:
        return _one(without, "R-DATE-PLACEHOLDER", reason, 60, exact=exact)
    short = _SHORT_YEAR.fullmatch(shown)
    if short:
        return _one(f"{short[1]}/{short[3]}/20{short[4]}", "R-DATE-YEAR", reason, 85, exact=exact)
    return None


def _one(text: str, code: str, reason: str, confidence: int, *, exact: bool) -> Finding | None:
    found = _parsed(text)
    if found is None or (exact and not found.is_exact):
        return None
    return Finding(code, reason, proposed=_as_wanted(found, exact), confidence=confidence)


def _glued(match: re.Match[str], reason: str, *, exact: bool) -> Finding | None:
    """Two dates stuck together: a person says which one is meant."""
    picks = []
    for rank, text in enumerate(match.groups()):
        found = _parsed(text)
        if found is not None and (found.is_exact or not exact):
            picks.append((f"pick:{rank}", str(found), _as_wanted(found, exact)))
    return Finding("R-DATE-GLUED", reason, picks=tuple(picks), confidence=50) if picks else None


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except UnreadableDate:
        return None
