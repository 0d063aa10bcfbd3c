"""The plan as a workbook (XLSX, ODS): numbers stay numbers, absent stays blank, each sheet says its tax basis."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_facts import charges, sentences
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.planning import Scheduled
from gouvernail.kernel.periods import Quarter
from gouvernail.plans.models import BudgetNature, BudgetSection, VersionLine
from gouvernail.plans.ppi import Amount, Matrix
from gouvernail.registers.exporting import Sheet, write_workbook
from gouvernail.registers.models import TaxBasis

FILLED = "■"


def ppi_workbook(facts: PlanFacts, format: Literal["xlsx", "ods"]) -> bytes:
    """Return the plan as the bytes of a workbook; amounts in euros, to the cent."""
    sheets = [_lines(facts), *(_totals(facts, one) for one in facts.matrices), _planning(facts), _financing(facts)]
    if facts.money.subsidies:
        sheets.append(_aids(facts))
    if facts.money.depreciation:
        sheets.append(_depreciation(facts))
    sheets += [_programmes(facts), _controls(facts)]
    notes = (
        _("%(title)s, %(place)s") % {"title": facts.title, "place": facts.place.name},
        _("Source : %(origin)s.") % {"origin": facts.origin},
        *sentences.financing_notes(facts),
        *facts.planning.notes,
    )
    return write_workbook(sheets, format=format, title=facts.title, notes=notes)


def _lines(facts: PlanFacts) -> Sheet:
    """A row a thing of the plan, a column a year, as people keep their plan by hand."""
    years = facts.years
    groups: dict[tuple[str, ...], list[VersionLine]] = {}
    for one in facts.lines:
        of = (one.axis, one.label, one.choice, one.variant, one.section, one.nature, one.account, one.tax_basis)
        groups.setdefault(of, []).append(one)
    sections, natures = dict(BudgetSection.choices), dict(BudgetNature.choices)
    rows = []
    for (axis, label, choice, variant, section, nature, account, basis), own in groups.items():
        amounts = [_sum(line.amount for line in own if line.year == year) for year in years]
        induced = _sum(dict.fromkeys(line.induced for line in own))
        rows.append(
            (
                axis, label, choice, variant, str(sections.get(section, "")), str(natures.get(nature, "")), account,
                str(TaxBasis(basis).label), *amounts, _sum(amounts), induced,
            )
        )  # fmt: skip
    headers = (
        _("Axe"), _("Ligne"), _("Choix à trancher"), _("Variante"), _("Section"), _("Nature"), _("Compte M57"),
        _("Base"), *map(str, years), _("Total"), _("Coût induit par an"),
    )  # fmt: skip
    return Sheet(_("Lignes du plan"), headers, rows)


def _totals(facts: PlanFacts, matrix: Matrix) -> Sheet:
    opened = any(cell.high is not None for row in (*matrix.axes, matrix.total) for cell in (*row.cells, row.total))
    rows = []
    for row in (*matrix.axes, matrix.total):
        cells = (*row.cells, row.total)
        rows.append((_("%(axis)s (au moins)") % {"axis": row.label} if opened else row.label, *map(_low, cells)))
        if opened:
            rows.append((_("%(axis)s (au plus)") % {"axis": row.label}, *map(_high, cells)))
    headers = (_("Axe"), *map(str, matrix.years), _("Total"))
    return Sheet(_("Totaux %(basis)s") % {"basis": {"ttc": "TTC", "ht": "HT"}.get(matrix.basis, _("base inconnue"))},
                 headers, rows)  # fmt: skip


def _planning(facts: PlanFacts) -> Sheet:
    """The planning of document 001: a column a quarter, filled where the project runs."""
    quarters = [Quarter(year, rank) for year in facts.years for rank in (1, 2, 3, 4)]
    natures = {True: _("obligatoire"), False: _("choisi"), None: None}
    rows = [
        (
            one.axis, one.label, one.variant, one.amount, natures[one.mandatory],
            one.when or one.why, *(FILLED if _runs(one, quarter) else None for quarter in quarters),
        )
        for one in facts.planning.rows
    ]  # fmt: skip
    headers = (
        _("Axe"), _("Projet"), _("Variante"), _("Coût"), _("Nature"), _("Quand"), *(one.short() for one in quarters),
    )  # fmt: skip
    return Sheet(_("Planning"), headers, rows)


def _runs(one: Scheduled, quarter: Quarter) -> bool:
    if one.start is None or one.end is None:
        return False
    return one.start <= quarter.last_day and one.end >= quarter.first_day


def _financing(facts: PlanFacts) -> Sheet:
    found = facts.money.financing
    rows: list[tuple[object, ...]] = [
        (_("Année %(year)s") % {"year": one.year}, one.spent, one.fctva, one.received) for one in found.years
    ]
    if found.cost is not None:
        cost = found.cost
        rows += [
            (_("Ensemble"), cost.ttc, cost.fctva, None),
            (_("Aides attendues"), cost.aids, None, None),
            (_("Reste à charge"), cost.net, None, None),
            (_("Reste à charge par habitant"), cost.per_inhabitant, None, None),
        ]
    spent = _("Dépense (lue comme TTC)") if facts.money.supposed else _("Dépense TTC")
    return Sheet(_("Financement"), (_("Poste"), spent, _("FCTVA"), _("Encaissé en")), rows)


def _depreciation(facts: PlanFacts) -> Sheet:
    """A row a line of investment, its charge in each year; blank where nothing can be computed, and why."""
    years = charges.charge_years(facts)
    rows = [
        (
            one.line.label, one.line.year, one.line.account, one.duration and one.duration.value, one.in_service,
            *(one.in_year(year) or None for year in years), one.reason or (one.duration.source if one.duration else ""),
        )
        for one in facts.money.depreciation
    ]  # fmt: skip
    headers = (
        _("Ligne"), _("Année"), _("Compte M57"), _("Durée (années)"), _("Mise en service"), *map(str, years),
        _("Source de la durée, ou ce qui manque"),
    )  # fmt: skip
    return Sheet(_("Amortissements"), headers, rows)


def _aids(facts: PlanFacts) -> Sheet:
    rows = [
        (one.scheme, str(one.project or ""), one.asked, one.notified, one.received, one.public, one.acknowledged_on)
        for one in facts.money.subsidies
    ]
    headers = (
        _("Dispositif"), _("Projet"), _("Sollicité"), _("Notifié"), _("Perçu"), _("Aide publique"),
        _("Accusé de réception"),
    )  # fmt: skip
    return Sheet(_("Subventions"), headers, rows)


def _programmes(facts: PlanFacts) -> Sheet:
    years = sorted({year for one in facts.programmes for year in one.programme.credits})
    rows = [
        (
            one.authorisation.name, one.authorisation.get_tax_basis_display(), one.authorisation.voted_on,
            one.authorisation.authorised, *(one.programme.credits.get(year) for year in years),
            _sum(one.programme.credits.values()), one.programme.imbalance, one.programme.committed,
            _sum(one.programme.paid.values()), " ".join(one.flaws),
        )
        for one in facts.programmes
    ]  # fmt: skip
    headers = (
        _("Autorisation"), _("Base"), _("Votée le"), _("AP"), *(f"CP {year}" for year in years), _("Somme des CP"),
        _("Écart"), _("Engagé"), _("Mandaté"), _("À corriger"),
    )  # fmt: skip
    return Sheet(_("AP-CP"), headers, rows)


def _controls(facts: PlanFacts) -> Sheet:
    words = {"good": _("Conforme"), "risk": _("À examiner"), "alert": _("À corriger"), "neutral": _("Non vérifiable")}
    rows = [(one.code, one.label, words[one.tone], one.sentence) for one in facts.controls]
    return Sheet(_("Contrôles"), (_("N°"), _("Contrôle"), _("Verdict"), _("Constat")), rows)


def _low(amount: Amount) -> Decimal | None:
    return amount.value


def _high(amount: Amount) -> Decimal | None:
    return amount.value if amount.high is None else amount.high


def _sum(amounts) -> Decimal | None:
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)).quantize(Decimal("0.01")) if known else None
