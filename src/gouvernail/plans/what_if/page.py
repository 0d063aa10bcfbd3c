"""The plan of a run as its page takes it: tiles, projects beside the plan in force, charts, answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun
from gouvernail.plans.what_if.comparing import (
    LATE,
    LEFT,
    OUT,
    ComparedProject,
    Comparison,
    compare,
    compare_result,
    headline,
    whole_spending,
)
from gouvernail.plans.what_if.drawing import plan_chart, spending_chart, worth_chart
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.registers.registry import register_of

TONES = {"optimal": "good", "feasible": "progress", "impossible": "alert", "unknown": "risk"}


def result_page(run: PlanRun, reference: PlanRun | None, place: Organisation, actor: Actor) -> dict[str, Any]:
    """Return what the page of a run with a result shows."""
    comparison = compare(run, reference)
    result, on = run.result or {}, place.today()
    basis = run.get_tax_basis_display()
    said = result["certificate"]
    found: dict[str, Any] = {
        "plan": bool(placements_of(result)),
        "reference": reference,
        "beside": beside(reference),
        "others": _others(run, place, actor),
        "certificate": said | {"tone": TONES[said["word"]]},
        "comparison": comparison,
        "headline": headline(comparison),
        "warnings": result.get("warnings", ()),
        "conflict": result.get("conflict"),
        "relaxation": result.get("relaxation"),
        "loosened": loosened_rows(run, comparison, place),
        "relaxation_least": result.get("relaxation_least", True),
        "rows": [(row, _href(place, row.pk)) for row in comparison.rows],
        "version_href": register_of("plan_version").href(place, run.version) if run.version else "",
    }
    if found["plan"]:
        found |= {
            "tiles": tiles(run, comparison, basis),
            "gantt": plan_chart(run, comparison, on),
            "charts": [chart for chart in (spending_chart(run, reference, basis, on),) if chart],
            "curve": worth_chart(run, on),
            "worths": result.get("worths", ()),
        }
    return found


def loosened_rows(run: PlanRun, comparison: Comparison, place: Organisation) -> list[tuple[ComparedProject, str]]:
    """Return the projects that the least change would leave out, move or hold where they are, and by which rule."""
    near = (run.result or {}).get("loosened")
    if not near:
        return []
    rows = compare_result(comparison.problem, near, comparison.reference).rows
    return [(row, _href(place, row.pk)) for row in rows if row.why or row.change.rank in (OUT, LATE, LEFT)]


def beside(reference: PlanRun | None) -> str:
    """Name what a plan is set against: the plan in force, another computed plan, or the dates of the sheets."""
    if reference is None:
        return _("Dates des fiches")
    return _("Plan en vigueur") if reference.adopted_at else _("Plan comparé")


def tiles(run: PlanRun, comparison: Comparison, basis: str) -> list[dict[str, str]]:
    """Return the figures to see from afar."""
    kept, due = comparison.duties
    said, budget = run.result["certificate"], _budget(run)
    gap = said["gap"]
    return [
        {
            "label": _("Projets retenus"),
            "value": f"{comparison.kept} / {len(comparison.rows)}",
            "detail": headline(comparison),
            "tone": "neutral",
        },
        {
            "label": _("Obligatoires tenus"),
            "value": f"{kept} / {due}" if due else "—",
            "detail": "" if due else _("Aucun projet n’est dit obligatoire."),
            "tone": "good" if kept == due else "alert",
        },
        {
            "label": _("Investissement, %(basis)s") % {"basis": basis},
            "value": euros(whole_spending(run, "investment"), kilo=True),
            "detail": _money_words(run, budget),
            "tone": "neutral",
        },
        {
            "label": _("Qualité du plan"),
            "value": _("prouvé") if said["word"] == "optimal" else _("vérifié"),
            "detail": _("écart possible : %(gap)s") % {"gap": format_percent(Decimal(gap), 1)}
            if float(gap or 0)
            else "",
            "tone": TONES[said["word"]],
        },
    ]


def _budget(run: PlanRun) -> Decimal | None:
    amounts = [
        Decimal(one["amount"])
        for one in run.result["envelopes"]
        if one["envelope"] == "investment" and one["when"].isdecimal()
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _others(run: PlanRun, place: Organisation, actor: Actor) -> list[PlanRun]:
    others = register_of("plan_run").objects(place, actor).exclude(pk=run.pk).exclude(result=None)
    return list(others.only("title", "organisation", "adopted_at", "version")[:10])


def _href(place: Organisation, pk: int) -> str:
    return reverse("project_sheet", args=[place.slug, pk])


def _money_words(run: PlanRun, budget: Decimal | None) -> str:
    said = [_("pour un budget de %(budget)s") % {"budget": euros(budget, kilo=True)}] if budget else []
    operating = whole_spending(run, "operating")
    if operating:
        said.append(_("et %(amount)s de fonctionnement") % {"amount": euros(operating, kilo=True)})
    return ", ".join(said)
