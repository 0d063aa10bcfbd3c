"""What people did meanwhile: a request corrected or deleted by hand is not overwritten nor made again."""

from __future__ import annotations

from gouvernail.connectors.sources.bulk import execute, is_postgresql
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import SourceRun, SourceWord, StagedRequest
from gouvernail.support.models import Request

CORRECTED = "Corrigée à la main : les champs corrigés sont gardés, les autres suivent la source."
DELETED = "Supprimée à la main : elle n’est pas recréée."

_STAGED, _REQUEST, _WORD = (model._meta.db_table for model in (StagedRequest, Request, SourceWord))


def mark_conflicts(run: SourceRun) -> None:
    """Set aside the changed requests of a reading that a person corrected or deleted (two statements).

    Those whose category nobody explained are doubtful first.
    """
    corrected = "r.corrected_fields <> '[]'" + ("::jsonb" if is_postgresql() else "")
    for reason, condition in (
        (CORRECTED, f'EXISTS (SELECT 1 FROM "{_REQUEST}" r WHERE r.id = s.object_id AND {corrected})'),  # noqa: S608 (our own names)
        (DELETED, f'NOT EXISTS (SELECT 1 FROM "{_REQUEST}" r WHERE r.id = s.object_id)'),  # noqa: S608 (our own names)
    ):
        execute(
            f'UPDATE "{_STAGED}" AS s SET outcome = %s, reason = %s '  # noqa: S608 (our own names)
            f"WHERE s.run_id = %s AND s.outcome = %s AND {condition} "
            f'AND EXISTS (SELECT 1 FROM "{_WORD}" w WHERE w.id = s.kind_word_id AND w.confirmed)',
            [Outcome.CONFLICT.value, reason, run.pk, Outcome.CHANGED.value],
        )
