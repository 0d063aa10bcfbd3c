"""Read CSV as it really comes: four encodings, three separators, titles above the headers, faulty quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from gouvernail.connectors.spreadsheets.inspection import check_extent
from gouvernail.connectors.spreadsheets.model import CellError, CellValue, Row, Sheet, UnreadableFile, Workbook
from gouvernail.connectors.spreadsheets.once import Once

_DELIMITERS = (";", "\t", ",")
_SAMPLE_ROWS = 60
_ERROR_CODES = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!"}


def read_csv(data: bytes, filename: str) -> Workbook:
    """Read a CSV into a workbook of one sheet named after the file; every cell is text or an error code.

    ``UnreadableFile`` when the encoding cannot be told or a quote is never closed. ``warnings`` says what was
    guessed beyond UTF-8, and where quotes are faulty.
    """
    text, warnings = decode(data, filename)
    text, announced = announced_delimiter(text)
    delimiter = announced or guess_delimiter(text)
    records, faulty_line = _records(text, delimiter, filename)
    if faulty_line:
        warnings.append(
            _("Les guillemets de la ligne %(line)s sont mal placés : vérifiez cette ligne.") % {"line": faulty_line}
        )
    rows = tuple(_rows(records, 1 if announced else 0))
    del records
    if not rows:
        raise UnreadableFile(
            _("%(name)s ne contient aucune donnée. Vérifiez l’export, puis déposez-le de nouveau.") % {"name": filename}
        )
    check_extent(len(rows), max(len(row.cells) for row in rows))
    return Workbook(filename, "csv", (Sheet(filename.rpartition(".")[0] or filename, rows),), tuple(warnings))


def _rows(records: list[tuple[int, list[str]]], offset: int) -> Iterator[Row]:
    """The records that hold something; the texts as read go as the rows come."""
    convert = Once(_cell)
    for line, values in records:
        cells = tuple([convert(value) for value in values])
        values.clear()
        if cells.count(None) < len(cells):
            yield Row(line + offset, cells)


def decode(data: bytes, filename: str) -> tuple[str, list[str]]:
    """Return the text of a file, and French sentences when its encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16", filename), []
    if b"\0" in data[:2000]:
        little = data[1:2000:2].count(0) > data[0:2000:2].count(0)
        return _strictly(data, "utf-16-le" if little else "utf-16-be", filename), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = _strictly(data, "cp1252", filename)
        return text, [
            _("Le fichier n’est pas en UTF-8 : il a été lu en Windows-1252. Vérifiez les lettres accentuées.")
        ]


def _strictly(data: bytes, encoding: str, filename: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _(
                "Les caractères de %(name)s ne sont ni en UTF-8, ni en UTF-16, ni en Windows-1252. "
                "Exportez-le de nouveau en choisissant l’encodage UTF-8."
            )
            % {"name": filename}
        ) from error


def announced_delimiter(text: str) -> tuple[str, str | None]:
    """Return a text without the line in which some programs announce their separator, ``sep=;``, and it."""
    first, _, rest = text.partition("\n")
    if first.rstrip("\r").lower() in {f"sep={delimiter}" for delimiter in _DELIMITERS}:
        return rest, first.rstrip("\r")[4]
    return text, None


def guess_delimiter(text: str) -> str:
    """Return the separator that cuts the largest share of the first rows into as many columns each, two at least."""
    best, best_share = _DELIMITERS[0], 0.0
    for delimiter in _DELIMITERS:
        widths = Counter(len(values) for values in _sample(text, delimiter) if values)
        several = [rows for width, rows in widths.items() if width > 1]
        share = max(several, default=0) / max(sum(widths.values()), 1)
        if share > best_share:
            best, best_share = delimiter, share
    return best


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for values in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(values)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # said when the whole file is read
    return rows


def _records(text: str, delimiter: str, filename: str) -> tuple[list[tuple[int, list[str]]], int]:
    """The records with the line they start on, and the first line with a faulty quote (0 if none)."""
    faulty_line = 0
    records, line, error = _read_records(text, delimiter, strict=True)
    if error is not None:
        if "unexpected end" in str(error):
            raise UnreadableFile(
                _("Dans %(name)s, un guillemet ouvert ligne %(line)s n’est jamais fermé. Fermez-le ou supprimez-le.")
                % {"name": filename, "line": line}
            )
        faulty_line = line
        records, line, error = _read_records(text, delimiter, strict=False)
    if error is not None:
        raise UnreadableFile(
            _("La ligne %(line)s de %(name)s ne peut pas être lue. Vérifiez ses guillemets.")
            % {"line": line, "name": filename}
        )
    return records, faulty_line


def _read_records(
    text: str, delimiter: str, *, strict: bool
) -> tuple[list[tuple[int, list[str]]], int, csv.Error | None]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for values in reader:
            records.append((line, values))
            line = reader.line_num + 1
    except csv.Error as error:
        return records, line, error
    return records, line, None


def _cell(value: str) -> CellValue:
    bare = value.strip()
    if not bare:
        return None
    return CellError(bare) if bare in _ERROR_CODES else value
