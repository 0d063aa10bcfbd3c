"""The list of imports, and what became of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.enums import LEFT_OUT, OPEN_STATES, RunState
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.presenting import state_badge
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.registers.listing import Cell, Heading, Row, Table
from gouvernail.registers.registry import register_of

PAGE_SIZE = 50


def list_of_runs(query: QuerySet[ImportRun], place: Organisation, number: str | None) -> tuple[Table, Page]:
    """Return a page of imports as the list component shows them."""
    page = Paginator(query, PAGE_SIZE).get_page(number)
    headings = [
        Heading("file_name", _("Fichier"), primary=True),
        Heading("kind", _("Objets")),
        Heading("organisation", _("Collectivité")),
        Heading("state", _("État")),
        Heading("written", _("Lignes écrites"), align="end"),
        Heading("left", _("Laissées de côté"), align="end"),
        Heading("started_at", _("Déposé le")),
    ]
    rows = [_row(headings, place, run) for run in page.object_list]
    empty = _("Aucun import pour le moment.")
    return Table(_("Imports"), headings, rows, empty=empty), page


def _row(headings: list[Heading], place: Organisation, run: ImportRun) -> Row:
    badge = state_badge(run)
    applied = run.state == RunState.APPLIED
    written = format_number(run.counts.get("ecrites", 0)) if applied else "—"
    left = format_number(sum(run.counts.get(outcome, 0) for outcome in LEFT_OUT)) if applied else "—"
    texts = [
        run.file_name,
        register_of(run.kind).label_plural.capitalize(),
        str(run.organisation),
        str(badge.label),
        written,
        left,
        f"{timezone.localtime(run.started_at):%d/%m/%Y %H:%M}",
    ]
    cells = [Cell(heading, text) for heading, text in zip(headings, texts, strict=True)]
    cells[3].badge_tone, cells[3].badge_icon = badge.tone, badge.icon
    return Row(run.pk, reverse("import_run", args=[place.slug, run.pk]), cells)


def summary_of(run: ImportRun, place: Organisation, may_edit: bool) -> dict[str, Any]:
    """Return what the page of one import says: its lines by outcome, its file, what can still be done."""
    register = register_of(run.kind)
    left = sum(run.counts.get(outcome, 0) for outcome in LEFT_OUT)
    applied = run.state == RunState.APPLIED
    resume = "import_columns" if run.state == RunState.COLUMNS else "import_check"
    may_go_on = may_edit and run.state in OPEN_STATES
    may_correct = may_edit and left > 0 and run.rows.exists()
    one = [place.slug, run.pk]
    return {
        "subtitle": _subtitle(run),
        "tiles": _tiles(run) if applied else [],
        "left": left,
        "rejects_href": reverse("import_rejects", args=one) if may_correct else "",
        "resume_href": reverse(resume, args=one) if may_go_on else "",
        "cancel_href": reverse("import_cancel", args=one) if may_go_on else "",
        "list_href": reverse(f"{register.kind}_list", args=[place.slug]),
        "list_label": _("Voir les %(objects)s") % {"objects": register.label_plural},
        "columns": sorted(run.mapping.values(), key=lambda column: column[0]),
    }


def _subtitle(run: ImportRun) -> str:
    if run.state == RunState.APPLIED:
        return _("Étape 4 sur 4 : bilan. L’import est appliqué.")
    if run.state == RunState.CANCELLED:
        return _("Import abandonné : rien n’a été écrit.")
    return _("Rien n’est encore écrit.")


def _tiles(run: ImportRun) -> list[dict[str, str]]:
    counts = run.counts
    new, changed, same = (counts.get(name, 0) for name in ("nouvelle", "modifiee", "inchangee"))
    left = sum(counts.get(outcome, 0) for outcome in LEFT_OUT)
    return [
        _tile(ngettext("Fiche créée", "Fiches créées", new), new, "good"),
        _tile(ngettext("Fiche modifiée", "Fiches modifiées", changed), changed, "progress"),
        _tile(ngettext("Fiche inchangée", "Fiches inchangées", same), same, "neutral"),
        _tile(ngettext("Ligne laissée de côté", "Lignes laissées de côté", left), left, "risk" if left else "neutral"),
    ]


def _tile(label: str, value: int, tone: str) -> dict[str, str]:
    return {"label": label, "value": format_number(value), "tone": tone}
