"""What the words of the requests of one source mean now, asked once for each combination that is met.

A request keeps the identifiers of its words, not what they mean: explaining a word a million requests bear changes one
row. Staging compares with what words mean as it goes; applying looks it up again, in one small table.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.connectors.sources.bulk import execute, load_rows
from gouvernail.connectors.sources.enums import WordField
from gouvernail.connectors.sources.models import Connection, SourceWord
from gouvernail.connectors.sources.words import (
    MAX_WORD,
    Words,
    note_words,
    organisations_by_name,
    proposed,
    words_of,
)

Three = tuple[str, str, str]
"""The words of a record: its category, its department, its organisation."""

TABLE = "meaning_of_word"


@dataclass(slots=True, eq=False)
class Meaning:
    """What three words mean together (kind, department, organisation), their identifiers, how often they were met."""

    means: tuple[str, int | None, int | None]
    words: tuple[int | None, int | None, int | None]
    met: int = 0


class Meanings(dict[Three, Meaning]):
    """The meanings of one connection; a word that was never met is kept as soon as it is, with a proposal."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection, self.words = connection, words_of(connection)
        self._rows = {(one.field, one.word): one for one in connection.words.all()}
        self._named: dict[str, int] | None = None

    def __missing__(self, three: Three) -> Meaning:
        kind, department, entity = (word[:MAX_WORD] for word in three)
        self[three] = found = Meaning(
            (
                self.words.kinds.get(kind, ""),
                self.words.departments.get(department) if department else None,
                self.words.entities.get(entity) if entity else None,
            ),
            (
                self._word(WordField.KIND, kind),
                self._word(WordField.DEPARTMENT, department) if department else None,
                self._word(WordField.ENTITY, entity) if entity else None,
            ),
        )
        return found

    def _word(self, field: WordField, word: str) -> int:
        one = self._rows.get((field, word))
        if one is None:
            if field == WordField.ENTITY and self._named is None:
                self._named = organisations_by_name(self.connection)
            one = proposed(self.connection, self.words, field, word, 0, self._named or {})
            one.save()
            self._rows[field, word] = one
        return one.pk

    def note(self) -> None:
        """Keep how often each word was met."""
        for three, found in self.items():
            for field, word in zip(WordField, three, strict=True):
                if word or field == WordField.KIND:
                    self.words.met[field, word[:MAX_WORD]] += found.met
        note_words(self.connection, self.words)


def write_meanings(connection: Connection) -> None:
    """Write what each word of a connection means into a table of this transaction alone, ``TABLE``.

    ``kind`` is empty for a category that nobody explained; ``target`` is a department or an organisation.
    """
    words = words_of(connection)
    execute(f"DROP TABLE IF EXISTS {TABLE}")
    execute(f"CREATE TEMPORARY TABLE {TABLE} (word bigint PRIMARY KEY, kind varchar(40), target bigint)")
    load_rows(TABLE, ("word", "kind", "target"), [(one.pk, *_meant(one, words)) for one in connection.words.all()])


def _meant(one: SourceWord, words: Words) -> tuple[str, int | None]:
    if one.field == WordField.KIND:
        return words.kinds.get(one.word, ""), None
    known = words.departments if one.field == WordField.DEPARTMENT else words.entities
    return "", known.get(one.word)
