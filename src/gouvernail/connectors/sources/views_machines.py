"""The page of the gaps between the sources, and the panel of an equipment: what each source says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.connectors.sources.machines import GAPS, Gap, Machine, gaps_of, known_at, machines_at, sightings_at
from gouvernail.connectors.sources.models import Sighting
from gouvernail.connectors.sources.naming import product_label
from gouvernail.connectors.sources.presenting import instant_words
from gouvernail.estate.models import WORKSTATIONS, Equipment, EquipmentState, OperatingSystem
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.registers.listing import Cell, Heading, Row, Table
from gouvernail.registers.panels import Panel

PAGE_SIZE = 50


def gaps(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the machines of one gap; the gaps stand as views, with how many machines each holds."""
    machines = machines_at(place)
    today = place.today()
    found = gaps_of(machines, known_at(place, machines, today))
    shown = next((one for one in GAPS if one.code == request.GET.get("ecart")), None)
    shown = shown or next((one for one in GAPS if found[one.code]), GAPS[0])
    rows = sorted(found[shown.code], key=lambda one: one.name)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "heading": _("Écarts entre les sources"),
        "intro": _("La même machine vue par plusieurs outils est une seule machine ; voici où ils ne s’accordent pas."),
        "tabs": [
            {
                "label": one.label,
                "href": f"{request.path}?ecart={one.code}",
                "count": len(found[one.code]),
                "current": one is shown,
            }
            for one in GAPS
        ],
        "advice": shown.advice,
        "systems": systems(place),
        "table": _table(place, shown, list(page.object_list), any(one.sightings for one in machines)),
        "page": page,
        "querystring": f"ecart={shown.code}",
        "result_label": ngettext("%(n)s machine", "%(n)s machines", len(rows)) % {"n": format_number(len(rows))},
    }
    return render(request, "sources/gaps.html", context)


def _table(place: Organisation, gap: Gap, machines: list[Machine], read: bool) -> Table:
    headings = [
        Heading("name", _("Machine"), primary=True),
        Heading("held", _("Au parc")),
        Heading("os", _("Système")),
        Heading("protected", _("Antivirus")),
        Heading("seen", _("Vue le")),
        Heading("sources", _("Sources")),
    ]
    rows = [_row(place, headings, one) for one in machines]
    empty = _("Aucune machine dans ce cas.")
    if not read:
        empty = _("Aucune source n’a encore parlé de machines. Reliez-en une, lisez-la et appliquez.")
    return Table(str(gap.label), headings, rows, empty=empty)


def _row(place: Organisation, headings: list[Heading], one: Machine) -> Row:
    pk = one.equipment["pk"] if one.equipment else 0
    href = reverse("equipment_sheet", args=[place.slug, pk]) if pk else ""
    sources = sorted({sighting.connection.name for sighting in one.sightings})
    held = (
        Cell(headings[1], _("oui"), "good", "circle-check")
        if pk
        else Cell(headings[1], _("non"), "risk", "alert-triangle")
    )
    names = sorted({sighting.name for sighting in one.sightings if sighting.name} - {one.name})
    cells = [
        Cell(headings[0], one.name, sub=", ".join(names)),
        held,
        Cell(headings[2], ", ".join(sorted(map(_system, one.said("os"))))),
        Cell(headings[3], ", ".join(sorted(one.said("protected")))),
        Cell(headings[4], _day(one.last_seen)),
        Cell(headings[5], ", ".join(sources)),
    ]
    return Row(pk, href, cells)


def _system(code: str) -> str:
    return str(dict(OperatingSystem.choices).get(code, code))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def systems(place: Organisation) -> list[dict[str, str]]:
    """Return how many workstations in use run each Windows, those of which nobody can tell counted apart."""
    held = Equipment.objects.filter(
        organisation__path__startswith=place.path, type__in=WORKSTATIONS, state=EquipmentState.IN_USE
    )
    codes = list(held.values_list("os", flat=True))
    old = (OperatingSystem.WINDOWS_10, OperatingSystem.WINDOWS_OLD)
    groups = (
        (_("Windows 11"), codes.count(OperatingSystem.WINDOWS_11), "good", "circle-check"),
        (_("Windows 10 et plus anciens"), sum(codes.count(one) for one in old), "risk", "clock"),
        (
            _("Autres systèmes"),
            sum(1 for one in codes if one and one not in (*old, OperatingSystem.WINDOWS_11)),
            "neutral",
            "devices",
        ),
        (_("Système inconnu"), codes.count(""), "study", "help"),
    )
    return [
        {"label": label, "value": format_number(count), "tone": tone if count else "neutral", "icon": icon}
        for label, count, tone, icon in groups
    ]


def seen_panel(request: HttpRequest, place: Organisation, equipment: Equipment) -> Panel | None:
    """Show on the sheet of an equipment what each source says of it."""
    found = sightings_at(place, equipment=equipment)
    if not found:
        return None
    serials, oses = ({one.serial for one in found} - {""}, {one.told.get("os") for one in found} - {None, ""})
    notes = []
    if len(oses) > 1:
        notes.append(_("Les sources ne disent pas le même système : la dernière qui l’a vue est crue."))
    if len(serials) > 1:
        notes.append(_("Les sources ne disent pas le même numéro de série."))
    return Panel("sources/panels/seen.html", {"lines": [_said(one) for one in found], "notes": notes})


def _said(one: Sighting) -> dict[str, Any]:
    return {
        "source": one.connection.name,
        "product": product_label(one.connection),
        "name": one.name,
        "serial": one.serial,
        "os": _system(one.told.get("os", "")),
        "version": one.told.get("os_version", ""),
        "protected": one.told.get("protected", ""),
        "seen": _day(one.last_seen),
        "read": instant_words(one.read_at),
    }
