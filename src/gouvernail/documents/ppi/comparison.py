"""Two plans side by side as slides: a version with another one, a what-if with the plan in force or another what-if."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_comparison.content import comparison_deck
from gouvernail.documents.catalogue.ppi_comparison.sides import (
    ComparisonFacts,
    Side,
    compared,
    side_of_run,
    side_of_version,
)
from gouvernail.documents.drawing import DECK_FORMATS, SLOW, draw
from gouvernail.documents.ppi.preparing import offer, prepare, quick
from gouvernail.documents.ppi.production import TYPES
from gouvernail.documents.ppi.views import find_version
from gouvernail.documents.sending import attachment
from gouvernail.documents.showing import cards_of
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import PlanRun, PlanVersion
from gouvernail.plans.versions.reference import version_beside
from gouvernail.plans.what_if.finding import find_run
from gouvernail.plans.what_if.ground import run_in_force
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of

FORMATS = DECK_FORMATS


def preview_versions(request: HttpRequest, place: Organisation, pk: int, other: int) -> HttpResponse:
    """Show what changed from the version ``other`` to the version ``pk``; a POST asks for a slow format."""
    files = [(one, reverse("plan_versions_compared_file", args=[place.slug, pk, other, one])) for one in quick(FORMATS)]
    return _page(request, place, _versions(request, place, pk, other), files)


def download_versions(request: HttpRequest, place: Organisation, pk: int, other: int, extension: str) -> HttpResponse:
    """Send the same as a file."""
    return _file(_versions(request, place, pk, other), extension)


def preview_run(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show a what-if beside the plan in force, or beside the run that the address names (``avec``); POST as above."""
    facts = _run(request, place, pk)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    files = [(one, reverse("plan_run_compared_file", args=[place.slug, pk, one]) + query) for one in quick(FORMATS)]
    return _page(request, place, facts, files)


def download_run(request: HttpRequest, place: Organisation, pk: int, extension: str) -> HttpResponse:
    """Send the same as a file."""
    return _file(_run(request, place, pk), extension)


def run_actions(request: HttpRequest, place: Organisation, run: PlanRun) -> list[SheetAction]:
    """Offer the comparison at the head of a what-if, when there is a plan to set it against."""
    if not placements_of(run.result) or not request.actor.can(VIEW, "documents", run.organisation):
        return []
    if reference_of(request, place, run) is None and _version_of(request, place, run) is None:
        return []
    query = f"?avec={request.GET['avec']}" if request.GET.get("avec") else ""
    href = reverse("plan_run_compared", args=[place.slug, run.pk]) + query
    return [SheetAction(_("Diapositives des deux plans"), href, "presentation")]


def version_actions(request: HttpRequest, place: Organisation, version: PlanVersion | None) -> list[SheetAction]:
    """Offer the slides of two versions once the address of a version's page names the other one."""
    other = request.GET.get("avec", "")
    if version is None or not other.isdecimal() or not request.actor.can(VIEW, "documents", version.organisation):
        return []
    if not register_of("plan_version").objects(place, request.actor).filter(pk=other).exclude(pk=version.pk).exists():
        return []
    href = reverse("plan_versions_compared", args=[place.slug, version.pk, int(other)])
    return [SheetAction(_("Diapositives des deux versions"), href, "presentation")]


def reference_of(request: HttpRequest, place: Organisation, run: PlanRun) -> PlanRun | None:
    """Return what a what-if is set against: the run that the address names, else the plan in force; never itself."""
    other = request.GET.get("avec", "")
    found = find_run(request, place, other) if other else run_in_force(place, request.actor)
    return found if found is not None and found.pk != run.pk and placements_of(found.result) else None


def _versions(request: HttpRequest, place: Organisation, pk: int, other: int) -> ComparisonFacts:
    after, before = find_version(request, place, pk), find_version(request, place, other)
    if after is None or before is None or after.pk == before.pk:
        raise Http404
    sides: list[Side] = [side_of_version(place, request.actor, one) for one in (before, after)]
    return compared(place, *sides)


def _run(request: HttpRequest, place: Organisation, pk: int) -> ComparisonFacts:
    run = find_run(request, place, pk)
    reference = reference_of(request, place, run)
    seen = request.actor.can(VIEW, "documents", run.organisation)
    version = _version_of(request, place, run) if reference is None else None
    if (reference is None and version is None) or not placements_of(run.result) or not seen:
        raise Http404
    before = (
        side_of_run(place, request.actor, reference)
        if version is None
        else side_of_version(place, request.actor, version)
    )
    return compared(place, before, side_of_run(place, request.actor, run))


def _version_of(request: HttpRequest, place: Organisation, run: PlanRun) -> PlanVersion | None:
    """Return the version a what-if is set against when the address names no run and no plan is in force."""
    return None if request.GET.get("avec") else version_beside(run, place, request.actor)


def _page(
    request: HttpRequest, place: Organisation, facts: ComparisonFacts, files: list[tuple[str, str]]
) -> HttpResponse:
    document = comparison_deck(facts)
    if request.method == "POST":
        return prepare(request, place, document, (facts.place, FORMATS, _stem(facts)))
    context = {
        "heading": document.title,
        "subtitle": document.subtitle,
        "document": document,
        "cards": cards_of(document),
        "frozen": None,
        "is_deck": True,
        "downloads": [{"label": extension.upper(), "href": href} for extension, href in files],
        "prepare": offer(FORMATS, request.get_full_path()),
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "documents/preview.html", context)


def _file(facts: ComparisonFacts, extension: str) -> HttpResponse:
    if extension not in FORMATS or extension in SLOW:
        raise Http404
    content = draw(comparison_deck(facts), extension, facts.place)
    return attachment(content, f"{_stem(facts)}.{extension}", TYPES[extension])


def _stem(facts: ComparisonFacts) -> str:
    return f"{facts.on:%Y-%m-%d}-{slug(facts.after.title)[:60]}-comparaison"
