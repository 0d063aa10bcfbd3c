"""The pages of money: the budget followed, the net cost, the renewals of equipment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.engines.finance.dated import DatedValue
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.execution import Followed, followed, realised_so_far
from gouvernail.plans.financing import Financing, financing_of
from gouvernail.plans.models import BudgetSection
from gouvernail.plans.money_parts import aids_part, depreciation_part
from gouvernail.plans.pages import figures
from gouvernail.plans.renewals import Programme, already_planned, programme_of, write_lines
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def execution_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what was voted, committed, paid and carried over."""
    rows = followed(register_of("budget_line").objects(place, request.actor))
    parts = []
    for basis in dict.fromkeys(one.basis for one in rows):
        own = [one for one in rows if one.basis == basis]
        headings = [
            _("Année et section"),
            _("Prévu"),
            _("Voté"),
            _("Engagé"),
            _("Facturé"),
            _("Mandaté"),
            _("Reporté"),
            _("Taux d’engagement"),
            _("Taux de réalisation"),
            _("À vérifier"),
        ]
        share = realised_so_far(rows, basis, place.today().year)
        note = _("Réalisation du plan à ce jour : %(share)s de l’investissement prévu est mandaté.")
        parts.append(
            {
                "heading": str(TaxBasis(basis).label),
                "table": figures(
                    _("Budget suivi, %(basis)s") % {"basis": TaxBasis(basis).label}, headings, map(_row, own)
                ),
                "notes": [note % {"share": format_percent(share, 0)}] if share is not None else [],
            }
        )
    subtitle = _("Voté, engagé, facturé, mandaté, reporté : cinq montants différents")
    return _page(request, place, _("Budget suivi"), subtitle, parts, import_href=_import_href(request, place))


def _import_href(request: HttpRequest, place: Organisation) -> str:
    """Where to bring the follow-up of the accounts from a spreadsheet; "" for those who may not."""
    actor = request.actor
    if not (actor.can(EDIT, "imports", place) and actor.can(EDIT, "budget", place)):
        return ""
    return f"{reverse('import_start', args=[place.slug])}?objet=budget_line"


def _row(one: Followed) -> list[str]:
    section = dict(BudgetSection.choices).get(one.section, _("Section non précisée"))
    amounts = (one.planned, one.voted, one.committed, one.invoiced, one.paid, one.carried_over)
    return [
        f"{one.year}, {section}",
        *("" if amount is None else euros(amount) for amount in amounts),
        *("" if share is None else format_percent(share, 0) for share in (one.commitment, one.realisation)),
        one.remains or "—",
    ]


def net_cost_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the plan net of FCTVA and aids, by inhabitant, each rate with its source and its day."""
    on = place.today()
    lines = list(register_of("budget_line").objects(place, request.actor).select_related("project"))
    subsidies = list(register_of("subsidy").objects(place, request.actor).select_related("project"))
    found = financing_of(place, lines, subsidies, on)
    parts: list[dict[str, Any]] = [{"heading": _("Année par année"), "table": _years(found), "notes": found.notes}]
    if found.cost:
        parts.append({"heading": _("Au total"), "table": _totals(found), "notes": []})
    told = (
        aids_part(lines, subsidies, on),
        depreciation_part(lines, on, list(register_of("depreciation_term").objects(place, request.actor))),
    )
    parts += [part for part in told if part is not None]
    if found.rates:
        parts.append({"heading": _("Les taux employés"), "table": _rates(found.rates, on), "notes": []})
    return _page(
        request, place, _("Coût net du plan"), _("Montants TTC à venir, moins le FCTVA et les aides attendues"), parts
    )


def _years(found: Financing) -> Any:
    rows = [
        [str(one.year), euros(one.spent), "" if one.fctva is None else euros(one.fctva),
         str(one.received) if one.received else ""]
        for one in found.years
    ]  # fmt: skip
    headings = [_("Année"), _("Dépense TTC"), _("FCTVA"), _("Encaissé en")]
    return figures(_("FCTVA par année"), headings, rows, empty=_("Aucun montant TTC à venir."))


def _totals(found: Financing) -> Any:
    cost = found.cost
    said = [
        (_("Dépense TTC"), cost.ttc),
        (_("FCTVA"), cost.fctva),
        (_("Aides sollicitées"), found.aids.asked),
        (_("Aides notifiées"), found.aids.notified),
        (_("Aides perçues"), found.aids.received),
        (_("Aides notifiées, restant à percevoir"), found.aids.to_come),
        (_("Aides attendues, retenues dans le calcul"), cost.aids),
        (_("Coût net"), cost.net),
        (_("Coût net par habitant"), cost.per_inhabitant),
    ]
    rows = [[label, "" if amount is None else euros(amount)] for label, amount in said]
    return figures(_("Du coût TTC au coût net"), [_("Montant"), _("Euros")], rows)


def _rates(rates: list[DatedValue], on: date) -> Any:
    rows = [
        [one.label, one.written(), f"{one.start:%d/%m/%Y}", one.source,
         " ".join(one.warnings(on)) or _("vérifié le %(day)s") % {"day": f"{one.checked:%d/%m/%Y}"}]
        for one in rates
    ]  # fmt: skip
    headings = [_("Taux"), _("Valeur"), _("Depuis le"), _("Source"), _("Vérification")]
    return figures(_("Taux employés"), headings, rows, words=True)


def renewals_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the renewals of the coming years; write them as budget lines when asked."""
    programme = programme_of(place, request.actor, place.today())
    may_write = request.actor.can(EDIT, "budget", place)
    if request.method == "POST" and may_write:
        try:
            count = write_lines(place, programme, actor=request.actor)
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Lignes budgétaires écrites : %(count)s.") % {"count": count})
        return redirect("plan_renewals", place.slug)
    notes = [f"{reason} ({format_number(count)})" for reason, count in programme.unplaced.items()]
    notes += already_planned(programme, register_of("budget_line").objects(place, request.actor))
    parts = [{"heading": _("À renouveler"), "table": _renewals(programme), "notes": notes}]
    parts += [
        {"heading": _("Par année, %(basis)s") % {"basis": TaxBasis(basis).label}, "notes": [], "table": figures(
            _("Total par année"), [_("Année"), _("Montant")],
            [[str(year), euros(programme.total(year, basis))] for year in programme.years])}
        for basis in programme.bases
    ]  # fmt: skip
    action = (_("Écrire ces lignes dans le budget"), reverse("plan_renewals", args=[place.slug]))
    return _page(
        request, place, _("Renouvellement des équipements"),
        _("D’après le parc en service, l’âge de chaque équipement et le prix de son type"), parts,
        post=action if may_write and programme.renewals else None,
    )  # fmt: skip


def _renewals(programme: Programme) -> Any:
    rows = [
        [
            f"{one.year}, {one.label}",
            format_number(Decimal(one.count)),
            format_number(Decimal(one.late)) if one.late else "—",
            "" if one.price.price is None else euros(one.price.price),
            "" if one.cost is None else euros(one.cost),
            one.account.number,
            _("%(origin)s, depuis le %(day)s")
            % {"origin": one.price.origin or _("origine non renseignée"), "day": f"{one.price.since:%d/%m/%Y}"},
        ]
        for one in programme.renewals
    ]
    headings = [
        _("Année et type"),
        _("Nombre"),
        _("Dont en retard"),
        _("Prix unitaire"),
        _("Montant"),
        _("Compte proposé"),
        _("Prix connu par"),
    ]
    return figures(
        _("Équipements à renouveler"), headings, rows, empty=_("Aucun équipement à renouveler n’est chiffrable.")
    )


def _page(
    request: HttpRequest, place: Organisation, heading: str, subtitle: str, parts: list[dict[str, Any]], **more: Any
) -> HttpResponse:
    context = {
        "heading": heading,
        "subtitle": subtitle,
        "parts": parts,
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
        **more,
    }
    return render(request, "plans/figures.html", context)
