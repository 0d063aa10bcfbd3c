"""Prepare the requests of a reading: chunk by chunk, only what differs from what the source last said is kept.

The records come in the order of their numbers, so a chunk is compared with the held records of the same range: memory
does not grow with the source, and what is missing from the range has vanished. Each chunk is one short transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from json.encoder import encode_basestring
from struct import unpack
from typing import Any

from django.db import transaction

from gouvernail.connectors.sources.bulk import load_rows, query, reserve_ids, room_to_write
from gouvernail.connectors.sources.conflicts import mark_conflicts
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.meanings import Meaning, Meanings
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.support.models import Request

COLUMNS = (
    "run_id", "outcome", "number", "reference", "kind_word_id", "category", "department_word_id", "entity_word_id",
    "opened_on", "closed_on", "opened_at", "answered_at", "closed_at", "requester", "title_sketch", "equipment_key",
    "digest", "object_id", "known", "reason", "raw",
)  # fmt: skip
_OBJECT = COLUMNS.index("object_id")

Held = tuple[int, tuple[str, int | None, int | None], int]
"""What is kept of a record: digest, what its words meant (kind, department, organisation), object."""

_TABLE, _STAGED, _HELD = (model._meta.db_table for model in (Request, StagedRequest, HeldRecord))


def digest_of(*texts: str) -> int:
    """Return a digest of texts as a signed integer of eight bytes."""
    return unpack(">q", blake2b("\x1f".join(texts).encode(), digest_size=8).digest())[0]


def digests_of(records: Sequence[RequestRecord]) -> Sequence[int]:
    """Return the digests of what records say, in their order.

    Texts joined, not JSON: most records are as they were, and JSON would cost more than all the rest. Hours count where
    there are some: a reading that brings them for the first time changes the requests, one that has none does not.
    """
    found = [
        blake2b(
            "\x1f".join(
                (reference, requester, sketch.hex(), str(key) if key else "", *raw, *raw.values(), *filter(None, at))
            ).encode(),
            digest_size=8,
        ).digest()
        for _n, reference, _k, _c, _d, _from, _to, requester, raw, _fault, _e, sketch, key, *at in records
    ]
    return unpack(f">{len(found)}q", b"".join(found))


def packed(raw: dict[str, str]) -> str:
    """Return texts by label as JSON; the labels of a source are nearly always the same, and written once."""
    return _shape(tuple(raw)) % tuple(map(encode_basestring, raw.values()))


@lru_cache(maxsize=64)
def _shape(labels: tuple[str, ...]) -> str:
    return "{" + ", ".join(f"{encode_basestring(label)}: ".replace("%", "%%") + "%s" for label in labels) + "}"


@lru_cache(maxsize=50_000)
def _iso(day: date) -> str:
    return day.isoformat()


def fault_of(record: RequestRecord) -> str:
    """Return, as a French sentence, why a record cannot be a request; an empty text when it can."""
    opened, closed = record.opened_on, record.closed_on
    if record.fault:
        return record.fault
    if opened is None:
        return "Sa date de création est absente."
    if closed and closed < opened:
        return "Elle est résolue avant d’avoir été ouverte."
    return ""


class RequestStager:
    """Takes the records of one reading, chunk by chunk."""

    def __init__(self, run: SourceRun) -> None:
        self.run, self.meanings = run, Meanings(run.connection)
        self.counts: Counter[str] = Counter()
        self.received = 0
        self.last = -1
        self._orphans: dict[str, int] | None = None

    def _taken_over(self, reference: str) -> int | None:
        """The request of that reference that no reading holds; looked for once a record comes that is not held."""
        if self._orphans is None:
            self._orphans = self._requests_of_nobody()
        return self._orphans.pop(reference, None) if self._orphans else None

    def _requests_of_nobody(self) -> dict[str, int]:
        """The requests of this organisation that no reading holds, by reference: a file may have brought them first."""
        place = self.run.connection.organisation_id
        labels = [source_label(one) for one in Connection.objects.filter(organisation=place)]
        found = Request.objects.filter(organisation=place).exclude(source__in=labels).order_by()
        return dict(found.values_list("reference", "pk"))

    def add(self, records: Sequence[RequestRecord]) -> None:
        """Compare a chunk and keep what differs; numbers must grow from one record to the next."""
        with room_to_write(), transaction.atomic():
            self._add(records)
        self.received += len(records)
        self.last = records[-1].number

    def _add(self, records: Sequence[RequestRecord]) -> None:
        held, meanings = self._held(records), self.meanings
        rows: list[list[Any]] = []
        for record, digest in zip(records, digests_of(records), strict=True):
            number, _reference, kind, _category, department, _from, _to, _who, _raw, _fault, entity, *_rest = record
            meaning = meanings[kind, department, entity]
            meaning.met += 1
            before = held.pop(number, None) if held else None
            if before is None or before[0] != digest or before[1] != meaning.means:
                rows.append(self._row(record, digest, meaning, before))
        self.counts[Outcome.UNCHANGED] += len(records) - len(rows)
        self._give_identifiers(rows)
        if self.run.complete:
            rows += [self._vanished(number, one) for number, one in held.items()]
        load_rows(_STAGED, COLUMNS, rows)

    def end(self) -> None:
        """Look, after the last record of a complete reading, at what is held beyond it; then at what people changed."""
        with transaction.atomic():
            while self.run.complete and (some := self._beyond()):
                load_rows(_STAGED, COLUMNS, [self._vanished(*pair) for pair in some.items()])
                self.last = max(some)
            mark_conflicts(self.run)
        self.meanings.note()

    # -- what is held ----------------------------------------------------------------------------------------------

    def _held(self, records: Sequence[RequestRecord]) -> dict[int, Held]:
        if self.run.complete:
            return self._pairs("number > %s AND number <= %s", [self.last, records[-1].number])
        found: dict[int, Held] = {}
        for start in range(0, len(records), 500):
            numbers = [record.number for record in records[start : start + 500]]
            found |= self._pairs(f"number IN ({', '.join(['%s'] * len(numbers))})", numbers)
        return found

    def _beyond(self) -> dict[int, Held]:
        return self._pairs("number > %s ORDER BY number LIMIT 5000", [self.last])

    def _pairs(self, condition: str, values: list[int]) -> dict[int, Held]:
        rows = query(
            f'SELECT number, digest, kind, department, organisation, object_id FROM "{_HELD}" '  # noqa: S608 (our own names)
            f"WHERE connection_id = %s AND stream = %s AND {condition}",
            [self.run.connection_id, self.run.stream, *values],
        )
        return {number: (digest, (kind, one, two), pk) for number, digest, kind, one, two, pk in rows}

    # -- judging ---------------------------------------------------------------------------------------------------

    def _row(self, record: RequestRecord, digest: int, meaning: Meaning, before: Held | None) -> list[Any]:
        number, reference, _k, category, _who, opened, closed, requester, raw, _f, _entity, sketch, key, *at = record
        object_id = before[2] if before else self._taken_over(reference)
        known = object_id is not None
        reason = fault_of(record)
        outcome = _REFUSED if reason else _CHANGED if known else _NEW
        self.counts[outcome if reason or meaning.means[0] else _DOUBTFUL] += 1
        kind, department, entity = meaning.words
        return [
            self.run.pk, outcome, number, reference[:40], kind, category, department, entity,
            opened and _iso(opened), closed and _iso(closed), *(one or None for one in at), requester, sketch, key,
            digest, object_id, known, reason, packed(raw),
        ]  # fmt: skip

    def _give_identifiers(self, rows: list[list[Any]]) -> None:
        """Give each request that may become an object its identifier beforehand: applying is then set against set."""
        wanting = [row for row in rows if row[_OBJECT] is None and row[1] != _REFUSED]
        for row, identifier in zip(wanting, reserve_ids(_TABLE, len(wanting)), strict=True):
            row[_OBJECT] = identifier

    def _vanished(self, number: int, held: Held) -> list[Any]:
        digest, _means, object_id = held
        self.counts[Outcome.VANISHED] += 1
        return [
            self.run.pk, Outcome.VANISHED.value, number, str(number), None, "", None, None,
            None, None, None, None, None, "", b"", None, digest, object_id, True, "", "{}",
        ]  # fmt: skip


_NEW, _CHANGED, _REFUSED, _DOUBTFUL = (
    one.value for one in (Outcome.NEW, Outcome.CHANGED, Outcome.REFUSED, Outcome.DOUBTFUL)
)
