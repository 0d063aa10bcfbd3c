"""From a need to a project: the project keeps the thread of where it came from."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.projects.making import made_from
from gouvernail.projects.models import LifeCycle, Need, NeedState, Project
from gouvernail.registers.models import Relation
from gouvernail.registers.operations import RefusedError, link_objects, save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


def make_project_of(need: Need, *, actor: Actor) -> Project:
    """Create the project that answers a need, as an idea to study, tied to it; both acts are in the journal.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when the need was answered already.
    """
    needs, projects = register_of("need"), register_of("project")
    if not needs.may(actor, EDIT, need):
        raise PermissionDenied
    with transaction.atomic():
        need = Need.objects.select_for_update(of=("self",)).select_related("organisation", "axis").get(pk=need.pk)
        if need.state == NeedState.PROJECT:
            raise RefusedError(_("Ce besoin est déjà devenu un projet."))
        project = Project(
            organisation=need.organisation,
            title=need.title,
            description="\n\n".join(filter(None, (need.description, need.benefit))),
            axis=need.axis,
            life_cycle=LifeCycle.IDEA,
            sponsor_role=need.sponsor_role,
            deadline=need.wanted,
            source=_("Besoin « %(title)s »") % {"title": need.title},
        )
        save_object(projects, project, actor=actor)
        need.state = NeedState.PROJECT
        save_object(needs, need, actor=actor)
        link_objects((needs, need), (projects, project), relation=Relation.LEADS_TO.value, actor=actor)
    return project


def need_actions(request: HttpRequest, place: Organisation, need: Need) -> list[SheetAction]:
    """Offer to make a project of a need."""
    if need.state == NeedState.PROJECT or not register_of("need").may(request.actor, EDIT, need):
        return []
    href = reverse("need_to_project", args=[place.slug, need.pk])
    return [SheetAction(_("Faire un projet"), href, "route", primary=True, method="post")]


@require_POST
def to_project(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Make a project of a need, and lead to it."""
    return made_from(request, place, "need", pk, make_project_of, _("Le projet est créé ; il garde le fil du besoin."))
