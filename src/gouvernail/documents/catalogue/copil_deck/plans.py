"""The plans behind decisions: each plan put to the committee beside the one in force, what it moves and why."""

from __future__ import annotations

from django.db.models import Q

from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.ppi_comparison.content import comparison_slides
from gouvernail.documents.catalogue.ppi_comparison.sides import Side, compared, side_of_run, side_of_version
from gouvernail.documents.kit.story import Slide
from gouvernail.organisations.actors import Actor, system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanRun
from gouvernail.plans.versions.reference import version_beside
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.registers.models import Link


def plan_slides(situation: Situation) -> list[Slide]:
    """Return the comparison of each plan that leads to a decision of this meeting with the plan it would replace."""
    slides: list[Slide] = []
    for run in _runs(situation):
        place, actor = situation.place, system_actor("documents")
        before = _before(run, place, actor)
        if before is not None and placements_of(run.result):
            slides += comparison_slides(compared(place, before, side_of_run(place, actor, run)))
    return slides


def _before(run: PlanRun, place: Organisation, actor: Actor) -> Side | None:
    """Return the plan that a run would replace; where none was adopted, the version that was arrested."""
    reference = replaced_by(run, place)
    if reference is not None:
        return side_of_run(place, actor, reference)
    version = version_beside(run, place, actor)
    return side_of_version(place, actor, version) if version else None


def replaced_by(run: PlanRun, place: Organisation) -> PlanRun | None:
    """Return the plan that was in force when ``run`` was adopted, or is now when it was not."""
    adopted = PlanRun.objects.filter(organisation=place).exclude(adopted_at=None).exclude(pk=run.pk)
    before = Q(adopted_at__lt=run.adopted_at) if run.adopted_at else Q()
    found = adopted.filter(before).order_by("-adopted_at").first()
    return found if found is not None and placements_of(found.result) else None


def _runs(situation: Situation) -> list[PlanRun]:
    decisions = [line.decision.pk for line in situation.decisions]
    links = Link.objects.filter(from_kind="plan_run", to_kind="decision", to_id__in=decisions)
    runs = PlanRun.objects.filter(
        pk__in=links.values("from_id"), organisation__path__startswith=situation.place.path
    ).exclude(result=None)
    return list(runs.select_related("version").order_by("pk"))
