"""What a person says the words of a source mean, and what becomes of the requests that waited for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.connectors.sources.bulk import execute
from gouvernail.connectors.sources.conflicts import mark_conflicts
from gouvernail.connectors.sources.enums import Outcome, ReadingState, WordField
from gouvernail.connectors.sources.intake_requests import staged_counts
from gouvernail.connectors.sources.models import Connection, SourceRun, SourceWord, StagedRequest
from gouvernail.connectors.sources.reading import check_rights
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department, Organisation
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import RequestKind

_STAGED, _WORD = StagedRequest._meta.db_table, SourceWord._meta.db_table
SOME = 500
"""Words explained in one pass: SQLite takes no more than about a thousand values."""


def confirm_words(connection: Connection, answers: Mapping[int, str], actor: Actor) -> int:
    """Keep what words mean (an empty answer for a department: none) and return how many changed.

    The requests prepared and waiting are judged again; those already held follow at the next reading of everything.
    """
    check_rights(connection, actor)
    path = connection.organisation.path
    known = {
        WordField.DEPARTMENT: set(
            Department.objects.filter(organisation__path__startswith=path).values_list("pk", flat=True)
        ),
        WordField.ENTITY: set(Organisation.objects.filter(path__startswith=path).values_list("pk", flat=True)),
    }
    with transaction.atomic():
        changed = [one for one in connection.words.select_for_update() if _answer(one, answers, known)]
        SourceWord.objects.bulk_update(changed, ["value", "confirmed"], batch_size=500)
        if changed:
            _journal(connection, changed, actor)
        for run in connection.runs.filter(state=ReadingState.READY):
            _judge_again(run, changed)
    return len(changed)


def _answer(one: SourceWord, answers: Mapping[int, str], known: Mapping[str, set[int]]) -> bool:
    if one.pk not in answers:
        return False
    value = answers[one.pk]
    allowed = value in RequestKind.values if one.field == WordField.KIND else _is_known(value, known[one.field])
    if not allowed:
        raise RefusedError(_("« %(word)s » : cette réponse n’est pas possible.") % {"word": one.word})
    if one.confirmed and one.value == value:
        return False
    one.value, one.confirmed = value, True
    return True


def _is_known(value: str, known: set[int]) -> bool:
    return value == "" or (value.isdecimal() and int(value) in known)


def _judge_again(run: SourceRun, words: list[SourceWord]) -> None:
    """Give the prepared requests what their words mean; those that waited for nothing else are ready."""
    for at in range(0, len(words), SOME):
        some = [one.pk for one in words[at : at + SOME]]
        _set_kinds(run, some)
        for field in _COLUMNS:
            _set(run, field, some)
    mark_conflicts(run)
    if run.stream == "demandes":
        run.counts = staged_counts(run) | {Outcome.UNCHANGED.value: run.counts.get(Outcome.UNCHANGED, 0)}
        run.save(update_fields=["counts", "touched_at"])


def _set_kinds(run: SourceRun, words: list[int]) -> None:
    """Give the requests of some categories their kinds; those that waited for it alone are ready (one pass)."""
    doubtful, new, changed = Outcome.DOUBTFUL.value, Outcome.NEW.value, Outcome.CHANGED.value
    execute(
        f"""UPDATE "{_STAGED}" SET kind = w.value, reason = CASE WHEN outcome = %s THEN '' ELSE reason END,
            outcome = CASE WHEN outcome <> %s THEN outcome WHEN known THEN %s ELSE %s END
        FROM "{_WORD}" w WHERE run_id = %s AND kind_word = w.word AND w.field = %s AND w.id IN ({_marks(words)})""",  # noqa: S608 (our own names)
        [doubtful, doubtful, changed, new, run.pk, WordField.KIND.value, *words],
    )


_COLUMNS = {WordField.DEPARTMENT: ("department", "department_word"), WordField.ENTITY: ("organisation", "entity_word")}


def _set(run: SourceRun, field: WordField, words: list[int]) -> None:
    """Give the requests of some words the department, or the organisation, that each means (one pass)."""
    column, named = _COLUMNS[field]
    execute(
        f"""UPDATE "{_STAGED}" SET {column} = CAST(NULLIF(w.value, '') AS bigint)
        FROM "{_WORD}" w WHERE run_id = %s AND {named} = w.word AND w.field = %s AND w.id IN ({_marks(words)})""",  # noqa: S608 (our own names)
        [run.pk, field.value, *words],
    )


def _marks(values: list[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _journal(connection: Connection, words: list[SourceWord], actor: Actor) -> None:
    record(
        actor=actor.key,
        verb="modifier",
        kind="source",
        object_id=connection.pk,
        place=connection.organisation.path,
        label=str(connection),
        details={"mots": {one.word: one.value for one in words[:200]}},
    )
