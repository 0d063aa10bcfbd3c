"""From a decision taken to the project that carries it out: the project keeps the thread of where it came from."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.governance.models import TAKEN, Decision
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.projects.making import made_from
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import RefusedError, link_objects, save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


def make_project_of(decision: Decision, *, actor: Actor) -> Project:
    """Create the project that carries a decision out, as an idea to study, tied to it; both acts are in the journal.

    Raises ``PermissionDenied`` without the right to create projects there, ``RefusedError`` when the decision was not
    taken, is closed to some, or has a project already.
    """
    decisions, projects = register_of("decision"), register_of("project")
    if not actor.can(EDIT, "projects", decision.organisation):
        raise PermissionDenied
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=decision.pk)
        if refusal := why_not(decision):
            raise RefusedError(refusal)
        project = Project(
            organisation=decision.organisation,
            title=decision.title,
            description=decision.final_wording,
            life_cycle=LifeCycle.IDEA,
            sponsor_role=decision.owner_role,
            deadline=decision.due,
            source=_("Décision « %(title)s »") % {"title": decision.title},
        )
        save_object(projects, project, actor=actor)
        link_objects((decisions, decision), (projects, project), relation=Relation.DONE_BY.value, actor=actor)
    return project


def why_not(decision: Decision) -> str:
    """Say why no project may be made of a decision; an empty text when one may."""
    if decision.outcome not in TAKEN:
        return _("Seule une décision adoptée devient un projet.")
    if decision.circle:
        return _("Cette décision est à accès restreint : un projet la montrerait à tous.")
    if Link.objects.filter(from_kind="decision", from_id=decision.pk, to_kind="project").exists():
        return _("Un projet exécute déjà cette décision.")
    return ""


def decision_actions(request: HttpRequest, place: Organisation, decision: Decision) -> list[SheetAction]:
    """Offer to make a project of a decision that was taken."""
    if why_not(decision) or not request.actor.can(EDIT, "projects", decision.organisation):
        return []
    href = reverse("decision_to_project", args=[place.slug, decision.pk])
    return [SheetAction(_("Faire un projet"), href, "route", method="post")]


@require_POST
def to_project(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Make a project of a decision, and lead to it."""
    return made_from(
        request, place, "decision", pk, make_project_of, _("Le projet est créé ; il garde le fil de la décision.")
    )
