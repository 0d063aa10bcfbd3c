"""Typing what a scenario costs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from gouvernail.organisations.actors import Actor
from gouvernail.studies.models import CostLine, Scenario
from gouvernail.studies.operations.acts import demand_open, journal


def write_costs(scenario: Scenario, lines: Iterable[CostLine], *, actor: Actor) -> None:
    """Replace the costs of a scenario, all or none."""
    study = scenario.study
    demand_open(actor, study)
    kept = list(lines)
    with transaction.atomic():
        before = [_said(one) for one in scenario.cost_lines.all()]
        scenario.cost_lines.all().delete()
        for one in kept:
            one.pk, one.scenario = None, scenario
        CostLine.objects.bulk_create(kept)
        after = [_said(one) for one in kept]
        if before != after:
            journal(actor, "couts", study, {"scenario": scenario.name, "avant": before, "apres": after})


def _said(line: CostLine) -> list[str | None]:
    return [str(line), line.label, None if line.amount is None else f"{line.amount:.2f}", line.tax_basis]
