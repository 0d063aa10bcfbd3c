"""The page where a place writes the words of its letters: fields by name, an example before anything is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gouvernail.documents.drawing import TYPES
from gouvernail.documents.house_style.reading import style_of
from gouvernail.documents.kit import letter_to_docx
from gouvernail.documents.letters.fields import blank, labels_of
from gouvernail.documents.letters.templates import Template, template_of
from gouvernail.documents.letters.texts import (
    Words,
    drop_text,
    flaws_of,
    kept_text,
    set_text,
    typed,
    words_of,
)
from gouvernail.documents.letters.views import letter_of
from gouvernail.documents.sending import attachment
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of


class TextForm(forms.Form):
    """The words of a letter; a field is written by its name between braces."""

    recipient = forms.CharField(
        label=gettext_lazy("Destinataire (plusieurs lignes possibles)"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "data-wide": True}),
    )
    subject = forms.CharField(label=gettext_lazy("Objet"), max_length=240, widget=forms.TextInput)
    reference = forms.CharField(label=gettext_lazy("Références"), required=False, max_length=240)
    body = forms.CharField(
        label=gettext_lazy("Texte"),
        help_text=gettext_lazy("Une ligne vide sépare deux paragraphes. La date et la signature se placent seules."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "data-wide": True}),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template

    @property
    def words(self) -> Words:
        """What was typed, as a letter says it."""
        given = self.cleaned_data
        return typed(given["recipient"], given["subject"], given["reference"], given["body"])

    def clean(self) -> dict[str, Any]:
        """Refuse a field that does not exist, with those that do."""
        if not self.errors and (flaws := flaws_of(self.template, self.words)):
            raise ValidationError(flaws)
        return self.cleaned_data


def letter_text(request: HttpRequest, place: Organisation, code: str) -> HttpResponse:
    """Show and change the words of a letter; ``essai`` sends an example without keeping anything."""
    template = _template(code)
    words, kept = words_of(template, place), kept_text(template, place)
    initial = {
        "recipient": "\n".join(words.recipient),
        "subject": words.subject,
        "reference": words.reference,
        "body": words.body,
    }
    form = TextForm(request.POST or None, template=template, initial=initial)
    if request.method == "POST" and form.is_valid():
        if "essai" in request.POST:
            return _example(place, template, form.words)
        set_text(template, place, form.words, actor=request.actor)
        messages.success(request, _("Le texte est enregistré : les prochains courriers le portent."))
        return redirect("letter_text", place.slug, code)
    context = {
        "heading": _("Texte du modèle : %(label)s") % {"label": template.label},
        "subtitle": _("Écrit depuis une fiche « %(kind)s »") % {"kind": register_of(template.kind).label},
        "form": form,
        "kept": kept,
        "is_own": kept is not None and kept.organisation_id == place.pk,
        "code": code,
        "fields": labels_of(template.kind),
        "cancel_href": reverse("publications", args=[place.slug]),
        "crumbs": [{"label": _("Rapports et courriers"), "href": reverse("publications", args=[place.slug])}],
    }
    return render(request, "documents/letter_text.html", context, status=422 if form.errors else 200)


@require_POST
def reset_letter_text(request: HttpRequest, place: Organisation, code: str) -> HttpResponse:
    """Go back to the text provided."""
    drop_text(_template(code), place, actor=request.actor)
    messages.success(request, _("Le texte fourni est rétabli."))
    return redirect("letter_text", place.slug, code)


def _example(place: Organisation, template: Template, words: Words) -> HttpResponse:
    letter = letter_of(template, blank(template.kind), place, words)
    return attachment(letter_to_docx(letter, style_of(place)), f"essai-{template.code}.docx", TYPES["docx"])


def _template(code: str) -> Template:
    template = template_of(code)
    if template is None:
        raise Http404
    return template
