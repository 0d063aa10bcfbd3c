"""Authorisations of programme with their credits by year, as tables: of one plan, and from a version to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.finance.programme import Programme
from gouvernail.kernel.money import euros
from gouvernail.plans.models import Authorisation, VersionProgramme
from gouvernail.plans.pages import figures
from gouvernail.plans.versions.comparing import signed
from gouvernail.plans.versions.programmes import ProgrammeChange, balance
from gouvernail.registers.listing import Table

ZERO = Decimal(0)


def programmes_table(programmes: Sequence[tuple[Authorisation | VersionProgramme, Programme]]) -> Table | None:
    """Return one row an authorisation: amount, credits by year, balance; ``None`` where a plan names none."""
    if not programmes:
        return None
    years = sorted({year for _one, programme in programmes for year in programme.credits})
    rows = [
        [
            one.name,
            _amount(one.authorised, one.get_tax_basis_display()),
            *(euros(programme.credits[year]) if year in programme.credits else "—" for year in years),
            euros(sum(programme.credits.values(), ZERO)),
            balance(programme) if one.authorised is not None else _("AP non chiffrée"),
        ]
        for one, programme in programmes
    ]
    return _worded(figures(_("Autorisations de programme et crédits de paiement"), _headings(years), rows))


def changes_table(changes: Sequence[ProgrammeChange]) -> Table | None:
    """Return one row an authorisation: what became of it, the gap of each year; ``None`` where neither side has any."""
    if not changes:
        return None
    years = sorted({year for one in changes for year in one.years})
    rows = []
    for one in changes:
        credits = [side.credits if side else {} for side in (one.before, one.after)]
        gaps = [credits[1].get(year, ZERO) - credits[0].get(year, ZERO) for year in years]
        rows.append([one.name, *map(signed, gaps), signed(sum(gaps, ZERO)), one.words[0]])
    headings = [_("Autorisation"), *(f"CP {year}" for year in years), _("Écart"), _("Ce qui change")]
    found = _worded(figures(_("Ce qui change des autorisations de programme"), headings, rows))
    for row, one in zip(found.rows, changes, strict=True):
        row.cells[0].sub = _("AP : %(before)s, puis %(after)s") % {
            "before": _authorised(one.before),
            "after": _authorised(one.after),
        }
    return found


def _worded(table: Table) -> Table:
    """Have the last column, which holds words, read as words."""
    last = replace(table.columns[-1], align="start")
    table.columns[-1] = last
    for row in table.rows:
        row.cells[-1].column = last
    return table


def _headings(years: Sequence[int]) -> list[str]:
    return [_("Autorisation"), _("AP"), *(f"CP {year}" for year in years), _("Somme des CP"), _("Équilibre")]


def _amount(amount: Decimal | None, basis: str) -> str:
    return f"{euros(amount)} {basis}" if amount is not None else ""


def _authorised(one: Programme | None) -> str:
    return euros(one.authorised) if one else _("aucune")
