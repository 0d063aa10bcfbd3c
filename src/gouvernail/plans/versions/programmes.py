"""Authorisations of programme (AP) in a version: frozen with it, and compared from a version to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gouvernail.engines.finance.programme import Programme
from gouvernail.kernel.money import euros
from gouvernail.plans.material import programmes_of_version
from gouvernail.plans.models import (
    Authorisation,
    BudgetLine,
    BudgetSection,
    PlanVersion,
    VersionLine,
    VersionProgramme,
)


def copy_of_programme(version: PlanVersion, one: Authorisation) -> VersionProgramme:
    """Return the copy of an authorisation that a version keeps, not saved."""
    return VersionProgramme(
        version=version,
        name=one.name,
        authorised=one.authorised,
        tax_basis=one.tax_basis,
        voted_on=one.voted_on,
        note=one.note,
    )


def copies_for(version: PlanVersion, lines: Iterable[BudgetLine]) -> dict[int, VersionProgramme]:
    """Return the copies of the authorisations that budget lines name, by their number, not saved."""
    named = {one.authorisation_id: one.authorisation for one in lines if one.authorisation_id}
    return {pk: copy_of_programme(version, one) for pk, one in named.items()}


def save_lines(lines: Iterable[VersionLine]) -> list[VersionLine]:
    """Write the lines of a version, the authorisations they name first."""
    lines = list(lines)
    VersionProgramme.objects.bulk_create({id(one.programme): one.programme for one in lines if one.programme}.values())
    return VersionLine.objects.bulk_create(lines)


def charge(
    lines: Iterable[VersionLine], rows: Iterable[BudgetLine], programmes: Mapping[int, VersionProgramme]
) -> None:
    """Have the investment of a computed plan draw on authorisations, copied in ``programmes``; nothing is saved.

    A project draws on the authorisation of its own budget lines (``rows``); else on that of its axis, when every
    investment line of the axis names one and the same.
    """
    own: dict[str, int] = {}
    of_axis: dict[str, set[int | None]] = {}
    for one in rows:
        if one.section == BudgetSection.OPERATING:
            continue
        if one.project_id and one.authorisation_id:
            own.setdefault(f"p{one.project_id}", one.authorisation_id)
        if one.axis:
            of_axis.setdefault(one.axis.name, set()).add(one.authorisation_id)
    shared = {axis: next(iter(pks)) for axis, pks in of_axis.items() if len(pks) == 1}
    for line in lines:
        pk = own.get(line.key) or shared.get(line.axis)
        if pk and line.section == BudgetSection.INVESTMENT:
            line.programme = programmes[pk]


@dataclass(frozen=True)
class ProgrammeChange:
    """An authorisation in two versions: what each authorises, its credits by year; ``None`` where it is not."""

    name: str
    basis: str
    before: Programme | None
    after: Programme | None

    @property
    def words(self) -> tuple[str, str, str]:
        """What became of it: a sentence, a tone, an icon."""
        if self.before is None:
            return _("Ajoutée"), "progress", "plus"
        if self.after is None:
            return _("Retirée"), "alert", "circle-x"
        gap = self.after.authorised - self.before.authorised
        if gap:
            words = {"gap": euros(abs(gap))}
            up, down = _("Révisée à la hausse de %(gap)s"), _("Révisée à la baisse de %(gap)s")
            return (up if gap > 0 else down) % words, "risk" if gap > 0 else "progress", "refresh"
        if self.after.credits == self.before.credits:
            return _("Inchangée"), "good", "check"
        if self.after.imbalance and not self.before.imbalance:
            return _("À réviser : %(said)s") % {"said": balance(self.after)}, "risk", "alert-triangle"
        return _("Crédits répartis autrement"), "study", "calendar"

    @property
    def years(self) -> list[int]:
        """The years of its credits, on either side."""
        return sorted({year for one in (self.before, self.after) if one for year in one.credits})


def balance(one: Programme) -> str:
    """Say whether the credits of an authorisation make its amount: « équilibrée », or what they miss or exceed."""
    if not one.imbalance:
        return _("équilibrée")
    words = {"gap": euros(abs(one.imbalance))}
    return (_("CP au-delà de l’AP de %(gap)s") if one.imbalance > 0 else _("CP en deçà de l’AP de %(gap)s")) % words


def compare_programmes(before: Iterable[VersionLine], after: Iterable[VersionLine]) -> list[ProgrammeChange]:
    """Return the authorisations of two versions side by side, by name; a tax basis that changed makes two of them."""
    sides: list[Mapping[tuple[str, str], Programme]] = [
        {(copy.name, copy.tax_basis): programme for copy, programme in programmes_of_version(lines)}
        for lines in (before, after)
    ]
    names = sorted({*sides[0], *sides[1]})
    return [ProgrammeChange(name, basis, *(side.get((name, basis)) for side in sides)) for name, basis in names]
