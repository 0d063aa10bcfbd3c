"""Prepare the requests of a reading: chunk by chunk, only what differs from what the source last said is kept.

The records come in the order of their numbers, so a chunk is compared with the held records of the same range: memory
does not grow with the source, and what is missing from the range has vanished. Each chunk is one short transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from django.db import transaction

from gouvernail.connectors.sources.bulk import load_rows, reserve_ids
from gouvernail.connectors.sources.conflicts import mark_conflicts
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import Connection, HeldRecord, SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.records import RequestRecord
from gouvernail.connectors.sources.words import Words
from gouvernail.support.models import Request

COLUMNS = (
    "run_id", "outcome", "number", "reference", "kind", "kind_word", "category", "department", "department_word",
    "organisation", "entity_word", "opened_on", "closed_on", "requester", "title_sketch", "equipment_key", "digest",
    "object_id", "known", "reason", "raw",
)  # fmt: skip

Held = tuple[int, str, int | None, int | None, int]
"""What is kept of a record: digest, kind, department, organisation, object."""

_TABLE = Request._meta.db_table


def digest_of(*texts: str) -> int:
    """Return a digest of texts as a signed integer of eight bytes."""
    return int.from_bytes(blake2b("\x1f".join(texts).encode(), digest_size=8).digest(), "big", signed=True)


def fault_of(record: RequestRecord) -> str:
    """Return, as a French sentence, why a record cannot be a request; an empty text when it can."""
    if record.fault:
        return record.fault
    if record.opened_on is None:
        return "Sa date de création est absente."
    if record.closed_on and record.closed_on < record.opened_on:
        return "Elle est résolue avant d’avoir été ouverte."
    return ""


class RequestStager:
    """Takes the records of one reading, chunk by chunk."""

    def __init__(self, run: SourceRun, words: Words) -> None:
        self.run, self.words = run, words
        self.counts: Counter[str] = Counter()
        self.received = 0
        self.last = -1
        self.orphans = self._requests_of_nobody()

    def _requests_of_nobody(self) -> dict[str, int]:
        """The requests of this organisation that no reading holds, by reference: a file may have brought them first."""
        connection = self.run.connection
        labels = [source_label(one) for one in Connection.objects.filter(organisation=connection.organisation_id)]
        query = Request.objects.filter(organisation=connection.organisation_id).exclude(source__in=labels)
        return dict(query.order_by().values_list("reference", "pk"))

    @transaction.atomic
    def add(self, records: Sequence[RequestRecord]) -> None:
        """Compare a chunk and keep what differs; numbers must grow from one record to the next."""
        held = self._held(records)
        rows: list[list[Any]] = []
        for record in records:
            row = self._judge(record, held.pop(record.number, None))
            if row is not None:
                rows.append(row)
        self._give_identifiers(rows)
        if self.run.complete:
            rows += [self._vanished(number, one) for number, one in held.items()]
        load_rows(StagedRequest._meta.db_table, COLUMNS, rows)
        self.received += len(records)
        self.last = records[-1].number

    def end(self) -> None:
        """Look, after the last record of a complete reading, at what is held beyond it; then at what people changed."""
        with transaction.atomic():
            if self.run.complete:
                query = self._query().filter(number__gt=self.last)
                pairs = self._pairs(query)
                while some := list(islice(pairs, 5_000)):  # never a question in the middle of a COPY
                    load_rows(StagedRequest._meta.db_table, COLUMNS, [self._vanished(*pair) for pair in some])
            mark_conflicts(self.run)

    # -- what is held ----------------------------------------------------------------------------------------------

    def _query(self) -> Any:
        return HeldRecord.objects.filter(connection=self.run.connection_id, stream=self.run.stream).order_by()

    def _pairs(self, query: Any) -> Any:
        found = query.values_list("number", "digest", "kind", "department", "organisation", "object_id")
        return ((number, tuple(rest)) for number, *rest in found.iterator(chunk_size=5_000))

    def _held(self, records: Sequence[RequestRecord]) -> dict[int, Held]:
        if self.run.complete:
            between = {"number__gt": self.last, "number__lte": records[-1].number}
            return dict(self._pairs(self._query().filter(**between)))
        found: dict[int, Held] = {}
        for start in range(0, len(records), 500):
            numbers = [record.number for record in records[start : start + 500]]
            found |= dict(self._pairs(self._query().filter(number__in=numbers)))
        return found

    # -- judging ---------------------------------------------------------------------------------------------------

    def _judge(self, record: RequestRecord, held: Held | None) -> list[Any] | None:
        # Texts joined, not JSON: most records are as they were, and JSON would cost more than all the rest.
        digest = digest_of(
            record.reference, record.requester, record.title_sketch.hex(), str(record.equipment_key or ""),
            *record.raw, *record.raw.values(),
        )  # fmt: skip
        kind, department = self.words.kind(record.kind_word), self.words.department(record.department_word)
        organisation = self.words.organisation(record.entity_word)
        if held is not None and held[:4] == (digest, kind, department, organisation):
            self.counts[Outcome.UNCHANGED] += 1
            return None
        object_id = held[4] if held else self.orphans.pop(record.reference, None)
        reason = fault_of(record)
        if reason:
            outcome = Outcome.REFUSED
        elif not kind:
            outcome, reason = Outcome.DOUBTFUL, "Sa catégorie n’a pas encore de nature."
        else:
            outcome = Outcome.NEW if object_id is None else Outcome.CHANGED
        known = object_id is not None
        self.counts[outcome] += 1
        return [
            self.run.pk, outcome.value, record.number, record.reference[:40], kind, record.kind_word[:160],
            record.category, department, record.department_word[:160], organisation, record.entity_word[:160],
            record.opened_on, record.closed_on, record.requester, record.title_sketch, record.equipment_key, digest,
            object_id, known, reason, json.dumps(record.raw, ensure_ascii=False),
        ]  # fmt: skip

    def _give_identifiers(self, rows: list[list[Any]]) -> None:
        """Give each request that may become an object its identifier beforehand: applying is then set against set."""
        at = COLUMNS.index("object_id")
        wanting = [row for row in rows if row[at] is None and row[1] != Outcome.REFUSED]
        for row, identifier in zip(wanting, reserve_ids(_TABLE, len(wanting)), strict=True):
            row[at] = identifier

    def _vanished(self, number: int, held: Held) -> list[Any]:
        digest, kind, department, organisation, object_id = held
        self.counts[Outcome.VANISHED] += 1
        return [
            self.run.pk, Outcome.VANISHED.value, number, str(number), kind, "", "", department, "", organisation, "",
            None, None, "", b"", None, digest, object_id, True, "", "{}",
        ]  # fmt: skip
