"""What the dates of projects break of what their sheets say: not before, deadline, waiting for another one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gouvernail.projects.models import LifeCycle, Project

OVER = (LifeCycle.DONE, LifeCycle.DROPPED)


def broken_rules(projects: Iterable[Project]) -> list[tuple[Project, str]]:
    """Return the rules that the dates of live projects break, each as a French sentence."""
    return [(one, sentence) for one in projects if one.life_cycle not in OVER for sentence in _sentences(one)]


def _sentences(one: Project) -> list[str]:
    found = []
    if one.starts and one.earliest and one.starts.last_day < one.earliest.first_day:
        words = {"start": one.starts.short(), "earliest": one.earliest.short()}
        found.append(_("commence en %(start)s, mais pas avant %(earliest)s dit sa fiche") % words)
    if one.ends and one.deadline and one.ends.first_day > one.deadline.last_day:
        words = {"end": one.ends.short(), "deadline": one.deadline.short()}
        found.append(_("finit en %(end)s, après l’échéance à tenir (%(deadline)s)") % words)
    before = one.waits_for
    waits = before is not None and before.life_cycle not in OVER and one.starts and before.ends
    if waits and one.starts.last_day <= before.ends.last_day:
        words = {"start": one.starts.short(), "title": before.title, "end": before.ends.short()}
        found.append(_("commence en %(start)s, avant la fin de « %(title)s » (%(end)s) qu’il attend") % words)
    return found
