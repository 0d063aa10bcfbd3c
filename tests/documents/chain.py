"""A chain from what was found to what was decided, at an agglomeration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gouvernail.action_plan.models import Action, Finding, Recommendation
from gouvernail.governance.models import Decision, Outcome
from gouvernail.projects.models import Project
from gouvernail.registers.models import Link


@dataclass
class Chain:
    """finding → recommendation → action and project → decision."""

    finding: Finding
    recommendation: Recommendation
    action: Action
    project: Project
    decision: Decision


def tie(first: tuple[str, object], second: tuple[str, object], relation: str = "mene_a") -> None:
    """Tie two objects without asking anybody."""
    (from_kind, from_obj), (to_kind, to_obj) = first, second
    Link.objects.create(from_kind=from_kind, from_id=from_obj.pk, to_kind=to_kind, to_id=to_obj.pk, relation=relation)


def make_chain(sitting) -> Chain:
    """Create the chain; its decision was taken by the previous meeting."""
    place = sitting.place
    finding = Finding.objects.create(organisation=place, title="Sauvegardes jamais testées", origin="CRC")
    advice = Recommendation.objects.create(organisation=place, number="1", title="Tester un retour", origin="CRC 2025")
    action = Action.objects.create(organisation=place, number=4, title="Tester le retour", evidence="PV du 3 mars")
    project = Project.objects.create(organisation=place, title="Plan de reprise")
    votes = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0}
    decision = sitting.taken_before("2.1", decided_on=date(2025, 12, 16), **votes)
    assert decision.outcome == Outcome.ADOPTED
    tie(("finding", finding), ("recommendation", advice))
    tie(("recommendation", advice), ("action", action), "realise_par")
    tie(("recommendation", advice), ("project", project), "realise_par")
    tie(("action", action), ("decision", decision), "decide_par")
    return Chain(finding, advice, action, project, decision)
