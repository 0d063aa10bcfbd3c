"""Prepare the requests of a reading: chunk by chunk, only what differs from what the source last said is kept.

The records come in the order of their numbers, so a chunk is compared with the held records of the same range: memory
does not grow with the source, and what is missing from the range has vanished. Each chunk is one short transaction,
compared and written column by column: a million records are a few thousand lists, not a million rounds of a loop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from django.db import transaction

from gouvernail.connectors.sources.bulk import load_rows, query, reserve_ids, room_to_write
from gouvernail.connectors.sources.conflicts import mark_conflicts
from gouvernail.connectors.sources.digests import digests_of, packed
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.meanings import Meaning, Meanings
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.kernel.fewer_collections import fewer_collections
from gouvernail.support.models import Request

COLUMNS = (
    "run_id", "outcome", "number", "reference", "kind_word_id", "category", "department_word_id", "entity_word_id",
    "opened_on", "closed_on", "opened_at", "answered_at", "closed_at", "requester", "title_sketch", "equipment_key",
    "digest", "object_id", "known", "reason", "raw",
)  # fmt: skip

Held = tuple[Any, ...]
"""What is kept of a record: number, digest, what its words meant (kind, department, organisation), object."""

WORDS = itemgetter(2, 4, 10)
_NOBODY: Held = (None,) * 6
_TABLE, STAGED, HELD = (model._meta.db_table for model in (Request, StagedRequest, HeldRecord))

NOT_OPENED = "Sa date de création est absente."
CLOSED_FIRST = "Elle est résolue avant d’avoir été ouverte."


@lru_cache(maxsize=50_000)
def _iso(day: date | None) -> str | None:
    return day and day.isoformat()


class RequestStager:
    """Takes the records of one reading, chunk by chunk."""

    def __init__(self, run: SourceRun) -> None:
        self.run, self.meanings = run, Meanings(run.connection)
        self.counts: Counter[str] = Counter()
        self.received = 0
        self.last = -1
        self._orphans: dict[str, int] | None = None

    def _requests_of_nobody(self) -> dict[str, int]:
        """The requests of this organisation that no reading holds, by reference: a file may have brought them first."""
        place = self.run.connection.organisation_id
        labels = [source_label(one) for one in Connection.objects.filter(organisation=place)]
        found = Request.objects.filter(organisation=place).exclude(source__in=labels).order_by()
        return dict(found.values_list("reference", "pk"))

    def add(self, records: Sequence[RequestRecord]) -> None:
        """Compare a chunk and keep what differs; numbers must grow from one record to the next."""
        with fewer_collections(), room_to_write(), transaction.atomic():
            self._add(records)
        self.received += len(records)
        self.last = records[-1].number

    def _add(self, records: Sequence[RequestRecord]) -> None:
        numbers = list(map(itemgetter(0), records))
        meanings = list(map(self.meanings.__getitem__, map(WORDS, records)))
        for meaning, n in Counter(meanings).items():
            meaning.met += n
        held, vanished = self._aligned(numbers)
        compared = enumerate(zip(digests_of(records), meanings, held, strict=True))
        differing = [
            (at, digest) for at, (digest, means, was) in compared if was[1] != digest or was[2:5] != means.means
        ]
        self.counts[Outcome.UNCHANGED] += len(records) - len(differing)
        rows: list[tuple[Any, ...]] = []
        if differing:
            which, digests = zip(*differing, strict=True)
            rows += self._rows([records[at] for at in which], digests, [meanings[at] for at in which],
                               [held[at][5] for at in which])  # fmt: skip
        if self.run.complete:
            rows += map(self._vanished, vanished)
        load_rows(STAGED, COLUMNS, rows)

    def end(self) -> None:
        """Look, after the last record of a complete reading, at what is held beyond it; then at what people changed."""
        with transaction.atomic():
            while self.run.complete and (some := self._beyond()):
                load_rows(STAGED, COLUMNS, [self._vanished(one) for one in some])
                self.last = some[-1][0]
            mark_conflicts(self.run)
        self.meanings.note()

    # -- what is held ----------------------------------------------------------------------------------------------

    def _aligned(self, numbers: list[int]) -> tuple[list[Held], list[Held]]:
        """What is held of each number, beside it, and what is held of those between them that did not come."""
        found = self._held(numbers)
        if len(found) == len(numbers) and [one[0] for one in found] == numbers:
            return found, []
        by_number = {one[0]: one for one in found}
        return [by_number.pop(number, _NOBODY) for number in numbers], list(by_number.values())

    def _held(self, numbers: list[int]) -> list[Held]:
        if self.run.complete:
            return self._found("number > %s AND number <= %s ORDER BY number", [self.last, numbers[-1]])
        return self._held_among(numbers)

    def _held_among(self, numbers: list[int]) -> list[Held]:
        found: list[Held] = []
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            found += self._found(f"number IN ({', '.join(['%s'] * len(some))})", some)
        return found

    def _beyond(self) -> list[Held]:
        return self._found("number > %s ORDER BY number LIMIT 5000", [self.last])

    def _found(self, condition: str, values: list[int]) -> list[Held]:
        return query(
            f'SELECT number, digest, kind, department, organisation, object_id FROM "{HELD}" '  # noqa: S608 (our own names)
            f"WHERE connection_id = %s AND stream = %s AND {condition}",
            [self.run.connection_id, self.run.stream, *values],
        )

    # -- judging ---------------------------------------------------------------------------------------------------

    def _rows(
        self,
        records: Sequence[RequestRecord],
        digests: Sequence[int],
        meanings: Sequence[Meaning],
        held: Sequence[int | None],
    ) -> list[tuple[Any, ...]]:
        """The records as they are prepared, in the order of ``COLUMNS``; ``held`` are the requests they were."""
        numbers, references, _k, categories, _d, opened, closed, who, raws, faults, _e, sketches, keys, *hours = zip(
            *records, strict=True
        )
        known = self._known(held, references)
        reasons = [
            fault or (NOT_OPENED if start is None else CLOSED_FIRST if end and end < start else "")
            for fault, start, end in zip(faults, opened, closed, strict=True)
        ]
        outcomes = [
            _REFUSED if reason else _NEW if pk is None else _CHANGED for reason, pk in zip(reasons, known, strict=True)
        ]
        self._count(outcomes, meanings)
        kinds, departments, entities = zip(*[one.words for one in meanings], strict=True)
        return list(
            zip(
                repeat(self.run.pk), outcomes, numbers, [one[:40] for one in references], kinds, categories,
                departments, entities, map(_iso, opened), map(_iso, closed),
                *([one or None for one in instants] for instants in hours), who, sketches, keys, digests,
                self._objects(known, reasons), [pk is not None for pk in known], reasons, packed(raws),
            )
        )  # fmt: skip

    def _known(self, held: Sequence[int | None], references: Sequence[str]) -> Sequence[int | None]:
        """The requests that these already are: those held, or those that a file brought under the same reference."""
        if None not in held:
            return held
        if self._orphans is None:
            self._orphans = self._requests_of_nobody()
        if not self._orphans:
            return held
        taken = self._orphans.pop
        return [taken(one, None) if pk is None else pk for pk, one in zip(held, references, strict=True)]

    def _count(self, outcomes: Sequence[str], meanings: Sequence[Meaning]) -> None:
        for (outcome, explained), n in Counter(
            (outcome, bool(one.means[0])) for outcome, one in zip(outcomes, meanings, strict=True)
        ).items():
            self.counts[outcome if explained or outcome == _REFUSED else _DOUBTFUL] += n

    def _objects(self, known: Sequence[int | None], reasons: Sequence[str]) -> list[int | None]:
        """The requests they are, or those they may become: applying is then set against set."""
        wanting = sum(pk is None and not reason for pk, reason in zip(known, reasons, strict=True))
        fresh = iter(reserve_ids(_TABLE, wanting))
        return [pk if pk is not None or reason else next(fresh) for pk, reason in zip(known, reasons, strict=True)]

    def _vanished(self, held: Held) -> tuple[Any, ...]:
        number, digest, _kind, _department, _organisation, object_id = held
        self.counts[Outcome.VANISHED] += 1
        return (
            self.run.pk, Outcome.VANISHED.value, number, str(number), None, "", None, None,
            None, None, None, None, None, "", b"", None, digest, object_id, True, "", "{}",
        )  # fmt: skip


_NEW, _CHANGED, _REFUSED, _DOUBTFUL = (
    one.value for one in (Outcome.NEW, Outcome.CHANGED, Outcome.REFUSED, Outcome.DOUBTFUL)
)
