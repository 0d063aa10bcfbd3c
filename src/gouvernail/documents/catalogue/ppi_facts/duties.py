"""What of a plan must be done and what was chosen: by the projects its lines pay for, else by the plan adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.reading import read_problem
from gouvernail.plans.dearest import arrested, dearest
from gouvernail.plans.models import PlanRun, VersionLine
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.projects.models import Project
from gouvernail.registers.models import TaxBasis


@dataclass(frozen=True)
class Duty:
    """Euros in one tax basis: what must be done, what was chosen, what no project tells (``None``: nothing)."""

    basis: str
    mandatory: Decimal | None
    chosen: Decimal | None
    untold: Decimal | None = None

    @property
    def label(self) -> str:
        """The tax basis in words."""
        return str(TaxBasis(self.basis).label)


@dataclass(frozen=True)
class Duties:
    """Duties by tax basis, what must be done by name, where this is known from; ``plan`` names the plan they are of."""

    rows: tuple[Duty, ...]
    names: tuple[str, ...]
    source: str
    plan: str = ""

    @property
    def known(self) -> bool:
        """Whether something could be told."""
        return any(one.mandatory is not None or one.chosen is not None for one in self.rows)


def duties_of(lines: Sequence[VersionLine], projects: Mapping[int, Project], run: PlanRun | None) -> Duties:
    """Share a plan between what must be done and what was chosen."""
    lines = dearest(lines, arrested)
    by_key = {f"p{pk}": one for pk, one in projects.items()}
    if run is not None and not any(one.key in by_key for one in lines):
        return _of_run(run)
    rows = []
    for basis in dict.fromkeys(one.tax_basis for one in lines):
        own = [one for one in lines if one.tax_basis == basis and one.amount is not None]
        rows.append(
            Duty(
                basis,
                _sum(one for one in own if one.key in by_key and by_key[one.key].mandatory),
                _sum(one for one in own if one.key in by_key and not by_key[one.key].mandatory),
                _sum(one for one in own if one.key not in by_key),
            )
        )
    keys = {one.key for one in lines}
    names = tuple(one.title for key, one in by_key.items() if one.mandatory and key in keys)
    return Duties(tuple(rows), names, _("projets rattachés aux lignes"))


def _of_run(run: PlanRun) -> Duties:
    problem, placed = read_problem(run.problem), placements_of(run.result)
    sums: dict[bool, Decimal] = {}
    for project in problem.projects:
        row = placed.get(project.key)
        if row is None:
            continue
        mode = project.mode(row["mode"])
        cost = sum((*mode.investment, *mode.operating), Decimal(0))
        sums[project.must_be_done] = sums.get(project.must_be_done, Decimal(0)) + cost
    names = tuple(one.label for one in problem.projects if one.must_be_done)
    duty = Duty(run.tax_basis, sums.get(True), sums.get(False))
    return Duties((duty,), names, _("plan adopté « %(plan)s »") % {"plan": run.title}, run.title)


def _sum(lines) -> Decimal | None:
    amounts = [one.amount for one in lines]
    return sum(amounts, Decimal(0)) if amounts else None
