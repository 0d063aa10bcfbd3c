"""Writing a letter: its fields filled with what is known, completed on the page, sent as a DOCX; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.drawing import TYPES
from gouvernail.documents.house_style.reading import style_of
from gouvernail.documents.kit import letter_to_docx
from gouvernail.documents.kit.letter import Letter, LetterField
from gouvernail.documents.letters.fields import filled
from gouvernail.documents.letters.templates import Template, template_of, templates_for
from gouvernail.documents.letters.texts import Words, words_of
from gouvernail.documents.sending import attachment
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of


class LetterForm(forms.Form):
    """The fields of a letter; an empty one is left to fill in the file."""

    def __init__(self, *args: Any, given: tuple[LetterField, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in given:
            widget = forms.Textarea(attrs={"rows": 4, "data-wide": True}) if one.long else forms.TextInput()
            self.fields[one.key] = forms.CharField(
                label=one.label, required=False, max_length=4_000, widget=widget, initial=one.value
            )


def letter(request: HttpRequest, place: Organisation, code: str, pk: int) -> HttpResponse:
    """Show the fields of a letter about an object, then send it."""
    template, obj = _find(request, place, code, pk)
    register = register_of(template.kind)
    holder = register.holder(obj)
    given = filled(template.kind, obj, holder)
    form = LetterForm(request.POST or None, given=given)
    if request.method == "POST" and form.is_valid():
        fields = tuple(replace(one, value=form.cleaned_data[one.key].replace("\r\n", "\n").strip()) for one in given)
        written = letter_of(template, fields, holder, words_of(template, holder))
        content = letter_to_docx(written, style_of(holder))
        name = f"courrier-{template.code}-{slug(register.title(obj))[:60]}.docx"
        return attachment(content, name, TYPES["docx"])
    context = {
        "heading": str(template.label),
        "subtitle": _("%(title)s · les champs laissés vides restent à remplir dans le fichier")
        % {"title": register.title(obj)},
        "form": form,
        "submit_label": _("Télécharger le courrier (DOCX)"),
        "submit_icon": "download",
        "cancel_href": register.href(place, obj),
        "crumbs": [
            {"label": register.label_plural.capitalize(), "href": reverse(f"{template.kind}_list", args=[place.slug])},
            {"label": register.title(obj), "href": register.href(place, obj)},
        ],
    }
    return render(request, "ui/edit.html", context, status=422 if form.errors else 200)


def letter_of(template: Template, fields: tuple[LetterField, ...], holder: Organisation, words: Words) -> Letter:
    """Return the letter of a template with its fields, in the words of its place."""
    return Letter(
        organisation=holder.name,
        title=str(template.label),
        on=holder.today(),
        recipient=words.recipient,
        reference=words.reference,
        subject=words.subject,
        paragraphs=words.paragraphs,
        signature=("{signataire}",),
        fields=fields,
        is_demo=holder.is_demo,
    )


def letter_actions(request: HttpRequest, place: Organisation, obj: Any, kind: str) -> list[SheetAction]:
    """Offer the letters about an object on its sheet, to those who may write documents."""
    register = register_of(kind)
    if not request.actor.can(EDIT, "documents", register.holder(obj)):
        return []
    return [
        SheetAction(str(one.label), reverse("letter", args=[place.slug, one.code, obj.pk]), "file-text")
        for one in templates_for(kind)
    ]


def _find(request: HttpRequest, place: Organisation, code: str, pk: int) -> tuple[Template, Any]:
    template = template_of(code)
    if template is None:
        raise Http404
    obj = register_of(template.kind).objects(place, request.actor).filter(pk=pk).first()
    if obj is None:
        raise Http404
    return template, obj
