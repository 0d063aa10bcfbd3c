"""The pages of sources: which there are, how each is set, tried and scheduled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.connectors.sources import connecting
from gouvernail.connectors.sources.connector import Access, Connector
from gouvernail.connectors.sources.enums import ReadingState
from gouvernail.connectors.sources.forms import ConnectionForm
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.presenting import instant_words, list_of_connections, state_badge, steps_shown
from gouvernail.connectors.sources.queries import connection_at, connections_at
from gouvernail.connectors.sources.reading import check_may_set, check_rights, may_set
from gouvernail.connectors.sources.registry import connector_of, connectors
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError


def may_write(request: HttpRequest, place: Organisation) -> bool:
    """Whether this person may set and read sources there."""
    return request.actor.can(EDIT, "imports", place) and request.actor.can(EDIT, "facts", place)


def may_set_at(request: HttpRequest, place: Organisation) -> bool:
    """Whether this person may set a source there, which sends Gouvernail to an address of their choice."""
    return may_set(Connection(organisation=place), request.actor)


def sources(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the sources here and below."""
    context = {
        "heading": _("Sources"),
        "intro": _("Les outils d’où viennent les données : chacun est lu, montré, puis appliqué quand vous le dites."),
        "table": list_of_connections(list(connections_at(place)), place),
        "create_href": reverse("source_choose", args=[place.slug]) if may_set_at(request, place) else "",
        "create_label": _("Relier une source"),
    }
    return render(request, "ui/list.html", context)


def choose(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Choose a product."""
    context = {
        "heading": _("Relier une source"),
        "subtitle": _("Étape 1 sur 2 : choisir l’outil."),
        "products": [(one, reverse("source_new", args=[place.slug, one.code])) for one in connectors().values()],
    }
    return render(request, "sources/choose.html", context)


def new(request: HttpRequest, place: Organisation, product: str) -> HttpResponse:
    """Set a new source."""
    found = connector_of(product)
    if found is None:
        raise Http404
    connection = Connection(organisation=place, product=product)
    return _edit(request, place, found, connection)


def edit(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Change the settings of a source."""
    connection = connection_at(place, pk)
    check_may_set(connection, request.actor)
    found = connector_of(connection.product)
    if found is None:
        raise Http404
    return _edit(request, place, found, connection)


def _edit(request: HttpRequest, place: Organisation, product: Connector, connection: Connection) -> HttpResponse:
    check_may_set(connection, request.actor)
    form = ConnectionForm(request.POST or None, product=product, connection=connection, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        secrets = form.fill()
        saved = connecting.save_connection(connection, secrets, request.actor)
        result = connecting.try_connection(saved, request.actor)
        if result.works:
            messages.success(request, _("La source est enregistrée et répond."))
        else:
            messages.warning(request, _("La source est enregistrée, mais elle ne se laisse pas lire : voyez pourquoi."))
        return redirect("source", place.slug, saved.pk)
    back = (
        reverse("source", args=[place.slug, connection.pk]) if connection.pk else reverse("sources", args=[place.slug])
    )
    context = {
        "heading": _("Régler « %(name)s »") % {"name": connection.name} if connection.pk else product.label,
        "subtitle": "" if connection.pk else _("Étape 2 sur 2 : dire où est l’outil et comment y entrer."),
        "form": form,
        "product": product,
        "rights": product.rights(_shown_access(connection)),
        "cancel_href": back,
    }
    return render(request, "sources/edit.html", context, status=422 if request.method == "POST" else 200)


def _shown_access(connection: Connection) -> Access:
    """What the least rights are written for; no secret goes there."""
    found = connector_of(connection.product)
    defaults = {one.name: one.default for one in found.fields} if found else {}
    return Access(connection.address, defaults | connection.options)


def source(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show a source: whether it answers, what it gives, its readings."""
    connection = connection_at(place, pk)
    product = connector_of(connection.product)
    may_edit = may_write(request, connection.organisation)
    context = {
        "heading": connection.name,
        "connection": connection,
        "product": product,
        "label": source_label(connection),
        "checks": steps_shown(connection),
        "troubled": any(state == "failed" for _label, state, *_rest in connection.checks),
        "checked": instant_words(connection.checked_at),
        "streams": _streams(connection, product) if product else [],
        "runs": [_run_line(run) for run in connection.runs.select_related("connection")[:20]],
        "words_left": connection.words.filter(confirmed=False).count(),
        "words_known": connection.words.count(),
        "rights": product.rights(_shown_access(connection)) if product and may_edit else "",
        "may_edit": may_edit,
        "may_set": may_set(connection, request.actor),
        "may_approve": may_edit and connection.runs.filter(state=ReadingState.APPLIED).exists(),
    }
    return render(request, "sources/source.html", context)


def _streams(connection: Connection, product: Connector) -> list[dict[str, Any]]:
    """The streams of a source, each with its last reading (one query)."""
    last: dict[str, Any] = {}
    for run in connection.runs.select_related("connection").order_by("pk"):
        last[run.stream] = run
    return [
        {
            "code": one.code,
            "label": one.label,
            "note": one.note,
            "last": last.get(one.code),
            "badge": state_badge(last[one.code]) if one.code in last else None,
            "changes_only": one.incremental and one.code in connection.marks,
        }
        for one in product.streams
        if one.code in connection.streams
    ]


def _run_line(run: Any) -> dict[str, Any]:
    product = connector_of(run.connection.product)
    stream = product.stream(run.stream) if product else None
    return {
        "run": run,
        "badge": state_badge(run),
        "label": stream.label if stream else run.stream,
        "received": format_number(run.received),
    }


def test(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Try the connection."""
    connection = connection_at(place, pk)
    check_may_set(connection, request.actor)
    if request.method == "POST":
        result = connecting.try_connection(connection, request.actor)
        if result.works:
            messages.success(request, _("La source répond."))
        else:
            messages.error(request, _("La source ne se laisse pas lire : voyez pourquoi ci-dessous."))
    return redirect("source", place.slug, pk)


test.__test__ = False  # type: ignore[attr-defined] # pytest: a page, not a test


def approve(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Let scheduled readings be applied without asking, or ask again."""
    connection = connection_at(place, pk)
    check_rights(connection, request.actor)
    if request.method == "POST":
        try:
            if "retirer" in request.POST:
                connecting.withdraw_approval(connection, request.actor)
                messages.success(request, _("Chaque lecture attendra de nouveau votre accord."))
            else:
                connecting.approve_rules(connection, request.actor)
                messages.success(request, _("Les lectures automatiques seront appliquées sans demander."))
        except RefusedError as error:
            messages.error(request, error.messages[0])
    return redirect("source", place.slug, pk)


def delete(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask, then forget a source."""
    connection = connection_at(place, pk)
    check_rights(connection, request.actor)
    if request.method == "POST":
        connecting.delete_connection(connection, request.actor)
        messages.success(request, _("La source est oubliée. Ce qu’elle avait apporté reste."))
        return redirect("sources", place.slug)
    context = {
        "heading": _("Oublier la source « %(name)s » ?") % {"name": connection.name},
        "sentence": _(
            "Ses réglages, ses secrets et ses lectures sont effacés. Les fiches qu’elle a apportées restent."
        ),
        "confirm_label": _("Oublier"),
        "cancel_href": reverse("source", args=[place.slug, pk]),
    }
    return render(request, "ui/confirm.html", context)
