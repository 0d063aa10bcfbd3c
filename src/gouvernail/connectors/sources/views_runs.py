"""The pages of a reading: begin it, look at what it would do, apply it or drop it; what the words of a source mean."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.sources import access, applying, brought, launching, reading, settling
from gouvernail.connectors.sources.connector import CAMPAIGNS, REQUESTS
from gouvernail.connectors.sources.enums import Outcome, ReadingState, WordField
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.models import SourceRun
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.presenting import (
    campaign_rows,
    log_shown,
    request_rows,
    state_badge,
    stream_label,
    tabs,
    tiles,
)
from gouvernail.connectors.sources.queries import connection_at, rows_of, run_at, shown_outcome
from gouvernail.connectors.sources.rejects import left_aside, rejects_file
from gouvernail.connectors.sources.views import may_write
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.text import slug
from gouvernail.organisations.models import Department, Organisation
from gouvernail.registers.exporting import MEDIA_TYPES
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import RequestKind


def begin(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Begin a reading."""
    connection = connection_at(place, pk)
    reading.check_rights(connection, request.actor)
    if request.method != "POST":
        return redirect("source", place.slug, pk)
    try:
        whole, sent = "changements" not in request.POST, _brought(request, connection)
        run = reading.start(connection, request.POST.get("flux", ""), request.actor, whole=whole)
        file = _handed_over(run, sent, connection)
    except (RefusedError, SourceError) as error:
        messages.error(request, error.messages[0] if isinstance(error, RefusedError) else str(error))
        return redirect("source", place.slug, pk)
    launching.launch(run, file)
    return redirect("source_run", place.slug, run.pk)


def _brought(request: HttpRequest, connection: Any) -> UploadedFile | None:
    """The file of a product that is read from one; it must be there and within measure."""
    product = access.product_of(connection)
    if not product.takes_file:
        return None
    sent = request.FILES.get("fichier")
    if sent is None or not sent.name:
        raise RefusedError(_("Déposez l’export à lire."))
    refused = brought.too_large(sent.size) if product.takes_large_file else ""
    if not product.takes_large_file and sent.size > MAX_BYTES:
        refused = _("Ce fichier dépasse 20 Mo.")
    if refused:
        raise RefusedError(refused)
    return sent


def _handed_over(run: SourceRun, sent: UploadedFile | None, connection: Any) -> reading.Brought:
    """Give a reading its file: in memory, or on disk for a product that reads it as it comes."""
    if sent is None:
        return reading.NO_FILE
    if not access.product_of(connection).takes_large_file:
        return sent.name, sent.read()
    try:
        brought.keep(run.pk, sent.chunks())
    except RefusedError:
        reading.drop(run)
        raise
    return sent.name, b""


def run(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show a reading: how far it is, then what applying it would do, then what it did."""
    found = run_at(place, pk)
    part = bool(request.htmx) and request.htmx.target == "source-progress"
    if part and found.state != ReadingState.READING:
        return HttpResponse(headers={"HX-Refresh": "true"})  # done: show the whole page
    context = _common(request, place, found)
    if found.state == ReadingState.READING:
        context |= _progress(found)
        return render(request, "sources/progress_part.html" if part else "sources/run.html", context)
    outcome = shown_outcome(found, request.GET.get("issue", ""))
    context |= {
        "tiles": tiles(found) if found.state in (ReadingState.READY, ReadingState.APPLIED) else [],
        "tabs": tabs(found, outcome, request.path) if found.state == ReadingState.READY else [],
        "outcome": outcome,
        "querystring": f"issue={outcome}",
    }
    if found.state in (ReadingState.READY, ReadingState.APPLIED) and found.stream in (REQUESTS, CAMPAIGNS):
        page = rows_of(found, outcome, request.GET.get("page"))
        rows = campaign_rows(page) if found.stream == CAMPAIGNS else request_rows(place, outcome, page)
        context |= {"page": page, "rows": rows}
    return render(request, "sources/run.html", context | _what_next(found, place))


def _common(request: HttpRequest, place: Organisation, found: SourceRun) -> dict[str, Any]:
    return {
        "heading": stream_label(found),
        "subtitle": source_label(found.connection),
        "run": found,
        "connection": found.connection,
        "state": state_badge(found),
        "log": log_shown(found),
        "may_edit": may_write(request, found.connection.organisation),
    }


def _progress(found: SourceRun) -> dict[str, Any]:
    known = found.expected or None
    return {
        "percent": min(100, round(100 * found.received / known)) if known else None,
        "stalled": reading.is_stalled(found),
        "waits": found.begun_at is None,
        "received": format_number(found.received),
        "expected": format_number(known) if known else "",
    }


def _what_next(found: SourceRun, place: Organisation) -> dict[str, Any]:
    """What can be done of a reading that is ready."""
    counts = found.counts
    ready = counts.get(Outcome.NEW, 0) + counts.get(Outcome.CHANGED, 0)
    imported = found.import_run
    removing = applying.may_remove(found) and not applying.is_much(found)
    gone = counts.get(Outcome.VANISHED, 0) if found.stream == REQUESTS else 0
    return {
        "ready": ready,
        "apply_label": ngettext("Appliquer %(n)s changement", "Appliquer %(n)s changements", ready + gone * removing)
        % {"n": format_number(ready + gone * removing)},
        "gone": gone,
        "removing": removing,
        "may_remove": applying.may_remove(found),
        "is_much": applying.is_much(found),
        "doubtful": counts.get(Outcome.DOUBTFUL, 0) if found.stream in (REQUESTS, CAMPAIGNS) else 0,
        "check_href": reverse("import_check", args=[place.slug, imported.pk]) if imported else "",
        "import_href": reverse("import_run", args=[place.slug, imported.pk]) if imported else "",
        "rejects_href": _rejects_href(found, place),
    }


def _rejects_href(found: SourceRun, place: Organisation) -> str:
    """Where what was left aside can be downloaded; nowhere when nothing was."""
    imported = found.import_run
    if imported is not None and any(imported.counts.get(one) for one in ("refusee", "douteuse")):
        return reverse("import_rejects", args=[place.slug, imported.pk])
    if found.stream == REQUESTS and left_aside(found):
        return reverse("source_rejects", args=[place.slug, found.pk])
    return ""


def rejects(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Send the requests that a reading left aside, with why."""
    found = run_at(place, pk)
    reading.check_rights(found.connection, request.actor)
    if found.stream != REQUESTS or found.state not in (ReadingState.READY, ReadingState.APPLIED):
        raise Http404
    name = f"a-corriger-{slug(source_label(found.connection)) or found.pk}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(rejects_file(found), content_type=MEDIA_TYPES["xlsx"], headers=headers)


def apply(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Write what was looked at."""
    found = run_at(place, pk)
    reading.check_rights(found.connection, request.actor)
    if request.method != "POST":
        return redirect("source_run", place.slug, pk)
    if found.state == ReadingState.APPLIED:
        messages.info(request, _("Cette lecture était déjà appliquée : rien n’a été écrit une seconde fois."))
        return redirect("source_run", place.slug, pk)
    wanted = True if "supprimer" in request.POST else None
    try:
        applying.apply(found, request.actor, remove_vanished=wanted)
    except RefusedError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("La lecture est appliquée."))
    return redirect("source_run", place.slug, pk)


def cancel(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Drop a reading."""
    found = run_at(place, pk)
    reading.check_rights(found.connection, request.actor)
    if request.method == "POST":
        try:
            reading.ask_to_cancel(found, request.actor)
        except RefusedError as error:
            messages.error(request, error.messages[0])
            return redirect("source_run", place.slug, pk)
        messages.success(request, _("La lecture est abandonnée. Rien n’a été écrit."))
    return redirect("source", place.slug, found.connection_id)


def words(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Say what the words of a source mean."""
    connection = connection_at(place, pk)
    reading.check_rights(connection, request.actor)
    if request.method == "POST":
        return _take_words(request, place, connection)
    departments = Department.objects.filter(organisation__path__startswith=connection.organisation.path)
    options = {
        WordField.KIND: [(value, str(label)) for value, label in RequestKind.choices],
        WordField.DEPARTMENT: [
            ("", _("Aucun service")),
            *((str(one.pk), str(one)) for one in departments.order_by("name")),
        ],
    }
    below = Organisation.objects.filter(path__startswith=connection.organisation.path).order_by("path")
    options[WordField.ENTITY] = [
        ("", _("%(place)s (la collectivité de la source)") % {"place": connection.organisation}),
        *((str(one.pk), str(one)) for one in below if one.pk != connection.organisation_id),
    ]
    groups = []
    for field in WordField:
        # how many requests each department made is told nowhere, not even by the order of the words
        order = ("-count", "word") if field == WordField.KIND else ("word",)
        found = list(connection.words.filter(field=field).order_by(*order))
        if found:
            waiting = sum(not one.confirmed for one in found)
            groups.append(
                {"label": field.label, "field": field, "words": found, "options": options[field], "waiting": waiting}
            )
    waiting_run = connection.runs.filter(state=ReadingState.READY).first()
    context = {
        "heading": _("Ce que veulent dire les mots de la source"),
        "subtitle": source_label(connection),
        "connection": connection,
        "groups": groups,
        "back_href": _back(place, connection.pk, waiting_run),
    }
    return render(request, "sources/words.html", context)


def _take_words(request: HttpRequest, place: Organisation, connection: Any) -> HttpResponse:
    answers = {
        int(name[2:]): request.POST[name] for name in request.POST if name.startswith("m:") and name[2:].isdecimal()
    }
    try:
        changed = settling.confirm_words(connection, answers, request.actor)
    except RefusedError as error:
        messages.error(request, error.messages[0])
        return redirect("source_words", place.slug, connection.pk)
    sentence = ngettext("%(n)s mot expliqué.", "%(n)s mots expliqués.", changed) % {"n": format_number(changed)}
    messages.success(request, sentence + " " + _("Rien n’est encore écrit."))
    return redirect(_back(place, connection.pk, connection.runs.filter(state=ReadingState.READY).first()))


def _back(place: Organisation, connection_pk: int, waiting: SourceRun | None) -> str:
    if waiting:
        return reverse("source_run", args=[place.slug, waiting.pk])
    return reverse("source", args=[place.slug, connection_pk])
