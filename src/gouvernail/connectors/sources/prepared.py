"""What a reading prepared, by outcome: a request whose category nobody explained is doubtful, whatever else it is."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from gouvernail.connectors.sources.bulk import execute, is_postgresql
from gouvernail.connectors.sources.enums import Outcome, WordField
from gouvernail.connectors.sources.models import SourceRun, SourceWord, StagedRequest

WAITING = (Outcome.NEW, Outcome.CHANGED)
"""What is written when it is applied, once its category is explained."""

WRITTEN = (Outcome.NEW, Outcome.CHANGED, Outcome.VANISHED)
AT_ONCE = 20_000
"""Rows forgotten in one transaction: nobody's write waits for more."""


def unexplained(run: SourceRun) -> QuerySet[SourceWord]:
    """Return the categories of a source that nobody explained."""
    return SourceWord.objects.filter(connection=run.connection_id, field=WordField.KIND, confirmed=False)


def prepared(run: SourceRun, outcome: str) -> QuerySet[StagedRequest]:
    """Return the requests of one outcome, in the order of the source."""
    rows = run.requests.all()
    doubt = Q(kind_word__in=unexplained(run).order_by().values("pk"))
    if outcome == Outcome.DOUBTFUL:
        return rows.filter(Q(outcome=outcome) | (Q(outcome__in=WAITING) & doubt))
    found = rows.filter(outcome=outcome)
    return found.exclude(doubt) if outcome in WAITING and unexplained(run).exists() else found


def staged_counts(run: SourceRun) -> dict[str, int]:
    """Return how many requests a reading prepared, by outcome (two queries)."""
    doubt = set(unexplained(run).values_list("pk", flat=True))
    counts: Counter[str] = Counter()
    rows = run.requests.order_by().values_list("outcome", "kind_word").annotate(Count("pk"))
    for outcome, word, n in rows:
        counts[Outcome.DOUBTFUL.value if outcome in WAITING and word in doubt else outcome] += n
    return dict(counts)


def set_doubtful_aside(run: SourceRun) -> None:
    """Leave aside for good, when a reading is applied, what nobody explained in time."""
    run.requests.filter(outcome__in=WAITING, kind_word__in=list(unexplained(run).values_list("pk", flat=True))).update(
        outcome=Outcome.DOUBTFUL
    )


def forget(run: SourceRun, outcomes: tuple[Outcome, ...] = tuple(Outcome)) -> None:
    """Forget prepared rows, a few at a time; when they are all there is, SQLite empties its table at once."""
    rows = run.requests.filter(outcome__in=outcomes).order_by()
    others = StagedRequest.objects.filter(Q(run__lt=run.pk) | Q(run__gt=run.pk))
    kept = run.requests.filter(outcome__in=[one for one in Outcome if one not in outcomes])
    if not is_postgresql():
        with transaction.atomic():
            if not (others.exists() or kept.exists()):
                execute(f'DELETE FROM "{StagedRequest._meta.db_table}"')  # noqa: S608 (our own name)
                return
    while some := list(rows.order_by("pk").values_list("pk", flat=True)[AT_ONCE - 1 : AT_ONCE]):
        rows.filter(pk__lte=some[0])._raw_delete("default")
    rows._raw_delete("default")
