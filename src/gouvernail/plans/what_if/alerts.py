"""Projects that no longer follow the plan that was adopted: late to start, late to end, paused, abandoned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.engines.planning.calendar import read_period
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.ground import OVER, run_in_force
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.projects.models import Health, LifeCycle, Project
from gouvernail.registers.registry import register_of

UNDER_WAY = (LifeCycle.RUNNING, LifeCycle.DONE)


KINDS = {
    "late": (gettext_lazy("En retard"), "alert"),
    "blocked": (gettext_lazy("Bloqué"), "alert"),
    "watch": (gettext_lazy("À surveiller"), "risk"),
}


@dataclass(frozen=True)
class Alert:
    """A project off the plan: late, blocked or to watch, and what is wrong in one sentence."""

    project: Project
    kind: str
    sentence: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(KINDS[self.kind][0])

    @property
    def tone(self) -> str:
        """How grave it is: alert or risk."""
        return KINDS[self.kind][1]


def run_line(place: Organisation, run: PlanRun) -> dict[str, object]:
    """Return a run as a line of a list: its title, its address, the day it was asked for."""
    return {"title": run.title, "href": register_of("plan_run").href(place, run), "on": run.created_at}


def plan_alerts(place: Organisation, actor: Actor, projects: Iterable[Project], on: date) -> list[Alert]:
    """Return the alerts of some projects against the plan in force at a place, among what the actor may see."""
    return alerts(run_in_force(place, actor), projects, on)


def alerts(run: PlanRun | None, projects: Iterable[Project], on: date) -> list[Alert]:
    """Return the alerts of some projects against the plan adopted, the gravest first; none without a plan."""
    if run is None:
        return []
    placed = placements_of(run.result)
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
    begun = first.first_day <= on
    if one.life_cycle == LifeCycle.DROPPED:
        return Alert(one, "blocked", _("abandonné alors que le plan adopté le retient"))
    if last.last_day < on:
        return Alert(one, "late", _("devait finir au %(period)s") % {"period": last.short()})
    if begun and one.life_cycle == LifeCycle.PAUSED:
        return Alert(one, "blocked", _("en pause alors que le plan adopté le fait avancer"))
    if begun and one.waits_for and one.waits_for.life_cycle not in OVER:
        words = {"period": first.short(), "title": one.waits_for.title}
        return Alert(one, "blocked", _("prévu au %(period)s, mais il attend la fin de « %(title)s »") % words)
    if first.last_day < on and one.life_cycle not in UNDER_WAY:
        return Alert(one, "late", _("devait commencer au %(period)s") % {"period": first.short()})
    bought = read_period(row["purchase"]) if row.get("purchase") else None
    if bought is not None and bought.first_day <= on < first.first_day and one.life_cycle not in UNDER_WAY:
        words = {"purchase": bought.short(), "period": first.short()}
        return Alert(one, "watch", _("achat à lancer au %(purchase)s pour commencer au %(period)s") % words)
    if begun and one.health == Health.ALERT:
        reason = one.health_reason or _("motif non renseigné")
        return Alert(one, "watch", _("en alerte : %(reason)s") % {"reason": reason})
    if one.ends and one.ends.first_day > last.last_day:
        words = {"end": one.ends.short(), "period": last.short()}
        return Alert(one, "watch", _("fin prévue %(end)s, après le %(period)s du plan adopté") % words)
    return None
