"""The pages of an import: bring a file, choose its columns, look at what it would do, apply it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors import comparing, deciding, receiving
from gouvernail.connectors.enums import OPEN_STATES, READY_OUTCOMES, TO_SETTLE, Outcome, RunState
from gouvernail.connectors.fields import importable, known_headers
from gouvernail.connectors.forms import UploadForm, answers, chosen_columns, claimed_twice, mapping_of, words_in
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.outlines import gone_columns, sheet_named
from gouvernail.connectors.presenting import (
    column_lines,
    count_badges,
    defaults_said,
    field_options,
    import_heading,
    line_shown,
    state_badge,
    steps,
    tabs,
)
from gouvernail.connectors.queries import lines, run_at, shown_outcome
from gouvernail.connectors.queries import runs as runs_of
from gouvernail.connectors.running import list_of_runs, summary_of
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.connectors.unknown_words import unknown_words
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

SURE = 90
"""From this confidence on (percent), proposals may be accepted all at once."""


def runs(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the imports made here and below."""
    table, page = list_of_runs(runs_of(place, request.actor), place, request.GET.get("page"))
    context = {
        "heading": _("Imports"),
        "intro": _("Chaque fichier apporté, ce qui en a été fait, et ce qui reste à vérifier."),
        "table": table,
        "page": page,
        "create_href": reverse("import_start", args=[place.slug]) if importable(request.actor, place) else "",
        "create_label": _("Nouvel import"),
    }
    return render(request, "ui/list.html", context)


def start(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Bring a file."""
    allowed = importable(request.actor, place)
    form = UploadForm(
        request.POST or None, request.FILES or None, registers=allowed, initial={"objet": request.GET.get("objet")}
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["fichier"]
        register = register_of(form.cleaned_data["objet"])
        try:
            run = receiving.receive(register, place, request.actor, sent.name, sent.read())
        except UnreadableFile as error:
            form.add_error("fichier", str(error))
        else:
            _say_if_known(request, run)
            return redirect("import_columns", place.slug, run.pk)
    context = {
        "heading": _("Importer un fichier"),
        "subtitle": _("Étape 1 sur 4 : déposer le fichier. Rien ne sera écrit avant votre accord."),
        "steps": steps(place, None, 1),
        "form": form,
        "submit_label": _("Lire le fichier"),
        "cancel_href": reverse("imports", args=[place.slug]),
        "kept_days": receiving.KEPT_DAYS,
        "templates": [
            {"label": one.label_plural.capitalize(), "href": reverse("import_template", args=[place.slug, one.kind])}
            for one in allowed
        ],
    }
    return render(request, "connectors/start.html", context, status=422 if request.method == "POST" else 200)


def _say_if_known(request: HttpRequest, run: ImportRun) -> None:
    """A file already applied may be brought again; its person is told."""
    same = ImportRun.objects.filter(
        organisation=run.organisation, kind=run.kind, sha256=run.sha256, state=RunState.APPLIED
    ).first()
    if same:
        day = f"{same.finished_at:%d/%m/%Y}"
        messages.info(request, _("Ce fichier a déjà été importé le %(day)s ; rien n’y a changé depuis.") % {"day": day})


def columns(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Say which column fills which field."""
    run, register = open_run(request, place, pk)
    if run.state not in OPEN_STATES or run.state == RunState.READING:
        return _to(run, place)
    memory = receiving.memory_of(register, run.organisation)
    options = field_options(register)
    chosen = {index: field for field, (index, _header) in run.mapping.items()}
    given_up = {field for field in memory if f"abandon-{field}" in request.POST}
    errors: list[str] = []
    labels = known_headers(register)
    if request.method == "POST":
        chosen = chosen_columns(request.POST, run, {name for name, _label in options})
        mapped = mapping_of(run, chosen)
        errors = [
            _("Deux colonnes donnent « %(label)s » : gardez-en une seule.") % {"label": labels[field][0]}
            for field in claimed_twice(chosen)
        ]
        errors += receiving.check_mapping(register, mapped, memory, sheet_named(run.outline, run.sheet), given_up)
        if not errors:
            run.mapping, run.blank_clears = mapped, "vide" in request.POST
            run.save()
            return compare_and_show(request, place, run)
    gone = gone_columns(sheet_named(run.outline, run.sheet), register, memory)
    context = _common(place, run, register, 2) | {
        "subtitle": _("Étape 2 sur 4 : dire ce que donne chaque colonne. Rien n’est encore écrit."),
        "lines": column_lines(run, chosen),
        "options": options,
        "errors": errors,
        "gone": [
            {
                "name": f"abandon-{field}",
                "label": labels[field][0],
                "header": header,
                "checked": field in given_up,
            }
            for field, header in gone.items()
            if field not in chosen.values()
        ],
        "sheets": [one["name"] for one in run.outline["sheets"]],
        "defaults": defaults_said(register),
        "nothing_known": not run.mapping,
    }
    return render(request, "connectors/columns.html", context, status=422 if errors else 200)


def sheet(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Turn to another sheet of the file."""
    run, register = open_run(request, place, pk)
    if request.method == "POST":
        try:
            receiving.choose_sheet(run, register, request.POST.get("feuille", ""))
        except RefusedError as error:
            messages.error(request, error.messages[0])
    return redirect("import_columns", place.slug, run.pk)


def compare_and_show(request: HttpRequest, place: Organisation, run: ImportRun) -> HttpResponse:
    """Compare, then lead to the page that shows how far it is or what it found."""
    try:
        comparing.compare(run, request.actor)
    except RefusedError as error:
        messages.error(request, error.messages[0])
    return redirect("import_check", place.slug, run.pk)


def check(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show what applying would do, and take the answers about doubtful lines."""
    run, register = open_run(request, place, pk)
    if _is_part(request) and run.state != RunState.READING:
        return HttpResponse(headers={"HX-Refresh": "true"})  # done: show the whole page
    if run.state in (RunState.READING, RunState.FAILED):
        return _progress(request, place, run, register)
    if run.state != RunState.READY:
        return _to(run, place)
    if request.method == "POST":
        return _take_answers(request, place, run)
    outcome = shown_outcome(run, request.GET.get("issue", ""))
    page = lines(run, outcome, request.GET.get("page"))
    ready = sum(run.counts.get(one, 0) for one in READY_OUTCOMES)
    context = _common(place, run, register, 3) | {
        "subtitle": _("Étape 3 sur 4 : vérifier avant d’enregistrer. Rien n’est encore écrit."),
        "counts": count_badges(run),
        "tabs": tabs(run, outcome, request.path),
        "outcome": outcome,
        "page": page,
        "querystring": f"issue={outcome}",
        "lines": [line_shown(place, register, run, row) for row in page.object_list],
        "may_answer": outcome not in (Outcome.VANISHED, Outcome.UNCHANGED),
        "creations": _creations(run),
        "words": unknown_words(run, request.actor),
        "ready": ready,
        "apply_label": ngettext("Importer %(n)s ligne", "Importer %(n)s lignes", ready) % {"n": format_number(ready)},
        "left": sum(run.counts.get(one, 0) for one in (*TO_SETTLE, Outcome.SKIPPED)),
        "sure": SURE,
        "log": run.log,
    }
    return render(request, "connectors/check.html", context)


def _creations(run: ImportRun) -> list[dict[str, Any]]:
    from gouvernail.connectors.values import creation_words

    return [
        {"key": key, "name": one["name"], "what": creation_words(one["kind"]), "agreed": one.get("agreed", False)}
        for key, one in sorted(run.creations.items(), key=lambda item: (item[1]["kind"], item[1]["name"]))
    ]


def _take_answers(request: HttpRequest, place: Organisation, run: ImportRun) -> HttpResponse:
    decisions, corrections, agreed = answers(request.POST)
    try:
        count = deciding.decide(run, request.actor, decisions, corrections, agreed, words_in(request.POST))
    except RefusedError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, answers_taken(count))
    return HttpResponseRedirect(request.get_full_path())


def answers_taken(count: int) -> str:
    """Return the sentence that says how many lines were judged again."""
    if not count:
        return _("Aucune réponse nouvelle.")
    sentence = ngettext("%(n)s ligne comparée de nouveau.", "%(n)s lignes comparées de nouveau.", count)
    return sentence % {"n": format_number(count)} + " " + _("Rien n’est encore écrit.")


def run(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show what became of an import."""
    found = run_at(place, request.actor, pk)
    register = register_of(found.kind)
    may_edit = all(request.actor.can(EDIT, family, found.organisation) for family in ("imports", register.family))
    context = _common(place, found, register, 4) | summary_of(found, place, may_edit)
    if found.state in OPEN_STATES:
        context["steps"] = steps(place, found, 2 if found.state == RunState.COLUMNS else 3)
    return render(request, "connectors/run.html", context)


# -- what the pages share ------------------------------------------------------------------------------------------


def open_run(request: HttpRequest, place: Organisation, pk: int) -> tuple[ImportRun, Any]:
    """Return an import that this person may carry on, and the register it fills."""
    found = run_at(place, request.actor, pk)
    register = register_of(found.kind)
    receiving.check_rights(register, found.organisation, request.actor)
    return found, register


def _to(run: ImportRun, place: Organisation) -> HttpResponse:
    """Lead to the page where a run stands."""
    name = {RunState.COLUMNS: "import_columns", RunState.READING: "import_check", RunState.READY: "import_check"}
    return redirect(name.get(RunState(run.state), "import_run"), place.slug, run.pk)


def _progress(request: HttpRequest, place: Organisation, run: ImportRun, register: Any) -> HttpResponse:
    context = _common(place, run, register, 3) | {
        "subtitle": _("Étape 3 sur 4 : comparaison avec ce qui est déjà enregistré. Rien n’est encore écrit."),
        "percent": min(100, round(100 * run.lines_done / run.lines_total)) if run.lines_total else 0,
        "stalled": comparing.is_stalled(run),
        "failed": run.state == RunState.FAILED,
    }
    template = "connectors/progress_part.html" if _is_part(request) else "connectors/progress.html"
    return render(request, template, context)


def _is_part(request: HttpRequest) -> bool:
    """Whether only the progress of a comparison is asked for."""
    return bool(request.htmx) and request.htmx.target == "import-progress"


def _common(place: Organisation, run: ImportRun, register: Any, step: int) -> dict[str, Any]:
    return {
        "heading": import_heading(register),
        "run": run,
        "register": register,
        "steps": steps(place, run, step),
        "state": state_badge(run),
        "is_csv": run.file_name.lower().endswith((".csv", ".txt", ".tsv")),
    }
