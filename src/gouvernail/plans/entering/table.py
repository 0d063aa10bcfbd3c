"""Read a table of amounts by year as it is pasted: years in columns, one thing a row, axes as rows without amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.kernel.money import UnreadableAmount, euros, parse_amount
from gouvernail.kernel.text import fold

ZERO, KILO = Decimal(0), Decimal(1000)
MOST_ROWS = 400
NUMBERED = re.compile(r"^\d{1,2}\s*[.)]\s*")
YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
QUARTER = re.compile(r"t\s?[1-4]$")
UNIT = re.compile(r"\d\s*(k|m)\s*(€|eur|euros?)?\s*$|€", re.IGNORECASE)
TOTALS = ("total", "sous-total")
NOTHING = ("", "-", "–", "—")
NAMES = ("ligne", "libelle", "projet", "operation", "designation", "intitule")
"""What heads the column of the names, when it is not the first one."""
AXES = ("axe", "thematique", "domaine")
YES = ("oui", "x", "1", "vrai")


class UnreadableTable(ValueError):  # noqa: N818 (named for what people read)
    """A table that cannot be read; ``sentences`` say where, and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class EnteredRow:
    """One thing planned: its line in the text, its axis in words, what is known of its amounts, in euros by year."""

    line: int
    label: str
    axis: str
    amounts: dict[int, Decimal]
    mandatory: bool = False


@dataclass
class EnteredTable:
    """A table read: years, rows, the totals that it writes by year, French sentences on what was noticed."""

    years: list[int]
    rows: list[EnteredRow] = field(default_factory=list)
    totals: dict[int, Decimal] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def sum_of(self, year: int) -> Decimal | None:
        """Euros of a year over the rows; ``None`` when no row has any."""
        known = [one.amounts[year] for one in self.rows if year in one.amounts]
        return sum(known, ZERO) if known else None


def read_table(text: str, *, kilo: bool) -> EnteredTable:
    """Read a table; ``kilo`` says that bare numbers are thousands of euros. Raises ``UnreadableTable``."""
    lines = [(number, cells_of(line, text)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_ROWS:
        raise UnreadableTable(
            [_("Ce tableau a plus de %(most)s lignes : collez-le par parties.") % {"most": MOST_ROWS}]
        )
    head = next((rank for rank, (_number, cells) in enumerate(lines) if _years(cells)), None)
    if head is None:
        raise UnreadableTable(
            [_("Aucune colonne d’année : la première ligne doit nommer les années, par exemple « 2027 » et « 2028 ».")]
        )
    header = lines[head][1]
    columns = _years(header)
    if any(_is_quarters(cells) for _number, cells in lines[head + 1 : head + 2]):
        columns = _over_quarters(columns, lines[head + 1][1])
    duty = next((rank for rank, cell in enumerate(header) if fold(cell).startswith("obligatoire")), None)
    named = next((rank for rank, cell in enumerate(header) if rank and fold(cell) in NAMES), 0)
    beside = next((rank for rank, cell in enumerate(header) if named and fold(cell) in AXES), None)
    found, flaws, axis = EnteredTable(sorted(set(columns.values()))), [], ""
    body = [(number, cells) for number, cells in lines[head + 1 :] if not _is_quarters(cells)]
    for rank, (number, cells) in enumerate(body):
        label = NUMBERED.sub("", _at(cells, named).strip())
        if not label and fold(cells[0]).startswith(TOTALS):
            label = cells[0]
        amounts = _amounts(number, cells, columns, flaws, kilo=kilo)
        if fold(label).startswith(TOTALS):
            found.totals |= amounts if fold(label).startswith(TOTALS[0]) else {}
        elif not label:
            flaws += [_("Ligne %(line)s : des montants sans libellé.") % {"line": number}] if amounts else []
        elif not amounts and not named and _heads(cells[0], body[rank + 1 :]):
            axis = label
        else:
            mandatory = duty is not None and duty < len(cells) and fold(cells[duty]) in YES
            of = axis if beside is None else _at(cells, beside)
            found.rows.append(EnteredRow(number, label[:200], of[:80], amounts, mandatory))
    if flaws:
        raise UnreadableTable(flaws)
    if not found.rows:
        raise UnreadableTable([_("Aucune ligne sous les années : collez aussi les lignes du tableau.")])
    _notice(found)
    left = [
        cell
        for rank, cell in enumerate(header)
        if rank not in (0, named, beside, duty) and cell and rank not in columns and not fold(cell).startswith(TOTALS)
    ]
    if left:
        found.notes.append(_("Colonnes laissées de côté : %(names)s.") % {"names": ", ".join(left)})
    return found


def cells_of(line: str, text: str) -> list[str]:
    """Cut a line into cells: at tabs when the text has any, else at semicolons, else at bars."""
    mark = next((one for one in ("\t", ";", "|") if one in text), "\t")
    return [cell.strip() for cell in (line.strip(" |") if mark == "|" else line.rstrip("\r\n")).split(mark)]


def _at(cells: Sequence[str], rank: int) -> str:
    return cells[rank] if rank < len(cells) else ""


def _years(cells: Sequence[str]) -> dict[int, int]:
    """Years by column, of a row that names at least one after its first cell; each year once."""
    found: dict[int, int] = {}
    for rank, cell in enumerate(cells):
        said = YEAR.findall(cell)
        if rank and len(said) == 1 and int(said[0]) not in found.values() and len(cell) < 30:
            found[rank] = int(said[0])
    return found


def _is_quarters(cells: Sequence[str]) -> bool:
    """Whether a row only names quarters, under the years."""
    said = [fold(cell) for cell in cells if cell]
    return bool(said) and all(QUARTER.match(cell) for cell in said)


def _over_quarters(columns: dict[int, int], quarters: Sequence[str]) -> dict[int, int]:
    """Give each column of a quarter the year that stands above it or to its left."""
    found: dict[int, int] = {}
    for rank, cell in enumerate(quarters):
        year = next((columns[at] for at in sorted(columns, reverse=True) if at <= rank), None)
        if cell and year is not None:
            found[rank] = year
    return found


def _heads(label: str, following: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a row without amounts names the axis of the rows under it, as a title in capitals or above amounts."""
    if label.isupper():
        return True
    after = next((cells for _number, cells in following), None)
    return after is not None and any(cell not in NOTHING for cell in after[1:]) and not NUMBERED.match(label)


def _amounts(
    number: int, cells: Sequence[str], columns: dict[int, int], flaws: list[str], *, kilo: bool
) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for rank, year in columns.items():
        cell = cells[rank] if rank < len(cells) else ""
        if cell in NOTHING:
            continue
        try:
            amount = parse_amount(cell)
        except UnreadableAmount as flaw:
            flaws.append(_("Ligne %(line)s, %(year)s : %(flaw)s") % {"line": number, "year": year, "flaw": flaw})
            continue
        if amount < 0:
            flaws.append(
                _("Ligne %(line)s, %(year)s : un montant prévu n’est pas négatif.") % {"line": number, "year": year}
            )
        found[year] = found.get(year, ZERO) + (amount * KILO if kilo and not UNIT.search(cell) else amount)
    return found


def _notice(found: EnteredTable) -> None:
    for year, said in sorted(found.totals.items()):
        computed = found.sum_of(year) or ZERO
        if computed != said:
            words = {"year": year, "said": euros(said), "computed": euros(computed)}
            found.notes.append(
                _("%(year)s : le total écrit est %(said)s, la somme des lignes donne %(computed)s.") % words
            )
    silent = [one.label for one in found.rows if not one.amounts]
    if silent:
        found.notes.append(_("Sans montant : %(names)s.") % {"names": ", ".join(silent)})
    labels = [fold(one.label) for one in found.rows]
    twice = sorted({one.label for one in found.rows if labels.count(fold(one.label)) > 1})
    if twice:
        raise UnreadableTable(
            [_("Deux lignes portent le même libellé : %(names)s. Distinguez-les.") % {"names": ", ".join(twice)}]
        )
