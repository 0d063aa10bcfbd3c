"""The tables that the documents of a plan share: totals by axis and year, planning, financing, controls."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts, period_of
from gouvernail.documents.kit.story import StatusCell, Table
from gouvernail.kernel.money import euros
from gouvernail.plans.controls import Control
from gouvernail.plans.models import BudgetNature, BudgetSection
from gouvernail.plans.ppi import Amount, Matrix, Row

NONE = "—"
TONES = {
    "good": lambda: _("Conforme"),
    "risk": lambda: _("À examiner"),
    "alert": lambda: _("À corriger"),
    "neutral": lambda: _("Non vérifiable"),
}


def matrix_table(matrix: Matrix, *, kilo: bool = True) -> Table:
    """Return what is planned by axis and by year, with the total of each row and of each column."""
    return _by_year(matrix, _("Axe"), matrix.axes, kilo=kilo)


def sections_table(matrix: Matrix, *, kilo: bool = True) -> Table:
    """Return what is planned by section of the budget and by year."""
    return _by_year(matrix, _("Section"), matrix.sections, kilo=kilo)


def _by_year(matrix: Matrix, first: str, rows: list[Row], *, kilo: bool) -> Table:
    headers = (first, *map(str, matrix.years), _("Total"))
    lines = [(row.label, *(amount_words(cell, kilo=kilo) for cell in (*row.cells, row.total))) for row in rows]
    total_cells = (*matrix.total.cells, matrix.total.total)
    total = (matrix.total.label.upper(), *(amount_words(cell, kilo=kilo) for cell in total_cells))
    widths = (3.0, *(0.95 for _year in matrix.years), 1.8)
    return Table(headers, (*lines, total), widths=widths, align="l" + "r" * (len(headers) - 1))


def amount_words(amount: Amount, *, kilo: bool = True) -> str:
    """Write a sum: a dash for nothing, a range while variants are open, « au moins » when a line is bare."""
    if amount.value is None:
        return NONE if not amount.missing else _("non renseigné")
    text = euros(amount.value, kilo=kilo)
    if amount.high is not None:
        low = text.removesuffix("k€" if kilo else "€").rstrip()
        text = _("%(low)s à %(high)s") % {"low": low, "high": euros(amount.high, kilo=kilo)}
    return _("au moins %(amount)s") % {"amount": text} if amount.missing else text


def planning_table(facts: PlanFacts) -> Table:
    """Return everything placed in time: its quarters, its variant, its cost, whether it must be done."""
    rows = tuple(
        (
            one.label,
            one.axis or _("Sans axe"),
            one.when or one.why,
            one.variant or NONE,
            NONE if one.amount is None else euros(one.amount, kilo=True),
            {True: _("obligatoire"), False: _("choisi"), None: NONE}[one.mandatory],
        )
        for one in facts.planning.rows
    )
    headers = (_("Projet"), _("Axe"), _("Quand"), _("Variante"), _("Coût"), _("Nature"))
    return Table(headers, rows, widths=(2.2, 1.8, 1.9, 1.7, 0.8, 1.0), align="llllrl", empty=_("Aucun projet."))


def controls_table(facts: PlanFacts, controls: tuple[Control, ...] | None = None) -> Table:
    """Return the controls C1 to C8, each with its verdict in words and its sentence."""
    rows = tuple(
        (one.code, one.label, StatusCell(TONES[one.tone](), one.tone), bound(one.sentence))
        for one in (facts.controls if controls is None else controls)
    )
    headers = (_("N°"), _("Contrôle"), _("Verdict"), _("Constat"))
    return Table(headers, rows, widths=(0.4, 1.7, 1.2, 5.4), empty=_("Aucune ligne à contrôler."))


def years_table(facts: PlanFacts, *, kilo: bool = False) -> Table:
    """Return, year by year, what is spent TTC, the FCTVA on it and the year it comes."""
    rows = tuple(
        (
            str(one.year),
            euros(one.spent, kilo=kilo),
            _("non calculable") if one.fctva is None else euros(one.fctva, kilo=kilo),
            str(one.received) if one.received else _("non renseigné"),
        )
        for one in facts.money.financing.years
    )
    headers = (_("Année"), _("Dépense TTC"), _("FCTVA"), _("Encaissé en"))
    return Table(headers, rows, widths=(1, 1.5, 1.5, 1.5), align="lrrr", empty=_("Aucun montant TTC à venir."))


def net_table(facts: PlanFacts, *, kilo: bool = False) -> Table:
    """Return the way from the cost TTC to what the budget bears, in all and by inhabitant."""
    return Table(
        (_("Poste"), _("Montant")),
        net_steps(facts, kilo=kilo),
        widths=(3, 1.6),
        align="lr",
        empty=_("Aucun montant TTC : le coût net n’est pas calculable."),
    )


def net_steps(facts: PlanFacts, *, kilo: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the same way as pairs of a label and an amount; nothing when no amount is TTC."""
    cost = facts.money.financing.cost
    if cost is None:
        return ()
    return (
        (
            _("Dépense TTC %(period)s") % {"period": period_of([one.year for one in facts.money.financing.years])},
            euros(cost.ttc, kilo=kilo),
        ),
        (_("− FCTVA"), _("non calculable") if cost.fctva is None else euros(cost.fctva, kilo=kilo)),
        (_("− Aides attendues"), euros(cost.aids, kilo=kilo)),
        (_("Reste à charge"), _("non calculable") if cost.net is None else euros(cost.net, kilo=kilo)),
        (_("Reste à charge par habitant"), euros(cost.per_inhabitant)),
    )


def aids_table(facts: PlanFacts) -> Table:
    """Return the aids: asked, notified, received."""
    rows = tuple(
        (one.scheme, str(one.project or NONE), *(NONE if value is None else euros(value) for value in amounts))
        for one in facts.money.subsidies
        for amounts in ((one.asked, one.notified, one.received),)
    )
    headers = (_("Dispositif"), _("Projet"), _("Sollicité"), _("Notifié"), _("Perçu"))
    return Table(headers, rows, widths=(2.6, 2, 1, 1, 1), align="llrrr", empty=_("Aucune subvention enregistrée."))


def rates_table(facts: PlanFacts) -> Table:
    """Return the rates used, each with its source, its day and what was not verified."""
    rows = tuple(
        (
            one.label,
            one.written(),
            f"{one.start:%d/%m/%Y}",
            one.source,
            bound(" ".join(one.warnings(facts.on))) or _("vérifié le %(day)s") % {"day": f"{one.checked:%d/%m/%Y}"},
        )
        for one in facts.money.financing.rates
    )
    headers = (_("Taux"), _("Valeur"), _("Depuis le"), _("Source"), _("Vérification"))
    return Table(headers, rows, widths=(1.5, 0.8, 0.9, 2, 2.2), empty=_("Aucun taux employé."))


def lines_table(facts: PlanFacts) -> Table:
    """Return every line of the plan, with its section, nature, account and tax basis."""
    sections, natures = dict(BudgetSection.choices), dict(BudgetNature.choices)
    bases: dict[str, Callable[[], str]] = {
        "ttc": lambda: "TTC",
        "ht": lambda: "HT",
        "inconnue": lambda: _("à préciser"),
    }
    rows = tuple(
        (
            str(one.year),
            f"{one.label} : {one.variant}" if one.variant else one.label,
            one.axis or _("Sans axe"),
            str(sections.get(one.section, _("non précisée"))),
            str(natures.get(one.nature, NONE)),
            one.account or NONE,
            _("non renseigné") if one.amount is None else euros(one.amount),
            bases[one.tax_basis](),
        )
        for one in sorted(facts.lines, key=lambda one: (one.year, one.axis_order, one.label))
    )
    headers = (_("Année"), _("Ligne"), _("Axe"), _("Section"), _("Nature"), _("Compte"), _("Montant"), _("Base"))
    return Table(headers, rows, widths=(0.6, 1.95, 1.9, 1.5, 1.0, 0.75, 1.1, 0.65), align="llllllrl")
