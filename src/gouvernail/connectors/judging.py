"""Compare the lines of a file with what is held; reads only, and never asks the database line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gouvernail.connectors.context import Context, Key
from gouvernail.connectors.judgements import Judgement
from gouvernail.connectors.lines import LineJudge
from gouvernail.connectors.matching import MAX_COMPARISONS, Match, look_for_double, match
from gouvernail.connectors.records import Record
from gouvernail.kernel.text import fold

CHUNK = 500
"""How many lines are judged, and written, at a time."""


class Comparison:
    """A set of lines compared with what is held.

    ``elsewhere`` tells of the lines of the same file that are not in the set (line, key, object), so that a double
    is seen wherever it is. The list of records is emptied as they are judged.
    """

    def __init__(
        self, context: Context, records: list[Record], elsewhere: Iterable[tuple[int, str, int | None]] = ()
    ) -> None:
        self.context, self.records = context, records
        self.seen: dict[Any, int] = {}
        self.claimed: set[int] = set()
        for line, key, object_id in elsewhere:
            self.seen[object_id or key] = line
            if object_id:
                self.claimed.add(object_id)
        self.matches: dict[int, Match] = {record.line: match(context, record) for record in records}
        self.claimed |= {found.pk for found in self.matches.values() if found.pk}
        self.periods = {context.index.period(found.key) for found in self.matches.values()}
        self._look_for_doubles()

    def _look_for_doubles(self) -> None:
        fresh = [record for record in self.records if self._is_new(self.matches[record.line])]
        index, free = self.context.index, dict[Key, dict[str, int]]()
        for known in index.by_pk.values():
            if known.pk not in self.claimed:
                free.setdefault(index.period(index.keys[known.pk]), {}).setdefault(fold(known.name), known.pk)
        if len(fresh) * max(map(len, free.values()), default=0) > MAX_COMPARISONS:
            return
        for record in fresh:
            match_ = self.matches[record.line]
            if near := free.get(index.period(match_.key)):
                look_for_double(self.context, record, match_, near)

    def _is_new(self, found: Match) -> bool:
        return found.pk is None and found.key is not None and any(found.key) and not found.findings

    def chunks(self) -> Iterator[list[Judgement]]:
        """Yield the judgements, once, ``CHUNK`` lines at a time, one query each; lines judged are let go."""
        self.records.reverse()
        while self.records:
            chunk = self.records[: -CHUNK - 1 : -1]
            del self.records[-CHUNK:]
            yield self._judge(chunk)

    def _judge(self, records: Sequence[Record]) -> list[Judgement]:
        matches = [self.matches.pop(record.line) for record in records]
        wanted = [found.pk for found in matches if found.pk]
        held = self.context.register.model._default_manager.in_bulk(wanted) if wanted else {}
        judgements = []
        for record, found in zip(records, matches, strict=True):
            judge = LineJudge(self.context, record, found, held.get(found.pk), self._double_of(record, found))
            judgements.append(judge.judgement())
        return judgements

    def _double_of(self, record: Record, found: Match) -> int | None:
        """The line before this one that is about the same object."""
        if found.pk is None and (found.key is None or not any(found.key) or found.findings):
            return None
        key = found.pk or f"{found.holder.pk}|{'|'.join(found.key or ())}"[:500]
        first = self.seen.setdefault(key, record.line)
        return first if first < record.line else None


def source_key(file_name: str) -> str:
    """Return what a file and its next versions have in common: its name without figures or extension."""
    stem = file_name.rpartition(".")[0] or file_name
    letters = "".join(character if character.isalpha() else " " for character in fold(stem))
    return " ".join(letters.split()) or fold(stem)


def vanished(context: Context, file_name: str, comparison: Comparison) -> list[tuple[int, str]]:
    """Return the objects that came from an earlier version of this file and that no line is about (two queries).

    Those of a day, month or year that the file does not speak of are not missing from it.
    """
    model = context.register.model
    if not any(field.name == "read_at" for field in model._meta.fields) or not context.index.by_pk:
        return []
    query = context.register.objects(context.place, context.actor).exclude(read_at=None).order_by()
    sources = [name for name in query.values_list("source", flat=True).distinct() if _same_source(name, file_name)]
    if not sources:
        return []
    held = query.filter(source__in=sources).values_list("pk", flat=True)
    index, present, periods = context.index, comparison.claimed, comparison.periods
    return [
        (pk, index.by_pk[pk].name)
        for pk in held
        if pk in index.by_pk and pk not in present and index.period(index.keys[pk]) in periods
    ]


def _same_source(name: str, file_name: str) -> bool:
    return source_key(name) == source_key(file_name)
