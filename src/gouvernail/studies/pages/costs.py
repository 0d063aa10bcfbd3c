"""Costs as their page shows them, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.kernel.money import euros
from gouvernail.organisations.models import Organisation
from gouvernail.studies.costing import Bill, Sum, bills_of, fctva_of, horizon_of, lines_of
from gouvernail.studies.models import CostLine, Scenario
from gouvernail.studies.pages.plain import Plain
from gouvernail.studies.whole import Whole
from gouvernail.ui.charts.model import ColumnChart, Series


@dataclass(frozen=True)
class ScenarioCosts:
    """What one scenario costs: a table for each tax basis, the FCTVA expected, where to type."""

    scenario: Scenario
    tables: list[tuple[str, Plain]]
    fctva: str
    warnings: tuple[str, ...]
    edit_href: str
    joined: str = ""


@dataclass(frozen=True)
class CostsView:
    """The page of costs: the scenarios side by side, then each of them year by year."""

    summary: Plain
    charts: list[ColumnChart]
    scenarios: list[ScenarioCosts]
    mixed: bool
    is_empty: bool


def costs_of(whole: Whole, place: Organisation, on: date, *, editable: bool) -> CostsView:
    """Return the page of costs of a study."""
    lines = lines_of(whole)
    everything = [line for group in lines.values() for line in group]
    years = horizon_of(whole.study, everything)
    bills = {one.pk: bills_of(lines.get(one.pk, ())) for one in whole.scenarios}
    bases = [bill.basis for bill in bills_of(everything)]
    return CostsView(
        _summary(whole, bills, bases),
        [_chart(whole, bills, basis, years, on) for basis in bases],
        [_scenario(whole, one, lines.get(one.pk, []), years, place, on, editable) for one in whole.scenarios],
        len(bases) > 1,
        not everything,
    )


def _summary(whole: Whole, bills: dict[int, list[Bill]], bases: list) -> Plain:
    rows = []
    for one in whole.scenarios:
        by_basis = {bill.basis: bill for bill in bills[one.pk]}
        rows.append([one.label, *(amount(by_basis[basis].total) if basis in by_basis else "" for basis in bases)])
    return Plain([_("Scénario"), *(str(basis.label) for basis in bases)], rows if bases else [])


def _chart(whole: Whole, bills: dict[int, list[Bill]], basis, years: list[int], on: date) -> ColumnChart:
    series = []
    for one in whole.scenarios:
        bill = next((bill for bill in bills[one.pk] if bill.basis == basis), None)
        if bill is None:
            continue
        sums = [bill.years[year].value if year in bill.years else None for year in years]
        series.append(Series(one.label, tuple(None if value is None else float(value / 1000) for value in sums)))
    return ColumnChart(
        title=_("Coût par année, %(basis)s") % {"basis": basis.label},
        unit="k€",
        source=_("coûts saisis dans l’étude"),
        as_of=on,
        categories=tuple(str(year) for year in years),
        series=tuple(series),
        stacked=False,
        category_label=_("Année"),
    )


def _scenario(whole, scenario, lines, years, place, on, editable) -> ScenarioCosts:
    recovered = fctva_of(lines, on)
    return ScenarioCosts(
        scenario,
        [(str(bill.basis.label), _table(bill, years)) for bill in bills_of(lines)],
        _fctva(recovered),
        recovered.warnings,
        reverse("scenario_costs", args=[place.slug, whole.study.pk, scenario.pk]) if editable else "",
        _joined(whole, scenario, lines),
    )


def _joined(whole: Whole, scenario: Scenario, lines: list[CostLine]) -> str:
    """Name the scenarios whose costs a combination adds up."""
    if not lines or any(line.scenario_id == scenario.pk for line in lines):
        return ""
    names = ", ".join(f"« {whole.scenario(pk).label} »" for pk in whole.parts[scenario.pk])
    return _("Somme des coûts de %(names)s, faute de coûts qui lui soient propres.") % {"names": names}


def _fctva(recovered) -> str:
    said = []
    if recovered.amount is not None:
        said.append(
            _("FCTVA attendu : %(amount)s, reçu deux ans après la dépense.") % {"amount": euros(recovered.amount)}
        )
    if recovered.undecided:
        sentence = ngettext(
            "%(count)s dépense d’investissement sans éligibilité au FCTVA renseignée.",
            "%(count)s dépenses d’investissement sans éligibilité au FCTVA renseignée.",
            recovered.undecided,
        )
        said.append(sentence % {"count": recovered.undecided})
    return " ".join(said)


def _table(bill: Bill, years: list[int]) -> Plain:
    rows = [
        [
            str(section.label),
            *(amount(bill.cells[section, year]) if (section, year) in bill.cells else "" for year in years),
            amount(bill.sections[section]),
        ]
        for section in bill.used_sections
    ]
    total = [amount(bill.years[year]) if year in bill.years else "" for year in years]
    rows.append([_("Total"), *total, amount(bill.total)])
    return Plain([_("Section"), *map(str, years), _("Total")], rows)


def amount(total: Sum) -> str:
    """Write a sum, and how many lines it could not count."""
    if total.value is None:
        return _("non renseigné") if total.missing else ""
    if not total.missing:
        return euros(total.value)
    note = ngettext("%(count)s ligne sans montant", "%(count)s lignes sans montant", total.missing)
    return f"{euros(total.value)}\n{note % {'count': total.missing}}"
