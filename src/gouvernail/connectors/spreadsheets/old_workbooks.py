"""The error cells of an XLS, which its reader hands over as blank ones, and the lines that it hides.

An XLS is a compound file (read by ``olefile``) that holds one stream of records: number, length, content, all in little
endian. Five of them are of use: the name and the place of each sheet, an error typed in a cell, a formula whose result
is an error, a line that is hidden, and the sign that all is encrypted. Source: [MS-XLS], records BoundSheet8, BoolErr,
Formula, Row and FilePass.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from gouvernail.connectors.spreadsheets.inspection import SheetFacts
from gouvernail.connectors.spreadsheets.model import CellError

_BOUND_SHEET, _BOOL_ERROR, _FORMULA, _END = 0x0085, 0x0205, 0x0006, 0x000A
_FILE_PASS, _ROW = 0x002F, 0x0208
_HIDDEN = 0x20
_OLD_FORMULA = 0x0206  # as BIFF 3 and 4 number it
_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def inspect_xls(data: bytes) -> dict[str, SheetFacts]:
    """Return the error cells and the hidden lines of each sheet of an XLS, by sheet name; nothing where its records do
    not hold.
    """
    stream = _workbook_stream(data)
    return {name: _facts(stream, place) for name, place in _sheets(stream)}


def is_locked(data: bytes) -> bool:
    """Whether an XLS asks for a password: its reader, which guesses the format, does not say so by itself."""
    return any(number == _FILE_PASS for number, _content in _first_records(_workbook_stream(data)))


def _first_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of the workbook itself, which stand before those of its sheets."""
    for number, content in _records(stream, 0):
        if number == _END:
            return
        yield number, content


def _workbook_stream(data: bytes) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            for name in ("Workbook", "Book"):
                if compound.exists(name):
                    return bytes(compound.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error):  # calamine says by itself what is damaged
        return b""
    return b""


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        yield number, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for number, content in _first_records(stream):
        if number == _BOUND_SHEET and len(content) > 8:
            (place,) = struct.unpack_from("<I", content)
            length, wide = content[6], content[7] & 1
            letters = content[8 : 8 + length * (2 if wide else 1)]
            yield letters.decode("utf-16-le" if wide else "latin-1", "replace"), place


def _facts(stream: bytes, place: int) -> SheetFacts:
    facts, hidden = SheetFacts(), set[int]()
    for number, content in _records(stream, place):
        if number == _END:
            break
        if number == _ROW and len(content) >= 16 and content[12] & _HIDDEN:
            hidden.add(struct.unpack_from("<H", content)[0] + 1)
        error = _error(number, content)
        if error is not None:
            line, column = struct.unpack_from("<HH", content)
            facts.reach(line + 1, column)
            facts.errors[line + 1, column] = CellError(_CODES.get(error, "#ERREUR"))
    for line in sorted(hidden):  # lines stand in blocks, which programs write in any order
        facts.hide(line, line + 1)
    return facts


def _error(number: int, content: bytes) -> int | None:
    """The code of the error that a record holds; a formula tells it by 2 first, and all ones last."""
    if number == _BOOL_ERROR and len(content) >= 8 and content[7]:
        return content[6]
    if number in (_FORMULA, _OLD_FORMULA) and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
        return content[8]
    return None
