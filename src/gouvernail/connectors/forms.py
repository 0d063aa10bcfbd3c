"""The forms of an import: the file to bring, and what people answered, read from the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.outlines import Mapped, sheet_named
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES
from gouvernail.registers.register import Register


class UploadForm(forms.Form):
    """Which objects, and the file that holds them."""

    objet = forms.ChoiceField(label=_("Que contient le fichier ?"))
    fichier = forms.FileField(
        label=_("Fichier"),
        allow_empty_file=True,  # said by the reader, in a sentence that names the file
        help_text=_("XLSX, XLS, ODS ou CSV, 20 Mo au plus. Les titres des colonnes sont reconnus, même sous un titre."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt,.tsv", "data-wide": True}),
    )

    def __init__(self, *args: Any, registers: Sequence[Register], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objet"].choices = [(one.kind, one.label_plural.capitalize()) for one in registers]

    def clean_fichier(self) -> Any:
        """Refuse a file before reading it when it is out of measure."""
        sent = self.cleaned_data["fichier"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "Ce fichier dépasse 20 Mo. Retirez les feuilles et les images inutiles, ou découpez-le. Un long "
                    "CSV de demandes se lit par une source : « Demandes (fichier CSV) »."
                )
            )
        return sent


def chosen_columns(data: QueryDict, run: ImportRun, allowed: set[str]) -> dict[int, str]:
    """Return the field chosen for each column of the sheet, by its index; what is not offered counts for nothing."""
    chosen = {}
    for column in sheet_named(run.outline, run.sheet)["columns"]:
        field = data.get(f"col-{column['index']}", "")
        if field in allowed:
            chosen[column["index"]] = field
    return chosen


def mapping_of(run: ImportRun, chosen: dict[int, str]) -> Mapped:
    """Return the columns by field; when two columns claim a field, the first one keeps it."""
    labels = {column["index"]: column["label"] for column in sheet_named(run.outline, run.sheet)["columns"]}
    mapped: Mapped = {}
    for index, field in sorted(chosen.items()):
        mapped.setdefault(field, (index, labels[index]))
    return mapped


def claimed_twice(chosen: dict[int, str]) -> list[str]:
    """Return the fields that several columns claim."""
    claims = list(chosen.values())
    return sorted({field for field in claims if claims.count(field) > 1})


def answers(data: QueryDict) -> tuple[dict[int, dict[str, str]], dict[int, dict[str, str]], set[str] | None]:
    """Return the decisions, the values typed and the creations agreed to that a page sent."""
    decisions: dict[int, dict[str, str]] = defaultdict(dict)
    corrections: dict[int, dict[str, str]] = defaultdict(dict)
    for name in data:
        sort, _sep, rest = name.partition(":")
        pk, _sep, key = rest.partition(":")
        if sort in ("d", "c") and pk.isdecimal() and key:
            (decisions if sort == "d" else corrections)[int(pk)][key] = data[name]
    return decisions, corrections, set(data.getlist("creer")) if "creations" in data else None


def words_in(data: QueryDict) -> dict[tuple[str, str], str]:
    """Return, by field and unknown word, what a page said that it means."""
    found = {}
    for name in data:
        sort, _sep, rest = name.partition(":")
        field, _sep, raw = rest.partition(":")
        if sort == "w" and field and raw and data[name]:
            found[field, raw] = data[name]
    return found
