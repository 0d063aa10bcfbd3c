"""Prepare requests that come in any order: the numbers met are kept in a table of this connection alone.

What was met is what tells, at the end of a complete file, which requests vanished, and which lines come twice. The
table is the database's to keep on disk: memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouvernail.connectors.sources.bulk import execute, load_rows, query
from gouvernail.connectors.sources.digests import digests_of
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.connectors.sources.staging import COLUMNS, HELD, STAGED, WORDS, Held, RequestStager

MET = "numbers_met"
FIRST = -(2**63)
AT_ONCE = 500


class AnyOrderStager(RequestStager):
    """Takes the records of one reading, whatever their order; a number that comes again is refused."""

    def __init__(self, run: SourceRun) -> None:
        super().__init__(run)
        self.highest = FIRST
        execute(f"DROP TABLE IF EXISTS {MET}")
        execute(f"CREATE TEMPORARY TABLE {MET} (number bigint PRIMARY KEY)")

    def _add(self, records: Sequence[RequestRecord]) -> None:
        again = self._again([one.number for one in records])
        first = [one for at, one in enumerate(records) if at not in again] if again else records
        load_rows(MET, ("number",), [(one.number,) for one in first])
        if first:
            super()._add(first)
        if again:
            self._refuse([(at, records[at]) for at in sorted(again)])

    def end(self) -> None:
        """Look, after a complete file, at what is held and was not met; then at what people changed."""
        self.last = FIRST
        super().end()
        execute(f"DROP TABLE {MET}")

    def _again(self, numbers: list[int]) -> set[int]:
        """The places in a chunk of the numbers that were met already."""
        rising = numbers[0] > self.highest and all(one < after for one, after in pairwise(numbers))
        met = set() if rising or self.highest == FIRST else self._met(numbers)
        self.highest = max(self.highest, *numbers)
        again: set[int] = set()
        if not rising:
            for at, number in enumerate(numbers):
                if number in met:
                    again.add(at)
                met.add(number)
        return again

    @staticmethod
    def _met(numbers: list[int]) -> set[int]:
        found: set[int] = set()
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            marks = ", ".join(["%s"] * len(some))
            found.update(one for (one,) in query(f"SELECT number FROM {MET} WHERE number IN ({marks})", some))  # noqa: S608 (our own name)
        return found

    def _refuse(self, again: list[tuple[int, RequestRecord]]) -> None:
        refused = [
            one._replace(
                fault=one.fault
                or f"Demande {self.received + at + 1} du fichier : la référence « {one.reference} » y est déjà plus "
                "haut. Gardez une seule des deux lignes."
            )
            for at, one in again
        ]
        meanings = [self.meanings[WORDS(one)] for one in refused]
        rows = self._rows(refused, digests_of(refused), meanings, [None] * len(refused))
        load_rows(STAGED, COLUMNS, rows)

    # -- what is held ----------------------------------------------------------------------------------------------

    def _held(self, numbers: list[int]) -> list[Held]:
        return self._held_among(numbers)

    def _beyond(self) -> list[Held]:
        unmet = f'NOT EXISTS (SELECT 1 FROM {MET} WHERE {MET}.number = "{HELD}".number)'  # noqa: S608 (our own names)
        return self._found(f"number > %s AND {unmet} ORDER BY number LIMIT 5000", [self.last])
