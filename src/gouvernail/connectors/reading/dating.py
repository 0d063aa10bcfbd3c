"""Dates that stand inside a line of text: every shape, the incomplete ones too, each with what it holds or why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gouvernail.kernel.partial_dates import PartialDate, UnreadableDate

_MONTH = (
    r"(?:janv(?:ier)?|jan(?:uary)?|f[ée]vr?(?:ier)?|feb(?:ruary)?|mar[sc]h?|avr(?:il)?|apr(?:il)?|mai|may|juin|june?"
    r"|juil(?:let)?|july?|ao[uû]t|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?"
    r"|d[ée]c(?:embre|ember)?)"
)
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_YEAR = r"(?:19|20)\d{2}"
_CLOCK = r"(?:\s*[–-]\s*\d{1,2}\s?[h:]\s?(?:\d{2})?|\s+à\s+\d{1,2}\s?[h:]\s?(?:\d{2})?)?"

_SHAPES: tuple[tuple[str, str], ...] = (
    (
        "à compléter",
        rf"\b(?:XX|xx|JJ|jj|\?\?|__|…)[ /.-]+(?:{_MONTH}|\d{{1,2}}|MM|XX)\.?[ /.-]+(?:{_YEAR}|20XX|XXXX|AAAA)",
    ),
    ("collées", rf"\d{{1,2}} {_MONTH}\.? {_YEAR}\d{{1,2}} {_MONTH}\.? {_YEAR}"),
    ("jj/mm/aaaa", rf"(?:{_WEEKDAY} )?\b\d{{1,2}}/\d{{1,2}}/{_YEAR}\b{_CLOCK}"),
    ("jj.mm.aaaa", rf"\b\d{{1,2}}[.-]\d{{1,2}}[.-]{_YEAR}\b"),
    ("aaaa-mm-jj", rf"\b{_YEAR}-\d{{2}}-\d{{2}}\b"),
    ("mois-mois aaaa", rf"\b{_MONTH}\s?[-–/]\s?{_MONTH}\s{_YEAR}\b"),
    ("jour j mois aaaa", rf"\b{_WEEKDAY} \d{{1,2}}(?:er)? {_MONTH}\.? {_YEAR}\b{_CLOCK}"),
    ("j mois aaaa", rf"\b\d{{1,2}}(?:er)? {_MONTH}\.? {_YEAR}\b{_CLOCK}"),
    ("partie de mois", rf"\b(?:début|mi|fin)[ -](?:de |du mois de |d[’'])?{_MONTH}\.?(?: {_YEAR})?(?!\w)"),
    ("mois aaaa", rf"\b{_MONTH}\.? {_YEAR}\b"),
    ("aaaammjj", r"(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"),
    ("trimestre", rf"\bT[1-4] {_YEAR}\b"),
)
_ANY = re.compile("|".join(f"(?P<s{rank}>{shape})" for rank, (_name, shape) in enumerate(_SHAPES)), re.IGNORECASE)


@dataclass(frozen=True)
class FoundDate:
    """A date in a line: where, as it is written, its shape, and its value or the sentence that says why it has none."""

    start: int
    end: int
    raw: str
    shape: str
    value: PartialDate | None
    problem: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.value is not None and self.value.is_exact


@lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates of a line from left to right; two stuck together come as one, without a value."""
    found = []
    for hit in _ANY.finditer(text):
        rank = int(str(hit.lastgroup)[1:])
        raw = hit[0].strip()
        try:
            value, problem = PartialDate.parse(raw), ""
        except UnreadableDate as error:
            value, problem = None, str(error)
        found.append(FoundDate(hit.start(), hit.end(), raw, _detail(_SHAPES[rank][0], raw), value, problem))
    return tuple(found)


def _detail(shape: str, raw: str) -> str:
    """Tell apart what people write in words: months cut or whole, accents, an hour."""
    if "mois" not in shape or shape.startswith("partie"):
        return f"{shape}, heure" if re.search(r"\d ?h|\d:\d", raw) else shape
    month = re.search(r"[^\W\d_]+\.?(?= (?:19|20)\d\d)", raw)
    short = month is not None and len(month[0].rstrip(".")) <= 4 and month[0].casefold() not in ("mars", "juin", "août")
    return f"{shape}{' (abrégé)' if short else ''}{', heure' if re.search(r'[0-9] ?h|[0-9]:[0-9]', raw) else ''}"
