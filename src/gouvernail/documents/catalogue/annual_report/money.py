"""The budget of the year: planned, voted, committed, paid, by section; one table a tax basis, never added together."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.year_facts import Happened
from gouvernail.documents.kit.story import Block, Paragraph, Section, Table
from gouvernail.kernel.money import euros
from gouvernail.plans.models import BudgetLine, BudgetSection
from gouvernail.registers.models import TaxBasis

AMOUNTS = ("planned", "voted", "committed", "paid")


def budget(found: Happened) -> Section:
    """Return the part of the report about money; a sum over an unknown amount says « au moins »."""
    settled = [one for one in found.lines if not one.choice]
    blocks: list[Block] = [
        _table(basis, [one for one in settled if one.tax_basis == basis])
        for basis in TaxBasis.values
        if any(one.tax_basis == basis for one in settled)
    ]
    if not blocks:
        blocks.append(Paragraph((_("Aucune ligne budgétaire n’est connue pour l’année."),)))
    if open_lines := len(found.lines) - len(settled):
        blocks.append(
            Paragraph(
                (
                    ngettext(
                        "%(count)s ligne attend un choix entre variantes : elle n’est pas comptée.",
                        "%(count)s lignes attendent un choix entre variantes : elles ne sont pas comptées.",
                        open_lines,
                    )
                    % {"count": open_lines},
                )
            )
        )
    return Section(_("Budget"), tuple(blocks))


def _table(basis: str, lines: list[BudgetLine]) -> Table:
    known = [(section.label, [one for one in lines if one.section == section]) for section in BudgetSection]
    known.append((_("Section non renseignée"), [one for one in lines if not one.section]))
    rows = tuple(
        (str(label), *(_sum(getattr(one, amount) for one in held) for amount in AMOUNTS))
        for label, held in known
        if held
    )
    total = (_("Ensemble"), *(_sum(getattr(one, amount) for one in lines) for amount in AMOUNTS))
    title = _("Montants (%(basis)s)") % {"basis": TaxBasis(basis).label}
    headers = (title, _("Prévu"), _("Voté"), _("Engagé"), _("Mandaté"))
    return Table(headers, (*rows, total), widths=(2.6, 1.5, 1.5, 1.5, 1.5), align="lrrrr")


def _sum(amounts: Iterable[Decimal | None]) -> str:
    given = list(amounts)
    known = [one for one in given if one is not None]
    if not known:
        return euros(None)
    text = euros(sum(known, Decimal(0)))
    return text if len(known) == len(given) else f"≥\u202f{text}"
