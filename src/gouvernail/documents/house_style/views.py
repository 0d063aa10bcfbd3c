"""The page of the house style: colours, font, logo, PowerPoint template, and an example in each format."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.house_style import operations
from gouvernail.documents.house_style.forms import LayoutsForm, StyleForm
from gouvernail.documents.house_style.reading import as_style
from gouvernail.documents.house_style.specimen import chart_preview, specimen_deck, specimen_report
from gouvernail.documents.kit.own_template import LARGEST, UnusableTemplateError
from gouvernail.documents.kit.style import HOUSE
from gouvernail.documents.models import DeckTemplate, HouseStyle
from gouvernail.documents.sending import attachment
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import nearest
from gouvernail.registers.operations import RefusedError


def house_style(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the look of the documents of a place, and change it."""
    kept, template = nearest(HouseStyle.objects.all(), place), nearest(DeckTemplate.objects.all(), place)
    style = as_style(kept) if kept else HOUSE
    form = StyleForm(request.POST or None, request.FILES or None, style=style)
    if request.method == "POST" and form.is_valid():
        operations.set_style(place, form.style, actor=request.actor)
        done = _("La charte est enregistrée : les documents la portent ; ceux qui sont figés gardent la leur.")
        messages.success(request, done)
        return redirect("house_style", place.slug)
    context = {
        "heading": _("Charte des documents"),
        "subtitle": _("Couleurs, police, logo et modèle PowerPoint des supports, relevés et rapports"),
        "form": form,
        "preview": chart_preview(style),
        "kept": kept,
        "is_own": kept is not None and kept.organisation_id == place.pk,
        "template": template,
        "template_is_own": template is not None and template.organisation_id == place.pk,
        "crumbs": [],
    }
    context |= _layouts(template)
    return render(request, "documents/house_style.html", context, status=422 if form.errors else 200)


def _layouts(template: DeckTemplate | None) -> dict[str, object]:
    if template is None:
        return {}
    try:
        facts = operations.layouts_of(template)
    except UnusableTemplateError as flaw:
        return {"template_flaw": str(flaw)}
    return {"layouts_form": LayoutsForm(layouts=template.layouts, facts=facts)}


@require_POST
def drop_style(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Go back to the style above."""
    operations.drop_style(place, actor=request.actor)
    messages.success(request, _("La charte d’origine est rétablie."))
    return redirect("house_style", place.slug)


@require_POST
def bring_template(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Keep a PowerPoint file as the template of the decks."""
    sent = request.FILES.get("modele")
    try:
        if sent is None or not sent.name:
            raise RefusedError(_("Choisissez un fichier PPTX ou POTX."))
        data = sent.read(LARGEST + 1)
        operations.set_template(place, sent.name, data, actor=request.actor)
        messages.success(request, _("Le modèle est enregistré. Vérifiez ci-dessous à quoi sert chaque disposition."))
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(reverse("house_style", args=[place.slug]) + "#modele")


@require_POST
def map_template(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Say which layout serves what, or take the template back (``retirer``)."""
    kept = DeckTemplate.objects.filter(organisation=place).first()
    if kept is None:
        raise Http404
    if "retirer" in request.POST:
        operations.drop_template(place, actor=request.actor)
        messages.success(request, _("Le modèle est retiré : les supports reprennent celui de Gouvernail."))
    else:
        _map(request, kept)
    return redirect(reverse("house_style", args=[place.slug]) + "#modele")


def _map(request: HttpRequest, kept: DeckTemplate) -> None:
    form = LayoutsForm(request.POST, layouts=kept.layouts, facts=operations.layouts_of(kept))
    if not form.is_valid():
        messages.error(request, _("Choisissez une disposition pour chaque sorte de diapositive."))
        return
    try:
        operations.map_layouts(kept, form.layouts(), actor=request.actor)
        messages.success(request, _("Les dispositions sont enregistrées."))
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))


def specimen(request: HttpRequest, place: Organisation, extension: str) -> HttpResponse:
    """Send an example deck or report in the style of the place."""
    if extension not in ("pptx", "pdf", "docx"):
        raise Http404
    story = specimen_report(place) if extension == "docx" else specimen_deck(place)
    return attachment(draw(story, extension, place), f"exemple-de-charte.{extension}", TYPES[extension])
