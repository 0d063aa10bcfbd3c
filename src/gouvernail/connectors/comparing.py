"""Have an import compared: while its person waits when it is short, beside the pages otherwise, whatever happens.

A long comparison has a process of its own (``registers.apart``). One whose process or server was killed is taken up
from its file, by its person, its server or the clock: nothing but prepared lines was written, and they are made anew.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors import staging
from gouvernail.connectors.enums import RunState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.outlines import sheet_named
from gouvernail.connectors.receiving import check_rights
from gouvernail.organisations.actors import Actor, actor_of_key
from gouvernail.registers.apart import OneAtATime
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

AT_ONCE = 2_000
"""Up to so many lines, the person waits for the comparison; beyond, it is done beside the pages."""

STALLED = timedelta(minutes=2)
"""Without a sign for so long, a comparison is taken for interrupted. (A write may wait a minute for another.)"""

_BEAT = 1.0
MOST_TAKEN_UP = 2
"""How many times a comparison starts again by itself: one that kills its process does not do so for ever."""


def compare(run: ImportRun, actor: Actor) -> None:
    """Compare the lines of an import, at once or beside; the state of the run says when it is done."""
    attempt = staging.begin(run, asked_by=actor.key)
    if sheet_named(run.outline, run.sheet)["rows"] <= AT_ONCE:
        staging.work(run.pk, attempt, actor)
    else:
        _comparisons.start(run.pk, attempt)
    run.refresh_from_db()


def execute(run_pk: int, attempt: int) -> None:
    """Compare now, with the rights that the person who asked for it has now."""
    run = _at(run_pk, attempt)
    if run is None:
        return
    actor = actor_of_key(run.asked_by, run.organisation.today())
    try:
        check_rights(register_of(run.kind), run.organisation, actor)
    except PermissionDenied:
        sentence = _("La personne qui a demandé cette comparaison n’a plus le droit d’importer ici. Rien n’est écrit.")
        staging.fail(run_pk, attempt, sentence)
        return
    staging.work(run_pk, attempt, actor)


def _at(run_pk: int, attempt: int) -> ImportRun | None:
    """A comparison under way, unless it was dropped or started again."""
    runs = ImportRun.objects.select_related("organisation").filter(state=RunState.READING)
    return runs.filter(pk=run_pk, attempt=attempt).first()


def _wait(run_pk: int, attempt: int) -> None:
    ImportRun.objects.filter(pk=run_pk, attempt=attempt, state=RunState.READING).update(touched_at=timezone.now())


def _left(run_pk: int, attempt: int, *, code: int) -> None:
    """Its process was killed: start again at once, unless somebody did or it killed too many."""
    run = _at(run_pk, attempt)
    again = _begin_again(run) if run else None
    if again:
        _comparisons.start(run_pk, again)


_comparisons = OneAtATime(execute, _wait, _BEAT, aside=True, left=_left)


def is_stalled(run: ImportRun) -> bool:
    """Whether a comparison gave no sign for too long."""
    return run.state == RunState.READING and timezone.now() - run.touched_at > STALLED


def stalled() -> QuerySet[ImportRun]:
    """Return the comparisons that somebody asked for on a page and that give no sign any more."""
    silent = ImportRun.objects.filter(state=RunState.READING, touched_at__lt=timezone.now() - STALLED)
    return silent.exclude(asked_by="")


def take_up_stalled() -> int:
    """Start again, now, the comparisons that killed servers left; return how many."""
    count = 0
    for run in stalled():
        attempt = _begin_again(run)
        if attempt:
            _comparisons.run(run.pk, attempt)
            count += 1
    return count


def _begin_again(run: ImportRun) -> int | None:
    """Begin another attempt and return its number; say on the run that there will be none when there were enough."""
    if run.taken_up >= MOST_TAKEN_UP:
        sentence = _(
            "La comparaison s’est interrompue trois fois. Rien n’est écrit : découpez le fichier, et déposez-le."
        )
        staging.fail(run.pk, run.attempt, sentence)
        return None
    try:
        return staging.begin(run, asked_by=run.asked_by, taken_up=run.taken_up + 1)
    except RefusedError:  # applied or dropped meanwhile
        return None
