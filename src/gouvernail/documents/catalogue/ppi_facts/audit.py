"""What stands before a plan: means, environment, findings, risks, recommendations; as the actor may see them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouvernail.action_plan.models import Finding as AuditFinding
from gouvernail.action_plan.models import FindingState, Recommendation, RecommendationState
from gouvernail.action_plan.models import Risk as AuditRisk
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import Capacity
from gouvernail.registers.registry import register_of

ESTATE = "PAT-01"


@dataclass(frozen=True)
class Audit:
    """Means and findings; ``estate`` is the equipment in service by type, ``None`` when unknown or not to be seen."""

    capacities: tuple[Capacity, ...]
    estate: Measure | None
    findings: tuple[AuditFinding, ...]
    risks: tuple[AuditRisk, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def posts(self) -> Decimal | None:
        """The posts of the team, in full-time equivalents; ``None`` when nobody said them."""
        known = [one.posts for one in self.capacities if one.posts is not None]
        return sum(known, Decimal(0)) if known else None


def audit_of(place: Organisation, actor: Actor) -> Audit:
    """Read what stands before the plan: open findings and risks, recommendations not refused."""
    estate = None
    if actor.can(VIEW, "indicators", place):
        estate = measure_all(Scope(place, actor), place.today(), (ESTATE,)).get(ESTATE)
    findings = register_of("finding").objects(place, actor).filter(state=FindingState.OPEN).select_related("axis")
    risks = register_of("risk").objects(place, actor).filter(closed_on=None)
    advised = register_of("recommendation").objects(place, actor).exclude(state=RecommendationState.REFUSED)
    return Audit(
        tuple(register_of("capacity").objects(place, actor)),
        estate if estate is not None and estate.value is not None else None,
        tuple(findings.order_by("axis__order", "number", "title")),
        tuple(risks.order_by("number", "title")),
        tuple(advised.select_related("axis").order_by("priority", "number", "title")),
    )
