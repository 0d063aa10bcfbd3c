"""What the reader of cells does not tell: how far a sheet goes, its error cells, its merged cells.

calamine hands over an error cell as an empty one, and lays a sheet out as a full rectangle in memory: one cell in
the far corner of a sheet would take hundreds of gigabytes. So the XML is read once before, as a stream.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from gouvernail.connectors.spreadsheets.model import NOT_COMPUTED, CellError, MergedRange, UnreadableFile
from gouvernail.kernel.numbers_fr import format_number

MAX_CELLS = 2_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_MERGED = 10_000


@dataclass
class SheetFacts:
    """What the XML of one sheet says; positions are (line from 1, column from 0), ``hidden`` ranges of lines."""

    lines: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    hidden: list[range] = field(default_factory=list)

    def hide(self, first: int, beyond: int) -> None:
        """Take note that lines are hidden: a long run of them is one range."""
        if self.hidden and self.hidden[-1].stop == first:
            first = self.hidden.pop().start
        self.hidden.append(range(first, beyond))

    def reach(self, line: int, column: int) -> None:
        """Take note that a cell holds something; ``UnreadableFile`` once the rectangle is out of measure."""
        self.lines = max(self.lines, line)
        self.columns = max(self.columns, column + 1)
        check_extent(self.lines, self.columns)


def check_extent(lines: int, columns: int) -> None:
    """Raise ``UnreadableFile`` if a sheet of that size would not fit in memory."""
    if lines * columns > MAX_CELLS:
        raise UnreadableFile(
            _(
                "Une feuille s’étend sur %(lines)s lignes et %(columns)s colonnes, c’est trop pour être "
                "lu. Supprimez les lignes et les colonnes inutiles jusqu’au bout de la feuille, puis "
                "déposez le fichier de nouveau."
            )
            % {"lines": format_number(lines), "columns": format_number(columns)}
        )


def inspect_xlsx(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """The facts of each worksheet of an XLSX, by sheet name."""
    targets = _relation_targets(archive)
    facts = {}
    for name, relation in _sheet_relations(archive):
        path = targets.get(relation)
        if path is not None and path in archive.NameToInfo:
            facts[name] = _facts_of(archive.read(path))
    return facts


def inspect_ods(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    """The facts of each sheet of an ODS, by sheet name."""
    return _OdsContent(archive.read("content.xml")).sheets


def _sheet_relations(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            found.append((attributes.get("name", ""), relation))

    _parse(archive.read("xl/workbook.xml"), start)
    return found


def _relation_targets(archive: zipfile.ZipFile) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = path.lstrip("/")

    _parse(archive.read("xl/_rels/workbook.xml.rels"), start)
    return targets


def _facts_of(xml: bytes) -> SheetFacts:
    """The facts of one worksheet: most hold neither formulas nor errors, and are read three times faster."""
    try:
        return _PlainSheet(xml).facts
    except _NotPlainError:
        return _XlsxSheet(xml).facts


class _NotPlainError(Exception):
    """A sheet with a formula or an error: the texts and ends of its cells must be read too."""


class _PlainSheet:
    """Reads one worksheet without formulas or errors, by the starts of its elements alone."""

    def __init__(self, xml: bytes) -> None:
        self.facts = SheetFacts()
        self._line, self._column, self._end = 0, -1, "0"
        self._indexes: dict[str, int] = {}
        _parse(xml, self._start)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if ":" not in tag else _local(tag)
        if name == "c":
            if attributes.get("t") == "e":
                raise _NotPlainError
            self._place(attributes.get("r", ""))
        elif name in ("v", "is"):
            facts = self.facts
            if self._line > facts.lines or self._column >= facts.columns:
                facts.reach(self._line, self._column)
        elif name == "row":
            self._end = attributes.get("r") or str(self._line + 1)
            self._line, self._column = int(self._end), -1
            _hide(self.facts, self._line, attributes)
        elif name == "f":
            raise _NotPlainError
        elif name == "mergeCell":
            _merge(self.facts, attributes.get("ref", ""))

    def _place(self, reference: str) -> None:
        """Where a cell stands; its column is known at once when its reference ends with the line of its row."""
        index = self._indexes.get(reference.removesuffix(self._end))
        if index is not None:
            self._column = index
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            self._column += 1
            return
        self._column = _column_index(found[1])
        if found[2] == self._end:
            self._indexes[found[1]] = self._column
        else:
            self._line = int(found[2])
            self._end = found[2]


class _XlsxSheet:
    """Reads one worksheet: which cells hold something, which are errors, which formulas have no result."""

    def __init__(self, xml: bytes) -> None:
        self.facts = SheetFacts()
        self._line = 0
        self._column = -1
        self._type = ""
        self._has_formula = self._has_value = self._in_value = False
        self._value: list[str] = []
        _parse(xml, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._line = int(attributes.get("r") or self._line + 1)
            self._column = -1
            _hide(self.facts, self._line, attributes)
        elif name == "v":
            self._in_value = True
        elif name == "is":
            self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "mergeCell":
            _merge(self.facts, attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        if found:
            self._column, self._line = _column_index(found[1]), int(found[2])
        else:
            self._column += 1
        self._type = attributes.get("t", "")
        self._has_formula = self._has_value = False
        self._value.clear()

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name == "v":
            self._in_value = False
        elif name == "c" and (self._has_value or self._has_formula):
            self.facts.reach(self._line, self._column)
            if self._type == "e":
                self.facts.errors[(self._line, self._column)] = CellError("".join(self._value) or "#ERREUR!")
            elif not self._has_value and self._type != "str":  # a formula may give an empty text
                self.facts.errors[(self._line, self._column)] = NOT_COMPUTED

    def _text(self, text: str) -> None:
        if self._in_value:
            self._has_value = True
            if self._type == "e":
                self._value.append(text)


def _hide(facts: SheetFacts, line: int, attributes: dict[str, str]) -> None:
    if attributes.get("hidden") in ("1", "true"):
        facts.hide(line, line + 1)


def _merge(facts: SheetFacts, reference: str) -> None:
    corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1] and len(facts.merged) < _MAX_MERGED:
        (first, last) = corners[0], corners[1]
        facts.merged.append(MergedRange(int(first[2]), _column_index(first[1]), int(last[2]), _column_index(last[1])))


class _OdsContent:
    """Reads content.xml; rows and cells may be repeated, a blank one up to the end of the sheet."""

    def __init__(self, xml: bytes) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._facts: SheetFacts | None = None
        self._line = self._column = 0
        self._line_repeat = self._column_repeat = 1
        self._error_text: list[str] | None = None
        _parse(xml, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._facts = self.sheets.setdefault(attributes.get("table:name", ""), SheetFacts())
            self._line, self._line_repeat = 0, 1
        elif self._facts is None:
            return
        elif tag == "table:table-row":
            self._line += self._line_repeat
            self._line_repeat = _repeat(attributes, "table:number-rows-repeated")
            self._column = self._column_repeat = 0
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._facts.hide(self._line, self._line + self._line_repeat)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += self._column_repeat
            self._column_repeat = _repeat(attributes, "table:number-columns-repeated")
            self._start_cell(self._facts, attributes)

    def _start_cell(self, facts: SheetFacts, attributes: dict[str, str]) -> None:
        if "office:value-type" not in attributes and "table:formula" not in attributes:
            return
        facts.reach(self._line + self._line_repeat - 1, self._column + self._column_repeat - 1)
        if attributes.get("calcext:value-type") == "error":
            self._error_text = []
        rows, columns = (_repeat(attributes, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if rows * columns > 1 and len(facts.merged) < _MAX_MERGED:
            facts.merged.append(
                MergedRange(self._line, self._column, self._line + rows - 1, self._column + columns - 1)
            )

    def _end(self, tag: str) -> None:
        if tag == "table:table":
            self._facts = None
        elif tag == "table:table-cell" and self._error_text is not None and self._facts is not None:
            error = CellError("".join(self._error_text).strip() or "#ERREUR!")
            self._error_text = None
            for line in range(self._line, self._line + self._line_repeat):
                for column in range(self._column, self._column + self._column_repeat):
                    self._facts.errors[(line, column)] = error

    def _text(self, text: str) -> None:
        if self._error_text is not None:
            self._error_text.append(text)


def _parse(xml: bytes, start: Any, end: Any = None, text: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(xml, True)


def _refuse_doctype(*_said: Any) -> None:
    raise UnreadableFile(
        _("Ce fichier contient une déclaration interdite (DOCTYPE). Enregistrez-le de nouveau depuis votre tableur.")
    )


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _repeat(attributes: dict[str, str], key: str) -> int:
    return max(int(attributes.get(key, 1)), 1)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
