"""The matrix in and out as a table, and the states of a study."""

from __future__ import annotations

import json
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.exporting import MEDIA_TYPES, write_table
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.exchange import Table, headers_of, rows_of, table_of_rows, table_of_text
from gouvernail.studies.files import can_read, rows_of_file
from gouvernail.studies.finding import find_study, find_whole
from gouvernail.studies.freezing import frozen_result
from gouvernail.studies.models import Study
from gouvernail.studies.operations import states
from gouvernail.studies.operations.importing import Imported, import_matrix
from gouvernail.studies.operations.importing_json import import_study
from gouvernail.studies.pages.frame import frame
from gouvernail.studies.results import voices
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import whole_of

MOST_BYTES = 5_000_000


class TableForm(forms.Form):
    """A table pasted, or a spreadsheet."""

    text = forms.CharField(
        label=gettext_lazy("Tableau collé"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copié d’un tableur ou d’un document : les scénarios en première ligne, un critère par ligne, une "
            "tabulation ou un point-virgule entre les cases."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Ou un fichier (XLSX, ODS, CSV, ou JSON de « gouvernail rank »)"),
        required=False,
        widget=forms.ClearableFileInput,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not can_read():
            del self.fields["file"]

    def clean(self) -> dict[str, object]:
        """Read the table, from the one or the other."""
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "").strip()
        if bool(file) == bool(text):
            raise forms.ValidationError(_("Collez un tableau ou choisissez un fichier, l’un des deux."))
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 5 Mo."))
        self.json = self._json(file, text)
        self.source = file.name[:200] if file else _("Tableau collé dans Gouvernail")
        if self.json:
            return cleaned
        try:
            self.table: Table = table_of_rows(rows_of_file(file.read(), file.name)) if file else table_of_text(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned

    def _json(self, file: UploadedFile | None, text: str) -> str:
        """Return a study in the format of the engine, if it is one."""
        if file and not file.name.lower().endswith(".json"):
            return ""
        if not file:
            return text if text.startswith("{") else ""
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Ce fichier n’est pas du texte en UTF-8.")) from error


def import_table(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Take a table into the matrix."""
    study = find_study(request, place, pk, EDIT)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = (
                import_study(study, form.json, source=form.source, actor=request.actor)
                if form.json
                else import_matrix(study, form.table, source=form.source, actor=request.actor)
            )
        except RefusedError as refusal:
            form.add_error(None, refusal)
        else:
            _tell(request, done)
            return redirect("study_scales" if done.ratings else "study_compare", place.slug, pk)
    context = frame(request, place, study, "study_compare") | {
        "heading": _("Importer la matrice"),
        "subtitle": study.title,
        "form": form,
        "submit_label": _("Importer"),
        "submit_icon": "file-import",
        "cancel_href": reverse("study_compare", args=[place.slug, pk]),
    }
    return render(request, "studies/import.html", context, status=422 if request.method == "POST" else 200)


def _tell(request: HttpRequest, done: Imported) -> None:
    said = {"ratings": done.ratings, "criteria": done.criteria, "scenarios": done.scenarios}
    sentence = _("%(ratings)s notes prises, %(criteria)s critères et %(scenarios)s scénarios créés.")
    messages.success(request, sentence % said)
    for remark in done.remarks:
        messages.warning(request, remark)


def export_table(request: HttpRequest, place: Organisation, pk: int, extension: str) -> HttpResponse:
    """Send the matrix as a file that comes back unchanged."""
    whole = find_whole(request, place, pk)
    if extension == "json":
        text = json.dumps(engine_data(whole, voices(whole)), ensure_ascii=False, indent=2)
        return _file(text.encode(), whole.study, place, extension, "application/json")
    if extension not in MEDIA_TYPES:
        raise Http404
    notes = [
        _("%(title)s, au %(day)s") % {"title": whole.study, "day": f"{place.today():%d/%m/%Y}"},
        *(
            f"{criterion} : {word} = {word.low:f}–{word.high:f}"
            for criterion in whole.counting
            for word in whole.words.get(criterion.pk, ())
            if word.is_placed
        ),
    ]
    data = write_table(headers_of(whole), rows_of(whole), format=extension, title=whole.study.title, notes=notes)
    return _file(data, whole.study, place, extension, MEDIA_TYPES[extension])


def _file(content: bytes, study: Study, place: Organisation, extension: str, content_type: str) -> HttpResponse:
    name = f"{slug(study.title)}-{place.today():%Y-%m-%d}.{extension}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
def change_state(request: HttpRequest, place: Organisation, pk: int, step: str) -> HttpResponse:
    """Present a study, or take it up again."""
    study = find_study(request, place, pk, EDIT)
    acts: dict[str, tuple[Callable[[Study], None], str]] = {
        "presenter": (
            lambda one: states.present(one, actor=request.actor),
            _("L’étude est présentée : son contenu ne change plus, les poids sont visibles."),
        ),
        "figer": (
            lambda one: states.freeze(one, frozen_result(whole_of(one)), actor=request.actor, on=place.today()),
            _("L’étude est figée : elle dira toujours ce qu’elle dit aujourd’hui."),
        ),
        "reprendre": (lambda one: states.take_up(one, actor=request.actor), _("L’étude est reprise en brouillon.")),
    }
    if step not in acts:
        raise Http404
    act, done = acts[step]
    try:
        act(study)
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("study_compare", place.slug, pk)
