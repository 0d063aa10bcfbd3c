"""Projects that no longer follow the plan that was adopted: late to start, late to end, paused, abandoned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import read_period
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.projects.models import Health, LifeCycle, Project
from gouvernail.registers.registry import register_of

UNDER_WAY = (LifeCycle.RUNNING, LifeCycle.DONE)


@dataclass(frozen=True)
class Alert:
    """A project off the plan: what is wrong in one sentence, and how grave it is."""

    project: Project
    tone: str
    sentence: str


def run_line(place: Organisation, run: PlanRun) -> dict[str, object]:
    """Return a run as a line of a list: its title, its address, the day it was asked for."""
    return {"title": run.title, "href": register_of("plan_run").href(place, run), "on": run.created_at}


def alerts(run: PlanRun | None, projects: Iterable[Project], on: date) -> list[Alert]:
    """Return the alerts of some projects against the plan adopted, the gravest first; none without a plan."""
    placed = placements_of(run.result) if run else {}
    found = []
    for one in projects:
        row = placed.get(f"p{one.pk}")
        said = _alert(one, row, on) if row else None
        if said:
            found.append(said)
    return sorted(found, key=lambda one: one.tone != "alert")


def _alert(one: Project, row: dict, on: date) -> Alert | None:
    first, last = read_period(row["start"]), read_period(row["end"])
    if one.life_cycle == LifeCycle.DONE:
        return None
    if one.life_cycle == LifeCycle.DROPPED:
        return Alert(one, "alert", _("abandonné alors que le plan adopté le retient"))
    if last.last_day < on:
        return Alert(one, "alert", _("devait finir au %(period)s") % {"period": last.short()})
    if first.last_day < on and one.life_cycle not in UNDER_WAY:
        return Alert(one, "alert", _("devait commencer au %(period)s") % {"period": first.short()})
    if one.life_cycle == LifeCycle.PAUSED and first.first_day <= on:
        return Alert(one, "risk", _("en pause alors que le plan adopté le fait avancer"))
    if one.health == Health.ALERT and first.first_day <= on:
        return Alert(
            one, "risk", _("en alerte : %(reason)s") % {"reason": one.health_reason or _("motif non renseigné")}
        )
    if one.ends and one.ends.first_day > last.last_day:
        words = {"end": one.ends.short(), "period": last.short()}
        return Alert(one, "risk", _("fin prévue %(end)s, après le %(period)s du plan adopté") % words)
    return None
