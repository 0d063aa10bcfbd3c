"""The plan in force and the projects that left it, as ``plans/alerts.html`` takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.alerts import alerts
from gouvernail.projects.models import Project
from gouvernail.registers.registry import register_of


def off_plan(place: Organisation, run: PlanRun | None, projects: Iterable[Project]) -> dict[str, Any]:
    """Return the context of ``plans/alerts.html`` for a plan (none: no alert)."""
    found = alerts(run, projects, place.today())
    href = register_of("project").href
    return {"in_force": run, "alerts": [(one, href(place, one.project)) for one in found]}
