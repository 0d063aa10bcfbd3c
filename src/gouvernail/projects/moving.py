"""Moving a project on the roadmap: a quarter earlier, later, longer or shorter, or to quarters of one's own."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.kernel.partial_dates import PartialDate, Precision
from gouvernail.kernel.periods import Month, Quarter, add_months
from gouvernail.organisations.actors import Actor
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of

MONTHS = 3
CLOSED = (LifeCycle.DONE, LifeCycle.DROPPED)


def shifted(known: PartialDate, quarters: int, *, last: bool = False) -> PartialDate:
    """Return a date some quarters later (earlier: negative), as precise as it was.

    A year has no quarter to shift: it becomes its first one, its last one for an end (``last``), then moves.
    """
    months = quarters * MONTHS
    first, end = known.first_day, known.last_day
    if known.precision is Precision.DAY:
        return PartialDate.of_day(add_months(first, months))
    if known.part is not None:
        return PartialDate.of_part(Month.of(first).shifted(months), known.part)
    if known.precision is Precision.MONTH:
        moved = Month.of(first).shifted(months)
        return PartialDate.of_month(moved.year, moved.month)
    if known.precision is Precision.MONTH_SPAN:
        return PartialDate.of_months(Month.of(first).shifted(months), Month.of(end).shifted(months))
    moved_quarter = Quarter.of(end if last else first).shifted(quarters)
    return PartialDate.of_quarter(moved_quarter.year, moved_quarter.quarter)


def move(project: Project, quarters: int, *, actor: Actor) -> Project:
    """Move a project by some quarters, its length unchanged.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when it has no date or is over.
    """
    with transaction.atomic():
        project = _locked(project)
        if project.starts is None and project.ends is None:
            raise RefusedError(_("« %(title)s » n’a pas de date à déplacer.") % {"title": project.title})
        starts = project.starts and shifted(project.starts, quarters)
        ends = project.ends and shifted(project.ends, quarters, last=True)
        return _saved(project, starts, ends, actor)


def lengthen(project: Project, quarters: int, *, actor: Actor) -> Project:
    """Put the end of a project some quarters later (earlier: negative); its start stays.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when it has no date, is over, or would be empty.
    """
    with transaction.atomic():
        project = _locked(project)
        known = project.ends or project.starts
        if known is None:
            raise RefusedError(_("« %(title)s » n’a pas de date à déplacer.") % {"title": project.title})
        return _saved(project, project.starts or project.ends, shifted(known, quarters, last=True), actor)


def place_at(project: Project, first: Quarter, last: Quarter, *, actor: Actor) -> Project:
    """Give a project the quarters of its start and of its end.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when it is over or ends before it starts.
    """
    with transaction.atomic():
        starts, ends = (PartialDate.of_quarter(one.year, one.quarter) for one in (first, last))
        return _saved(_locked(project), starts, ends, actor)


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update(of=("self",)).select_related("organisation", "axis").get(pk=project.pk)


def _saved(project: Project, starts: PartialDate | None, ends: PartialDate | None, actor: Actor) -> Project:
    if project.life_cycle in CLOSED:
        raise RefusedError(
            _("« %(title)s » est %(state)s : il ne se déplace plus.")
            % {"title": project.title, "state": project.get_life_cycle_display().lower()}
        )
    if starts and ends and ends.last_day < starts.first_day:
        raise RefusedError(_("« %(title)s » finirait avant de commencer.") % {"title": project.title})
    project.starts, project.ends = (replace(one, raw="") if one else None for one in (starts, ends))
    save_object(register_of("project"), project, actor=actor)
    return project
