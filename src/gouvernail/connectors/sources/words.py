"""The words of a source and what a person said they mean: kinds of requests, departments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from gouvernail.connectors.sources.enums import WordField
from gouvernail.connectors.sources.models import Connection, SourceWord
from gouvernail.kernel.text import fold
from gouvernail.organisations.models import Department, Organisation
from gouvernail.support.models import RequestKind

MAX_WORD = 160

_HINTS: tuple[tuple[RequestKind, tuple[str, ...]], ...] = (
    (RequestKind.SECURITY, ("secur", "virus", "hame", "phish", "spam", "piratage", "mot de passe", "mfa")),
    (RequestKind.SITES, ("reseau", "wifi", "wi-fi", "vpn", "telephon", "internet", "fibre", "site", "baie", "switch")),
    (RequestKind.PROJECTS, ("projet", "deploiement", "migration", "developpement", "evolution")),
)  # fmt: skip


def proposed_kind(word: str) -> str:
    """Return the kind a category most likely means; support to users when nothing tells."""
    folded = fold(word)
    return next((str(kind) for kind, hints in _HINTS if any(hint in folded for hint in hints)), RequestKind.SUPPORT)


@dataclass
class Words:
    """What the words of one connection mean now, and those met on the way that nobody explained yet."""

    kinds: dict[str, str] = field(default_factory=dict)
    departments: dict[str, int | None] = field(default_factory=dict)
    entities: dict[str, int | None] = field(default_factory=dict)
    met: Counter[tuple[str, str]] = field(default_factory=Counter)

    def kind(self, word: str) -> str:
        """Return the kind a word means, or an empty text as long as nobody confirmed it."""
        self.met[WordField.KIND, word] += 1
        return self.kinds.get(word, "")

    def department(self, word: str) -> int | None:
        """Return the department a word means; ``None`` as long as nobody said it, or when it means none."""
        if not word:
            return None
        self.met[WordField.DEPARTMENT, word] += 1
        return self.departments.get(word)

    def organisation(self, word: str) -> int | None:
        """Return the organisation a word means; ``None`` for the place of the connection, or until somebody says."""
        if not word:
            return None
        self.met[WordField.ENTITY, word] += 1
        return self.entities.get(word)


def words_of(connection: Connection) -> Words:
    """Return the words of a connection: those confirmed, and the departments called exactly so (three queries)."""
    found = Words()
    by_name = _ByName(connection.organisation)
    below = Organisation.objects.filter(path__startswith=connection.organisation.path)
    places = set(below.values_list("pk", flat=True))
    for one in connection.words.filter(confirmed=True):
        if one.field == WordField.KIND:
            found.kinds[one.word] = one.value
        elif one.field == WordField.DEPARTMENT:
            found.departments[one.word] = by_name.still_there(one.value)
        elif one.value.isdecimal() and int(one.value) in places:
            found.entities[one.word] = int(one.value)
    found.departments = _Exact(by_name, found.departments)
    return found


class _ByName:
    """The departments at or below an organisation; a name that two of them bear belongs to the nearest one."""

    def __init__(self, place: Organisation) -> None:
        found = Department.objects.filter(organisation__path__startswith=place.path)
        found = found.order_by("-organisation__path").values_list("pk", "name")
        self.names = {fold(name): pk for pk, name in found}
        self.keys = set(self.names.values())

    def still_there(self, value: str) -> int | None:
        """Return the department of an identifier, or ``None`` if it was deleted or means none."""
        return int(value) if value.isdecimal() and int(value) in self.keys else None


class _Exact(dict[str, int | None]):
    """Confirmed words first, then the department of exactly that name."""

    def __init__(self, by_name: _ByName, confirmed: dict[str, int | None]) -> None:
        super().__init__(confirmed)
        self.by_name = by_name

    def get(self, word: str, default: int | None = None) -> int | None:
        """Return the department a word means; asked once for each word, then known."""
        if word not in self:
            self[word] = self.by_name.names.get(fold(word), default)
        return self[word]


def note_words(connection: Connection, words: Words) -> None:
    """Keep the words met in a reading: how often, and a proposal for those that are new."""
    known = {(one.field, one.word): one for one in connection.words.all()}
    named = organisations_by_name(connection) if any(name == WordField.ENTITY for name, _word in words.met) else {}
    changed, fresh = [], []
    for (name, word), count in words.met.items():
        word = word[:MAX_WORD]
        if (name, word) in known:
            known[name, word].count = _kept(name, count)
            changed.append(known[name, word])
        else:
            fresh.append(proposed(connection, words, name, word, count, named))
    with transaction.atomic():
        SourceWord.objects.bulk_create(fresh, ignore_conflicts=True)
        SourceWord.objects.bulk_update(changed, ["count"], batch_size=500)


def organisations_by_name(connection: Connection) -> dict[str, int]:
    """Return the organisations at and below the connection's, by their folded names."""
    found = Organisation.objects.filter(path__startswith=connection.organisation.path).order_by("-path")
    named: dict[str, int] = {}
    for pk, name, short in found.values_list("pk", "name", "short_name"):
        named |= {fold(text): pk for text in (name, short) if text}
    return named


def proposed(
    connection: Connection, words: Words, name: str, word: str, count: int, named: dict[str, int]
) -> SourceWord:
    """Return a word that was never met, not saved yet, with what it most likely means."""
    if name == WordField.KIND:
        return SourceWord(connection=connection, field=name, word=word, value=proposed_kind(word), count=count)
    if name == WordField.ENTITY:  # proposed, never decided: an entity may be named as a place and mean another
        pk = named.get(fold(word.rsplit(" › ", 1)[-1]))
        return SourceWord(connection=connection, field=name, word=word, value=str(pk or ""))
    pk = words.departments.get(word)
    return SourceWord(connection=connection, field=name, word=word, value=str(pk or ""), confirmed=pk is not None)


def _kept(name: str, count: int) -> int:
    """How often a word was met; that of a department would count the requests of a few people, and is not kept."""
    return count if name == WordField.KIND else 0
