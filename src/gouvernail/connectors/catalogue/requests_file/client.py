"""Open a CSV of requests: its headers, which column is which, and its lines as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.request_columns import request_headers
from gouvernail.connectors.spreadsheets import UnreadableFile, find_header
from gouvernail.connectors.spreadsheets.headers import HeaderMatch, require
from gouvernail.connectors.spreadsheets.streamed import Line, StreamedCsv, open_csv

CHUNK = 5_000
TO_CHECK = "Vérifiez que c’est l’export des demandes."


@dataclass(frozen=True)
class RequestsCsv:
    """A file of requests; ``columns`` gives the place of each field that it fills."""

    csv: StreamedCsv
    header: HeaderMatch

    @property
    def columns(self) -> dict[str, int]:
        """The place of each field, from 0."""
        return {name: column.index for name, column in self.header.columns.items()}

    @property
    def expected(self) -> int:
        """How many requests it holds."""
        return self.csv.records - sum(1 for row in self.csv.first_rows() if row.line_number <= self.header.line_number)

    def chunks(self) -> Iterator[list[Line]]:
        """Yield its lines of data, some at a time."""
        last = self.header.line_number
        lines = (one for one in self.csv.lines() if one[0] > last)
        while some := list(islice(lines, CHUNK)):
            yield some


def open_requests(file: BinaryIO, name: str) -> RequestsCsv:
    """Go through a file and find its headers; ``SourceError`` says what it lacks, before any of it is taken."""
    known = request_headers()
    try:
        csv = open_csv(file, name)
        header = find_header(csv.first_rows(), known)
        opened = "opened_on" if "opened_at" not in header.columns else "opened_at"
        require(header, known, {"reference", opened})
    except UnreadableFile as error:
        raise SourceError(Fault.ANSWER, str(error), TO_CHECK) from error
    return RequestsCsv(csv, header)
