"""What the sheets of framework documents and processes show beyond their fields."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.policies.models import CIRCUIT, Policy, PolicyVersion, Process, ReadingCampaign, VersionState
from gouvernail.policies.raci import raci_of
from gouvernail.policies.reading import is_open, readings_of
from gouvernail.policies.tables import version_badge
from gouvernail.registers.panels import Panel, SheetAction
from gouvernail.registers.registry import register_of


def visible_versions(policy: Policy, *, writes: bool) -> list[PolicyVersion]:
    """Return the versions that somebody may read, latest first: those in force or replaced, all for who writes."""
    versions = policy.versions.order_by("-pk")
    return list(versions if writes else versions.filter(state__in=(VersionState.PUBLISHED, VersionState.REPLACED)))


def published_text(request: HttpRequest, place: Organisation, policy: Policy) -> Panel | None:
    """Show what the version in force says."""
    version = policy.versions.filter(state=VersionState.PUBLISHED).first()
    if version is None:
        return None
    papers = list(version.papers.defer("content"))
    return Panel("policies/panels/text.html", {"version": version, "papers": papers, "place": place})


def versions(request: HttpRequest, place: Organisation, policy: Policy) -> Panel:
    """Show the versions and the campaigns of reading."""
    writes = register_of("policy").may(request.actor, EDIT, policy)
    shown = visible_versions(policy, writes=writes)
    campaigns = ReadingCampaign.objects.filter(version__policy=policy).select_related("version")
    return Panel(
        "policies/panels/versions.html",
        {
            "policy": policy,
            "place": place,
            "writes": writes,
            "versions": [(one, version_badge(one)) for one in shown],
            "campaigns": [(one, readings_of(one), is_open(one, place.today())) for one in campaigns],
        },
    )


def policy_actions(request: HttpRequest, place: Organisation, policy: Policy) -> list[SheetAction]:
    """Offer to write a new version, or to go on with the one on its way."""
    if not register_of("policy").may(request.actor, EDIT, policy):
        return []
    pending = policy.versions.filter(state__in=CIRCUIT).first()
    if pending:
        href = reverse("policy_version", args=[place.slug, policy.pk, pending.pk])
        return [SheetAction(_("Version %(number)s en cours") % {"number": pending.number}, href, "edit")]
    return [SheetAction(_("Écrire une version"), reverse("policy_version_new", args=[place.slug, policy.pk]), "plus")]


def raci(request: HttpRequest, place: Organisation, process: Process) -> Panel:
    """Show the matrix and what is wrong with it."""
    return Panel("policies/panels/raci.html", {"process": process, "place": place, "raci": raci_of(process)})


def process_actions(request: HttpRequest, place: Organisation, process: Process) -> list[SheetAction]:
    """Offer to fill the matrix."""
    if not register_of("process").may(request.actor, EDIT, process):
        return []
    return [SheetAction(_("Répartir les rôles"), reverse("process_raci", args=[place.slug, process.pk]), "users")]
