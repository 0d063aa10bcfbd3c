"""The form that brings a document, and the answers read from its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.reading.formats import EXTENSIONS
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES


class DocumentForm(forms.Form):
    """The document to read."""

    fichier = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,  # said by the reader, in a sentence that names the file
        help_text=_("PDF, DOCX, PPTX, page HTML ou texte, 20 Mo et 300 pages au plus. Un PDF numérisé ne se lit pas."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS), "data-wide": True}),
    )

    def clean_fichier(self) -> Any:
        """Refuse a document before reading it when it is out of measure."""
        sent = self.cleaned_data["fichier"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(_("Ce document dépasse 20 Mo. Retirez ses images, ou découpez-le."))
        return sent


def answers_in(data: QueryDict) -> dict[int, str]:
    """Return, by fault, what was answered on a page."""
    found = {}
    for name in data:
        sort, _sep, pk = name.partition(":")
        if sort == "f" and pk.isdecimal():
            found[int(pk)] = data[name]
    return found
