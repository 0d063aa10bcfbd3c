"""What a person says the words of a source mean, and what becomes of the requests that waited for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.connectors.sources.conflicts import mark_conflicts
from gouvernail.connectors.sources.connector import REQUESTS
from gouvernail.connectors.sources.enums import Outcome, ReadingState, WordField
from gouvernail.connectors.sources.models import Connection, SourceRun, SourceWord
from gouvernail.connectors.sources.prepared import staged_counts
from gouvernail.connectors.sources.reading import check_rights
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department, Organisation
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import RequestKind


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
            _judge_again(run)
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


def _judge_again(run: SourceRun) -> None:
    """Count the prepared requests anew: those that waited for nothing but their words are ready."""
    mark_conflicts(run)
    if run.stream == REQUESTS:
        run.counts = staged_counts(run) | {Outcome.UNCHANGED.value: run.counts.get(Outcome.UNCHANGED, 0)}
        run.save(update_fields=["counts", "touched_at"])


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
