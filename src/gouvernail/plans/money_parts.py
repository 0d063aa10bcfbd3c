"""The parts of the page of the net cost that are told line by line: the aids, and the depreciation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.engines.finance.subsidies import against_ceiling, started_too_early
from gouvernail.kernel.money import euros
from gouvernail.plans.depreciating import Depreciation, depreciation_of
from gouvernail.plans.material import aid_of, aids_by_project
from gouvernail.plans.models import BudgetLine, DepreciationTerm, Subsidy
from gouvernail.plans.pages import figures
from gouvernail.registers.listing import Table

ZERO = Decimal(0)


def aids_part(lines: list[BudgetLine], subsidies: list[Subsidy], on: date) -> dict[str, Any] | None:
    """Return each aid, its project against the ceiling of the day, and work that starts too early; None without aid."""
    if not subsidies:
        return None
    headings = [_("Dispositif et projet"), _("Sollicité"), _("Notifié"), _("Perçu"), _("Où elle en est")]
    rows = [[str(one), *map(_amount, (one.asked, one.notified, one.received)), aid_of(one).state] for one in subsidies]
    notes = [
        f"{title} : {against_ceiling(cost, aids, on).sentence}"
        for title, (cost, aids) in aids_by_project(lines, subsidies_of_projects(subsidies)).items()
    ]
    for one in subsidies_of_projects(subsidies):
        told = one.acknowledged_on is not None or one.notified is None
        if told and one.project.starts is not None:
            notes += started_too_early([aid_of(one)], one.project.starts.first_day)
    return {"heading": _("Les aides"), "table": figures(_("Aides"), headings, rows), "notes": notes}


def subsidies_of_projects(subsidies: Iterable[Subsidy]) -> list[Subsidy]:
    """Return the aids that are tied to a project."""
    return [one for one in subsidies if one.project_id]


def depreciation_part(
    lines: list[BudgetLine], on: date, terms: Sequence[DepreciationTerm] = ()
) -> dict[str, Any] | None:
    """Return the charges of each line of investment to come, year by year; None when no investment is planned."""
    found = depreciation_of(lines, on, terms)
    if not found:
        return None
    computed = [one for one in found if not one.reason]
    if not computed:
        rows = [[str(one.line), one.line.account, one.reason] for one in found]
        headings = [_("Ligne"), _("Compte"), _("Ce qui manque")]
        return _depreciation(figures(_("Amortissements, ligne par ligne"), headings, rows, words=True), [])
    last = max(one.line.year for one in found) + 1
    years = range(on.year, last + 1)
    headings = [
        _("Ligne"), _("Compte"), _("Durée"), _("Mise en service"), *map(str, years),
        _("Après %(year)s") % {"year": last},
    ]  # fmt: skip
    rows = [_depreciated(one, years) for one in found]
    sums = [sum((one.in_year(year) for one in computed), ZERO) for year in years]
    after = sum((charge.amount for one in computed for charge in one.charges if charge.year > last), ZERO)
    rows.append([_("Total calculé"), "—", "—", "—", *map(euros, sums), euros(after)])
    notes = [
        _("Linéaire, au prorata du temps depuis la mise en service (M57), sur le montant TTC, aides non déduites."),
        *_assumed(computed),
        *durations_said(computed),
    ]
    return _depreciation(figures(_("Amortissements, ligne par ligne"), headings, rows), notes)


def _depreciation(table: Table, notes: list[str]) -> dict[str, Any]:
    return {"heading": _("Les amortissements à venir"), "table": table, "notes": notes}


def durations_said(computed: Iterable[Depreciation]) -> list[str]:
    """Return where each duration comes from, and what is doubtful of it."""
    told = {}
    for one in computed:
        words = {"source": one.duration.source, "label": one.duration.label.lower(), "doubt": one.duration.doubt}
        said = _("%(source)s ; %(label)s : %(doubt)s") if one.duration.doubt else _("%(source)s ; %(label)s.")
        told[said % words] = one
    return list(told)


def _assumed(computed: list[Depreciation]) -> list[str]:
    count = sum(not one.of_project for one in computed)
    if not count:
        return []
    sentence = _("Mise en service inconnue : le 31 décembre de l’année de la ligne est supposé (lignes : %(count)s).")
    return [sentence % {"count": count}]


def _depreciated(one: Depreciation, years: range) -> list[str]:
    name = str(one.line)
    account = one.line.account or ""
    if one.reason:
        return [name, account, one.duration.written() if one.duration else "", one.reason, *["—"] * (len(years) + 1)]
    after = sum((charge.amount for charge in one.charges if charge.year > years[-1]), ZERO)
    day = f"{one.in_service:%d/%m/%Y}" + ("" if one.of_project else f" ({_('supposée')})")
    charges = [euros(amount) if (amount := one.in_year(year)) else "—" for year in years]
    return [name, account, one.duration.written(), day, *charges, euros(after) if after else "—"]


def _amount(value: Decimal | None) -> str:
    return "" if value is None else euros(value)
