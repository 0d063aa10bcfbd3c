"""Dates that are wrong, missing, vague, stuck together or given twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.calendars import calendars, stage_of
from gouvernail.connectors.reading.dating import FoundDate, find_dates
from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.engines.finance.procedure import Stage, is_closed, next_open_day

LONGEST_STEP = timedelta(days=180)
KEY_STAGES = frozenset({Stage.DEADLINE, Stage.REPORT, Stage.NOTIFICATION, Stage.SELECTION, Stage.PUBLICATION})
FORMATS_MIXED = 4
"""From so many ways of writing dates on, a document is said to mix them."""


def dated(document: Document) -> Iterator[tuple[Line, FoundDate]]:
    """Yield each date with its line."""
    for line in document.filled:
        for found in find_dates(line.text):
            yield line, found


@rule("R-DATE-YEAR", Gravity.BLOCKING, gettext_lazy("année qui ne peut pas être la bonne"))
def wrong_year(document: Document) -> Iterator[Flag]:
    """Say of a step that it ends long after it starts, or of a day that it is years away from all the others."""
    days = sorted(found.value.first_day for _line, found in dated(document) if found.exact and found.value)
    middle = days[len(days) // 2] if days else None
    seen = set()
    for calendar in calendars(document):
        for row in calendar.rows:
            if row.starts and row.ends and not timedelta() <= row.ends - row.starts <= LONGEST_STEP:
                seen.add(row.line)
                proposed = _same_day_near(row.ends, row.starts)
                words = f"{proposed:%d/%m/%Y}" if proposed else ""
                yield on(
                    document.lines[row.line],
                    _("La fin (%(ends)s) est à %(days)s jours du début (%(starts)s) : l’année est douteuse.")
                    % {
                        "ends": f"{row.ends:%d/%m/%Y}",
                        "days": (row.ends - row.starts).days,
                        "starts": f"{row.starts:%d/%m/%Y}",
                    },
                    proposal=words,
                    confidence=80 if proposed else 60,
                )
    if middle is None or len(days) < 5:
        return
    for line, found in dated(document):
        if found.exact and found.value and line.number not in seen:
            gap = abs((found.value.first_day - middle).days)
            if gap >= 300 and found.value.first_day.year != middle.year and _is_alone(found.value.first_day, days):
                proposed = _same_day_near(found.value.first_day, middle, before=True)
                yield on(
                    line,
                    _("%(raw)s est loin de toutes les autres dates du document : l’année est douteuse.")
                    % {"raw": found.raw},
                    raw=found.raw,
                    proposal=f"{proposed:%d/%m/%Y}" if proposed else "",
                    confidence=60,
                )


def _is_alone(day: date, days: list[date]) -> bool:
    return sum(abs((other - day).days) <= 120 and other != day for other in days) == 0


def _same_day_near(day: date, near: date, *, before: bool = False) -> date | None:
    for year in (near.year, near.year + 1, near.year - 1):
        try:
            found = day.replace(year=year)
        except ValueError:
            continue
        if (before and abs(found - near) <= LONGEST_STEP) or near <= found <= near + LONGEST_STEP:
            return found if found != day else None
    return None


@rule("R-DATE-CONFLICT", Gravity.BLOCKING, gettext_lazy("deux dates pour le même jalon"))
def two_days_for_one_step(document: Document) -> Iterator[Flag]:
    """Compare the days given to the main steps of a purchase wherever they stand beside the words."""
    days: dict[Stage, dict[date, Line]] = defaultdict(dict)
    for line, stage, found in _steps_beside_dates(document):
        if found.value is not None and found.exact:
            days[stage].setdefault(found.value.first_day, line)
    for stage, found_days in days.items():
        if len(found_days) < 2 or stage not in KEY_STAGES:
            continue
        ordered = sorted(found_days)
        lines = [found_days[day] for day in ordered]
        shown = " et ".join(f"{day:%d/%m/%Y}" for day in ordered[:3])
        yield on(
            lines[0],
            _("Le même jalon porte plusieurs dates : %(shown)s (« %(words)s », « %(words_2)s »).")
            % {"shown": shown, "words": _short(lines[0]), "words_2": _short(lines[-1])},
            confidence=65,
            proposal=_("garder celle que confirme l’acte ou l’avis publié"),
            others=tuple(line.number for line in lines[1:]),
        )


def _steps_beside_dates(document: Document) -> Iterator[tuple[Line, Stage, FoundDate]]:
    """A step and a date on one line; or a lone date just before or after the words of the step."""
    rows = {row.line: row for calendar in calendars(document) for row in calendar.rows}
    for line in document.filled:
        found = find_dates(line.text)
        if line.number in rows:
            row = rows[line.number]
            if row.stage and row.dates:
                yield line, row.stage, row.dates[-1]
            continue
        if len(found) != 1:
            continue
        stage = stage_of(line.text)
        if stage is not None and (found[0].end - found[0].start) < len(line.text.strip()):
            yield line, stage, found[0]
        elif _is_lone(line, found[0]):
            yield from ((line, near, found[0]) for near in _stages_near(document, line))


def _stages_near(document: Document, line: Line) -> set[Stage]:
    """What the words around a lone date speak of: those after it (a label below), else those before."""
    after = " ".join(one.text for one in document.around(line, after=2) if not find_dates(one.text))
    before = " ".join(one.text for one in document.around(line, before=2) if not find_dates(one.text))
    for words in (after, before):
        stage = stage_of(words)
        if stage in KEY_STAGES and len(words.split()) >= 3:
            return {stage}
    return set()


def _is_lone(line: Line, found: FoundDate) -> bool:
    return len(line.text.strip()) - (found.end - found.start) <= 2


def _short(line: Line) -> str:
    text = " ".join(line.text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


@rule("R-DATE-PLACEHOLDER", Gravity.BLOCKING, gettext_lazy("date laissée à compléter"))
def to_fill(document: Document) -> Iterator[Flag]:
    """Say of « XX février 2026 » that the day is not known."""
    for line, found in dated(document):
        if found.shape.startswith("à compléter"):
            month = find_dates(re.sub(r"^\W*\w+\W+", "", found.raw))
            words = str(month[0].value) if month and month[0].value else ""
            yield on(
                line,
                _("« %(raw)s » : le jour reste à compléter.") % {"raw": found.raw},
                raw=found.raw,
                proposal=words,
                confidence=90,
            )


@rule("R-DATE-GLUED", Gravity.BLOCKING, gettext_lazy("dates collées"))
def stuck_dates(document: Document) -> Iterator[Flag]:
    """Say that two dates stand without a space between them."""
    for line, found in dated(document):
        if found.shape.startswith("collées"):
            apart = re.sub(r"((?:19|20)\d\d)(?=\d)", r"\1 | ", found.raw)
            yield on(
                line,
                _("Deux dates sont collées dans « %(raw)s » : à quels jalons reviennent-elles ?") % {"raw": found.raw},
                raw=found.raw,
                proposal=apart,
                confidence=90,
            )


@rule("R-DATE-MISSING", Gravity.ALERT, gettext_lazy("étapes sans date"))
def undated_steps(document: Document) -> Iterator[Flag]:
    """Say how many steps of a calendar bear no date."""
    for calendar in calendars(document):
        without = [row for row in calendar.rows if not row.dates]
        if without and len(without) < len(calendar.rows):
            names = ", ".join(f"« {row.label[:40]} »" for row in without[:4])
            yield on(
                document.lines[without[0].line],
                _("%(count)s étapes sur %(count_2)s n’ont pas de date : %(names)s%(more)s.")
                % {
                    "count": len(without),
                    "count_2": len(calendar.rows),
                    "names": names,
                    "more": ("…" if len(without) > 4 else ""),
                },
                proposal=_("laisser ces dates vides"),
                confidence=95,
                others=tuple(row.line for row in without[1:]),
            )


@rule("R-DATE-VAGUE", Gravity.ALERT, gettext_lazy("date sans année ou sans jour"))
def vague(document: Document) -> Iterator[Flag]:
    """Say of « fin février » that the year is missing, and propose the one of the dates around."""
    years = Counter(found.value.last_day.year for _line, found in dated(document) if found.value)
    latest = max(years) if years else None
    for line, found in dated(document):
        if found.value is None and found.shape.startswith("partie"):
            near = [
                one.value for above in document.around(line, before=6) for one in find_dates(above.text) if one.value
            ]
            year = near[-1].last_day.year if near else latest
            yield on(
                line,
                _("« %(raw)s » ne dit pas l’année.") % {"raw": found.raw},
                raw=found.raw,
                proposal=f"{found.raw.lower()} {year}" if year else "",
                confidence=70 if year else 50,
            )


@rule("R-DATE-FORMAT", Gravity.INFO, gettext_lazy("dates écrites de trop de façons"))
def many_shapes(document: Document) -> Iterator[Flag]:
    """Say that a document writes its dates in four ways or more."""
    first: dict[str, tuple[Line, str]] = {}
    for line, found in dated(document):
        first.setdefault(found.shape, (line, found.raw))
    if len(first) >= FORMATS_MIXED:
        line, _raw = next(iter(first.values()))
        examples = ", ".join(f"« {raw} »" for _line, raw in list(first.values())[:6])
        yield on(
            line,
            _("Les dates sont écrites de %(count)s façons : %(examples)s.")
            % {"count": len(first), "examples": examples},
            raw=_raw,
            proposal=_("jj/mm/aaaa partout"),
            confidence=95,
        )


_ENDS = re.compile(r"\b(?:fin|terme|echeance|expire|jusqu'au|au plus tard)\b")
"""A term may well fall on a day when nobody works; an event may not."""


@rule("R-DATE-WEEKEND", Gravity.INFO, gettext_lazy("jour non ouvré"))
def closed_day(document: Document) -> Iterator[Flag]:
    """Say of a seminar, a meeting or a publication that nobody works that day, or that the weekday is wrong."""
    for line, found in dated(document):
        if found.value is None and "est un" in found.problem:
            yield on(line, found.problem, raw=found.raw, confidence=90)
        elif found.exact and found.value and is_closed(found.value.first_day) and not _ENDS.search(line.folded):
            day = found.value.first_day
            what = (_("samedi"), _("dimanche"))[day.weekday() - 5] if day.weekday() >= 5 else _("jour férié")
            yield on(
                line,
                _("Le %(day)s est un %(what)s : à confirmer.") % {"day": f"{day:%d/%m/%Y}", "what": what},
                raw=line.text,
                proposal=_("%(words)s, premier jour ouvré qui suit") % {"words": f"{next_open_day(day):%d/%m/%Y}"},
                confidence=45,
            )


@rule("R-DATE-BETWEEN", Gravity.ALERT, gettext_lazy("libellé pris entre deux dates"))
def label_between(document: Document) -> Iterator[Flag]:
    """Say that words stand between a lone date above and a date that follows: nothing tells which is theirs."""
    for line in document.filled:
        found = find_dates(line.text)
        if len(found) != 1 or found[0].start < 5 or found[0].end < len(line.text.rstrip()):
            continue
        above = next(document.around(line, before=1), None)
        dates_above = find_dates(above.text) if above is not None and above.number < line.number else []
        if above is not None and len(dates_above) == 1 and _is_lone(above, dates_above[0]):
            label = line.text[: found[0].start].strip()
            yield on(
                line,
                _("« %(label)s » est entre deux dates (%(raw)s et %(raw_2)s) : rien ne dit laquelle est la sienne.")
                % {"label": label, "raw": dates_above[0].raw, "raw_2": found[0].raw},
                confidence=75,
                proposal=_("dire laquelle, d’après le calendrier détaillé"),
                others=(above.number,),
            )
