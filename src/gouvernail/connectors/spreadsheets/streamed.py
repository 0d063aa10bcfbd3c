"""Read a long CSV line by line, never held in memory: the same encodings, separators and faults as a short one.

The file is gone through once first: what cannot be read is told before its first line is given.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from gouvernail.connectors.spreadsheets.delimited import announced_delimiter, guess_delimiter
from gouvernail.connectors.spreadsheets.model import Row, UnreadableFile
from gouvernail.connectors.spreadsheets.safety import kind_of

_BLOCK = 1024 * 1024
_SAMPLE = 256 * 1024
_FIRST_ROWS = 60

Line = tuple[int, list[str]]
"""The number of the line a record starts on, and its values."""


@dataclass(frozen=True)
class StreamedCsv:
    """A CSV that can be read to its end; ``records`` counts its lines that hold something, headers among them."""

    file: BinaryIO
    encoding: str
    delimiter: str
    skipped: int
    strict: bool
    records: int
    warnings: tuple[str, ...]

    def lines(self) -> Iterator[Line]:
        """Yield its lines that hold something, from the first one."""
        return _lines(self.file, self.encoding, self.delimiter, self.skipped, strict=self.strict)

    def first_rows(self) -> tuple[Row, ...]:
        """Return its first rows, among which the headers stand."""
        return tuple(
            Row(line, tuple(value.strip() or None for value in values))
            for line, values in islice(self.lines(), _FIRST_ROWS)
        )


def open_csv(file: BinaryIO, name: str) -> StreamedCsv:
    """Go through a file and return it ready to be read; ``UnreadableFile`` says what is wrong with it, and where."""
    file.seek(0)
    start = file.read(_SAMPLE)
    if not start.strip():
        raise UnreadableFile(_("%(name)s est vide. Vérifiez l’export, puis déposez-le de nouveau.") % {"name": name})
    if kind_of(start, name) != "csv":
        raise UnreadableFile(_("%(name)s n’est pas un fichier CSV. Enregistrez-le au format CSV.") % {"name": name})
    encoding = _encoding(file, start, name)
    warnings = []
    if encoding == "cp1252":
        warnings.append(
            _("Le fichier n’est pas en UTF-8 : il a été lu en Windows-1252. Vérifiez les lettres accentuées.")
        )
    text = codecs.getincrementaldecoder(encoding)().decode(start)
    text, announced = announced_delimiter(text)
    delimiter, skipped = announced or guess_delimiter(text), 1 if announced else 0
    records, strict = _gone_through(file, encoding, delimiter, skipped, name, warnings)
    return StreamedCsv(file, encoding, delimiter, skipped, strict, records, tuple(warnings))


def _encoding(file: BinaryIO, start: bytes, name: str) -> str:
    """The encoding in which every byte of the file means something."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried: tuple[str, ...] = ("utf-16",)
    elif b"\0" in start[:2000]:
        little = start[1:2000:2].count(0) > start[0:2000:2].count(0)
        tried = ("utf-16-le" if little else "utf-16-be",)
    else:
        tried = ("utf-8-sig", "cp1252")
    for encoding in tried:
        if _decodes(file, encoding):
            return encoding
    raise UnreadableFile(
        _(
            "Les caractères de %(name)s ne sont ni en UTF-8, ni en UTF-16, ni en Windows-1252. "
            "Exportez-le de nouveau en choisissant l’encodage UTF-8."
        )
        % {"name": name}
    )


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _gone_through(
    file: BinaryIO, encoding: str, delimiter: str, skipped: int, name: str, warnings: list[str]
) -> tuple[int, bool]:
    """How many lines hold something, and whether all quotes stand where they should."""
    for strict in (True, False):
        line = count = 0
        try:
            for line, _values in _lines(file, encoding, delimiter, skipped, strict=strict):  # noqa: B007 (the last one)
                count += 1
        except csv.Error as error:
            if "unexpected end" in str(error) or not strict or "field larger" in str(error):
                raise UnreadableFile(
                    _(
                        "Dans %(name)s, un guillemet ouvert après la ligne %(line)s n’est pas fermé, ou l’est bien "
                        "plus loin. Fermez-le ou supprimez-le."
                    )
                    % {"name": name, "line": line}
                ) from error
            warnings.append(
                _("Des guillemets sont mal placés après la ligne %(line)s : vérifiez la suivante.") % {"line": line}
            )
        else:
            return count, strict
    raise AssertionError("unreachable")


def _lines(file: BinaryIO, encoding: str, delimiter: str, skipped: int, *, strict: bool) -> Iterator[Line]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        for _skipped in range(skipped):
            text.readline()
        reader = csv.reader(text, delimiter=delimiter, strict=strict)
        line = 1
        for values in reader:
            if any(values):
                yield line + skipped, values
            line = reader.line_num + 1
    finally:
        text.detach()  # the file is its owner's to close
