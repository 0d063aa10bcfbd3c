"""The page on which the figures of a month are stated."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.statements.due import Target, targets
from gouvernail.statements.forms import MonthForm, Row, unit_of
from gouvernail.statements.operations import write_month
from gouvernail.statements.tables import said

EARLIEST = Month(2000, 1)


@dataclass(frozen=True)
class Line:
    """A row of the form with what stands beside it."""

    row: Row
    unit: str
    before: str
    before_period: str

    @property
    def anchor(self) -> str:
        """Where a link to this fact leads."""
        return self.row.target.fact.code


@dataclass(frozen=True)
class Part:
    """Lines under one heading of one part of the page."""

    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Group:
    """A part of the page: what is late, what is stated, what was never stated, what is without object."""

    key: str
    label: str
    help: str
    parts: list[Part]
    count: int
    is_open: bool


def month_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what is to be stated for a month, and keep what was typed."""
    month = _month_asked(request, place)
    wanted = request.GET.get("faits", "")
    form = MonthForm(request.POST or None, place=place, actor=request.actor, targets=_reachable(request, place, month))
    if request.method == "POST" and form.is_valid():
        messages.success(request, _kept(write_month(form.typed, actor=request.actor)))
        return redirect(_month_href(place, month))
    invalid = request.method == "POST"
    context = {
        "heading": _("Relevé de %(month)s") % {"month": month},
        "subtitle": _(
            "Les chiffres qu’aucun outil ne donne. Une ligne laissée vide reste absente : ce n’est pas zéro."
        ),
        "form": form,
        "groups": _groups(form, set(wanted.split(",")) if wanted else set(), invalid),
        "list_href": reverse("statement_list", args=[place.slug]),
        "before_href": _month_href(place, month.previous()),
        "after_href": _month_href(place, month.next()) if month.next().last_day < place.today() else "",
        "month_before": month.previous(),
        "month_after": month.next(),
    }
    return render(request, "statements/month.html", context, status=422 if invalid else 200)


def _month_asked(request: HttpRequest, place: Organisation) -> Month:
    """The month that an address asks for, or the last one that is over."""
    last = Month.of(place.today()).previous()
    year, _sep, number = request.GET.get("mois", "").partition("-")
    if not (year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12 and len(year) == 4):
        return last
    return max(EARLIEST, min(Month(int(year), int(number)), last))


def _month_href(place: Organisation, month: Month) -> str:
    return f"{reverse('statements_month', args=[place.slug])}?mois={month.year}-{month.month:02d}"


def _reachable(request: HttpRequest, place: Organisation, month: Month) -> list[Target]:
    """What the person may state: the members below only where they may write."""
    return [one for one in targets(place, month) if request.actor.can(EDIT, "statements", one.organisation)]


def _kept(count: int) -> str:
    if not count:
        return _("Rien n’a changé.")
    return ngettext("%(count)s chiffre enregistré.", "%(count)s chiffres enregistrés.", count) % {"count": count}


def _groups(form: MonthForm, wanted: set[str], invalid: bool) -> list[Group]:
    """The parts of the page; a fact asked for by an address, or at fault, opens its own."""
    kinds: dict[str, list[Row]] = {"late": [], "never": [], "done": [], "nothing": []}
    for row in form.rows():
        kinds[_kind(row)].append(row)
    words = {
        "late": (_("À relever"), _("Déjà relevés une fois, et attendus pour cette période.")),
        "never": (_("Jamais relevés"), _("Commencez par ceux dont vous avez le document sous la main.")),
        "done": (_("Relevés"), _("Écrits pour cette période ; corrigez-les ici.")),
        "nothing": (_("Sans objet"), _("Décochez pour recommencer à les relever.")),
    }
    return [
        Group(
            key, *words[key], _parts(rows), len(rows),
            key == "late" or (key == "never" and not kinds["late"])
            or any(row.target.fact.code in wanted for row in rows) or (invalid and any(row.at_fault for row in rows)),
        )
        for key, rows in kinds.items()
        if rows
    ]  # fmt: skip


def _kind(row: Row) -> str:
    target = row.target
    if target.is_without_object:
        return "nothing"
    if target.now is not None:
        return "done"
    return "late" if target.is_late else "never"


def _parts(rows: list[Row]) -> list[Part]:
    return [
        Part(heading, [_line(row) for row in found])
        for heading, found in groupby(rows, key=lambda row: str(row.target.fact.heading))
    ]


def _line(row: Row) -> Line:
    before = row.target.before
    return Line(
        row,
        unit_of(row.target),
        said(before) if before else "",
        before.period.short() if before and before.period else "",
    )
