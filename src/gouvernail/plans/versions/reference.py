"""What a computed plan is set against where none was adopted: the version that was voted, else the last arrested."""

from __future__ import annotations

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun, PlanVersion, VersionState
from gouvernail.registers.registry import register_of


def version_beside(run: PlanRun, place: Organisation, actor: Actor) -> PlanVersion | None:
    """Return the last version voted or revised at a place, else the last arrested; never one that a run became."""
    own = register_of("plan_version").objects(place, actor).filter(organisation=place, runs=None)
    known = own.exclude(pk=run.version_id).order_by("-made_on", "-pk")
    return known.exclude(state=VersionState.DRAFT).first() or known.first()
