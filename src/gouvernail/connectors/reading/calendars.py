"""Calendars of purchases: their numbered steps, in a table or line by line, with what each step is and its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from gouvernail.connectors.reading.dating import FoundDate, find_dates
from gouvernail.connectors.reading.model import Document, Line, Table
from gouvernail.engines.finance.procedure import Procedure, Stage, Step
from gouvernail.kernel.text import fold

_STAGES: tuple[tuple[Stage, str], ...] = (
    (Stage.REVIEW, r"relecture|correction du dce|validation du dce"),
    (Stage.DRAFTING, r"redaction"),
    (Stage.REJECTION, r"rejet|candidats? (?:evinces?|non retenus?)"),
    (Stage.KICKOFF, r"reunions? ?(?:\(s\) )?de lancement|reunion de cadrage"),
    (Stage.START, r"demarrage|debut des prestations|mise en service"),
    (Stage.TRANSMISSION, r"prefecture|controle de legalite"),
    (Stage.SELECTION, r"(?:choix|selection) des (?:\d+ )?candidat"),
    (Stage.APPLICATIONS, r"(?:reception|remise|depot|limite) des candidatures"),
    (Stage.DEADLINE, r"limite de (?:remise|reception|depot)|remise des offres|dlro"),
    (Stage.REPORT, r"rapport d'analyse|\brao\b|choix (?:du|de l') ?(?:prestataire|titulaire|candidat|attributaire)"),
    (Stage.ANALYSIS, r"(?:analyse|ouverture|examen) des (?:offres|plis|candidatures)"),
    (Stage.DECISION, r"^decision|decision d'attribution|attribution du marche"),
    (Stage.SIGNATURE, r"signature"),
    (Stage.NOTIFICATION, r"^(?!ar |accuse).*notification"),
    (Stage.PUBLICATION, r"publication|envoi de l'avis|lancement de la consultation"),
)
_ROW = re.compile(r"^\s*(\d{1,2})[.)]?\s+(?=\S*[^\W\d_])")
_HEADER = re.compile(r"\betapes?\b.*\b(?:debut|date|fin)\b|\b(?:debut|date)\b.*\bfin\b.*")


@dataclass(frozen=True)
class CalendarRow:
    """One step as it was written: its number, its words, its dates, the line (rank in the document) it stands on."""

    line: int
    number: str
    label: str
    dates: tuple[FoundDate, ...]
    stage: Stage | None

    @property
    def starts(self) -> date | None:
        """The first day that is known to the day."""
        return _day(self.dates[0]) if self.dates else None

    @property
    def ends(self) -> date | None:
        """The second one."""
        return _day(self.dates[1]) if len(self.dates) > 1 else None


@dataclass
class Calendar:
    """The steps of one calendar, in the order of the document, and the procedure when the document names it."""

    rows: list[CalendarRow] = field(default_factory=list)
    procedure: Procedure | None = None

    @property
    def steps(self) -> list[Step]:
        """The steps whose nature is known, as the rules of purchases take them."""
        return [
            Step(row.stage, row.label, rank, row.starts, row.ends)
            for rank, row in enumerate(self.rows)
            if row.stage is not None
        ]

    def row_of(self, step: Step) -> CalendarRow:
        """Return the row that a step was read from."""
        return self.rows[step.rank]


def _day(found: FoundDate) -> date | None:
    return found.value.first_day if found.value is not None and found.value.is_exact else None


def stage_of(label: str) -> Stage | None:
    """Return what a step is by its words."""
    key = fold(label)
    return next((stage for stage, pattern in _STAGES if re.search(pattern, key)), None)


def calendars(document: Document) -> list[Calendar]:
    """Return the purchase calendars of a document: three numbered steps or more, two of them of a known nature."""
    found = [_of_table(table) for table in document.tables]
    found += _of_lines(document)
    procedure = procedure_of(document)
    kept = [one for one in found if len(one.rows) >= 3 and len(one.steps) >= 2]
    for one in kept:
        one.procedure = procedure
    return kept


def procedure_of(document: Document) -> Procedure | None:
    """Return the procedure that a document names, when it names only one."""
    patterns = {
        Procedure.ADAPTED: r"procedure adaptee|\bmapa\b",
        Procedure.OPEN: r"appel d'offres? ouvert",
        Procedure.RESTRICTED: r"appel d'offres? restreint",
        Procedure.NEGOTIATED: r"procedure avec negociation",
    }
    named = [one for one, pattern in patterns.items() if re.search(pattern, document.folded)]
    return named[0] if len(named) == 1 else None


def _of_table(table: Table) -> Calendar:
    if not table.rows or not _HEADER.search(fold(" ".join(table.rows[0]))):
        return Calendar()
    rows = []
    for cells, line in zip(table.rows[1:], table.lines[1:], strict=True):
        number = cells[0] if re.fullmatch(r"\d{1,2}", cells[0]) else ""
        words = [cell for cell in cells[1 if number else 0 :] if cell and not _is_dates(cell)]
        dates = tuple(one for cell in cells for one in find_dates(cell))
        if words:
            rows.append(CalendarRow(line, number, words[0], dates, stage_of(words[0])))
    return Calendar(rows)


def _is_dates(cell: str) -> bool:
    found = find_dates(cell)
    return bool(found) and sum(one.end - one.start for one in found) >= 0.6 * len(cell)


def _of_lines(document: Document) -> Iterator[Calendar]:
    inside = {line for table in document.tables for line in table.lines}
    current = Calendar()
    for line in document.filled:
        if line.number in inside:
            continue
        if _HEADER.search(line.folded) and not find_dates(line.text):
            yield current
            current = Calendar()
            continue
        row = _row_of(line)
        if row is None and current.rows:
            yield current
            current = Calendar()
        elif row is not None:
            current.rows.append(row)
    yield current


def _row_of(line: Line) -> CalendarRow | None:
    number = _ROW.match(line.text)
    if not number:
        return None
    dates = tuple(find_dates(line.text))
    end = dates[0].start if dates else len(line.text)
    label = line.text[number.end() : end].strip(" –-:")
    return CalendarRow(line.number, number[1], label, dates, stage_of(label)) if label else None
