"""The documents of a plan, of today or of an arrested version: one page that offers them, previews, files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts, facts_of
from gouvernail.documents.drawing import SLOW
from gouvernail.documents.ppi.preparing import offer, prepare, quick, why_missing
from gouvernail.documents.ppi.production import KINDS, TYPES, file_name, plan_file, stem
from gouvernail.documents.sending import attachment
from gouvernail.documents.showing import cards_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.models import PlanVersion
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


def plan_documents(request: HttpRequest, place: Organisation, pk: int | None = None) -> HttpResponse:
    """Show every document of a plan with its formats."""
    version = find_version(request, place, pk)
    found = [
        {
            "kind": kind,
            "href": _preview_href(place, version, word) if kind.content else "",
            "downloads": _downloads(place, version, word),
            "prepare": offer(kind.formats, _preview_href(place, version, word)),
        }
        for word, kind in KINDS.items()
    ]
    context = {
        "heading": _("Documents du plan"),
        "subtitle": version.title if version else _("Le plan tel que ses lignes sont aujourd’hui"),
        "documents": found,
        "missing": why_missing(),
        "crumbs": _crumbs(place, version),
    }
    return render(request, "documents/plan.html", context)


def preview(request: HttpRequest, place: Organisation, word: str, pk: int | None = None) -> HttpResponse:
    """Show a document of a plan on screen; asked by POST for a format that takes time, draw it beside."""
    facts = _facts(request, place, pk)
    kind = KINDS.get(word)
    if kind is None or kind.content is None:
        raise Http404
    document = kind.content(facts)
    if request.method == "POST":
        return prepare(request, place, document, (facts.place, kind.formats, stem(facts, word)))
    context = {
        "heading": document.title,
        "subtitle": document.subtitle,
        "document": document,
        "cards": cards_of(document),
        "frozen": None,
        "is_deck": word == "diaporama",
        "downloads": _downloads(place, facts.version, word),
        "prepare": offer(kind.formats, request.path),
        "crumbs": [
            *_crumbs(place, facts.version),
            {"label": _("Documents du plan"), "href": documents_href(place, facts.version)},
        ],
    }
    return render(request, "documents/preview.html", context)


def download(
    request: HttpRequest, place: Organisation, word: str, extension: str, pk: int | None = None
) -> HttpResponse:
    """Send a document of a plan as a file; reading writes nothing."""
    facts = _facts(request, place, pk)
    if extension in SLOW:
        raise Http404
    try:
        content = plan_file(facts, word, extension)
    except ValueError:
        raise Http404 from None
    return attachment(content, file_name(facts, word, extension), TYPES[extension])


def plan_actions(request: HttpRequest, place: Organisation, version: PlanVersion | None) -> list[SheetAction]:
    """Offer the documents of a plan at the head of its page."""
    if not request.actor.can(VIEW, "documents", version.organisation if version else place):
        return []
    return [SheetAction(_("Documents"), documents_href(place, version), "file-text")]


def documents_href(place: Organisation, version: PlanVersion | None) -> str:
    """Return the address of the documents of a plan."""
    if version is None:
        return reverse("plan_documents", args=[place.slug])
    return reverse("plan_version_documents", args=[place.slug, version.pk])


def find_version(request: HttpRequest, place: Organisation, pk: int | None) -> PlanVersion | None:
    """Return the version that an address names, ``None`` for the plan of today; 404 for what may not be seen."""
    version = None
    if pk is not None:
        version = register_of("plan_version").objects(place, request.actor).filter(pk=pk).first()
        if version is None:
            raise Http404
    if not request.actor.can(VIEW, "documents", version.organisation if version else place):
        raise Http404
    return version


def _facts(request: HttpRequest, place: Organisation, pk: int | None) -> PlanFacts:
    version = find_version(request, place, pk)
    return facts_of(version.organisation if version else place, request.actor, version)


def _downloads(place: Organisation, version: PlanVersion | None, word: str) -> list[dict[str, str]]:
    return [
        {"label": extension.upper(), "href": _file_href(place, version, word, extension)}
        for extension in quick(KINDS[word].formats)
    ]


def _file_href(place: Organisation, version: PlanVersion | None, word: str, extension: str) -> str:
    if version is None:
        return reverse("plan_file", args=[place.slug, word, extension])
    return reverse("plan_version_file", args=[place.slug, version.pk, word, extension])


def _preview_href(place: Organisation, version: PlanVersion | None, word: str) -> str:
    if version is None:
        return reverse("plan_document", args=[place.slug, word])
    return reverse("plan_version_document", args=[place.slug, version.pk, word])


def _crumbs(place: Organisation, version: PlanVersion | None) -> list[dict[str, Any]]:
    crumbs = [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}]
    if version is not None:
        crumbs.append({"label": version.title, "href": reverse("plan_version", args=[place.slug, version.pk])})
    return crumbs
