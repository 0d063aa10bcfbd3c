"""The hours of a day as people write them: « 8 h 30–12 h / 13 h 30–17 h » is two runs of minutes."""

from __future__ import annotations

import re
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]
"""Runs of minutes from midnight, in order and apart: 8 h 30–12 h is (510, 720); 24 h is 1440."""

DAY_MINUTES = 1440
_HOUR = r"(\d{1,2})\s*(?:h|H|:)?\s*(\d{2})?"
_RANGE = re.compile(rf"\s*(?:de\s+)?{_HOUR}\s*(?:-|–|—|à|a)\s*{_HOUR}\s*")
_BETWEEN = re.compile(r"[/,;]|\bet\b")


def parse_ranges(text: str) -> Ranges:
    """Read the hours of a day, in minutes from midnight; an empty text is a closed day.

    Raises ``ValueError``, in French, for what is no hour, an end before its start, or hours that overlap.
    """
    if not text.strip() or text.strip().lower().strip(".") in {"fermé", "ferme"}:
        return ()
    found = [_range(part) for part in _BETWEEN.split(text)]
    for (_start, end), (start, _end) in pairwise(found):
        if start < end:
            raise ValueError(f"« {text} » : les plages se chevauchent ou ne sont pas dans l’ordre.")
    return tuple(found)


def _range(part: str) -> tuple[int, int]:
    read = _RANGE.fullmatch(part.replace("\u202f", " ").replace("\xa0", " "))
    if read is None:
        raise ValueError(f"« {part.strip()} » n’est pas une plage horaire. Écrivez-la comme « 8 h 30–12 h ».")
    start, end = _minutes(part, read[1], read[2]), _minutes(part, read[3], read[4])
    if end <= start:
        raise ValueError(
            f"« {part.strip()} » finit avant de commencer. Une plage qui passe minuit s’écrit sur les deux jours : "
            "« 22 h–24 h », puis « 0 h–6 h »."
        )
    return start, end


def _minutes(part: str, hours: str, minutes: str | None) -> int:
    found = 60 * int(hours) + int(minutes or 0)
    if int(minutes or 0) > 59 or found > DAY_MINUTES:
        raise ValueError(f"« {part.strip()} » : cette heure n’existe pas.")
    return found


def written_ranges(ranges: Ranges) -> str:
    """Write the hours of a day; « fermé » when there are none."""
    return " / ".join(f"{_written(start)}–{_written(end)}" for start, end in ranges) or "fermé"


def _written(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours}\u00a0h\u00a0{minutes:02d}" if minutes else f"{hours}\u00a0h"
