"""Which things of two versions are the same: by project, else by label, else an axis's envelope and its projects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gouvernail.kernel.text import fold
from gouvernail.plans.models import VersionLine

PROJECT = re.compile(r"p\d+\Z")
ZERO = Decimal(0)


@dataclass
class Planned:
    """What one version plans under one key: euros by section and year, the names of the variants, the labels within."""

    key: str
    label: str
    axis: str
    amounts: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    variants: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    @property
    def of_project(self) -> bool:
        """Whether a project stands behind it, and not only a label."""
        return PROJECT.match(self.key) is not None

    def add(self, line: VersionLine) -> None:
        """Count one line; its amount is known."""
        at = (line.section, line.year)
        self.amounts[at] = self.amounts.get(at, ZERO) + (line.amount or ZERO)
        if line.variant and line.variant not in self.variants:
            self.variants.append(line.variant)

    def covers(self, axis: str) -> bool:
        """Whether it is the envelope of a whole axis: no project, and a label that names the axis."""
        return not self.of_project and bool(axis) and fold(axis) in fold(self.label)


Pair = tuple[Planned | None, Planned | None]


def planned_in(lines: Iterable[VersionLine]) -> list[Planned]:
    """Gather the lines of a version by key; a line without amount is not a zero: it is not counted."""
    found: dict[str, Planned] = {}
    for line in lines:
        if line.amount is not None:
            found.setdefault(line.key, Planned(line.key, line.label, line.axis, labels=[line.label])).add(line)
    return list(found.values())


def matched(before: list[Planned], after: list[Planned]) -> list[Pair]:
    """Pair what is the same on both sides, in the order of the first; what has no counterpart stands alone."""
    pairs: list[Pair] = []
    left, right = list(before), list(after)
    for same in (_same_key, _same_label):
        for one in list(left):
            other = next((two for two in right if same(one, two)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    pairs += _envelopes(left, right)
    pairs += [(two, one) for one, two in _envelopes(right, left)]
    pairs += [(one, None) for one in left]
    return [*pairs, *((None, one) for one in right)]


def _same_key(one: Planned, two: Planned) -> bool:
    return one.key == two.key


def _same_label(one: Planned, two: Planned) -> bool:
    """The same label, where one side at least knows no project: two projects of one name are two."""
    return fold(one.label) == fold(two.label) and not (one.of_project and two.of_project)


def _envelopes(envelopes: list[Planned], others: list[Planned]) -> list[Pair]:
    """Pair the envelope of an axis with the projects of that axis on the other side; both lists lose what is paired."""
    found: list[Pair] = []
    for axis in dict.fromkeys(one.axis for one in others if one.of_project):
        whole = [one for one in envelopes if one.covers(axis) and one.axis in ("", axis)]
        projects = [one for one in others if one.of_project and one.axis == axis]
        if not whole or not projects:
            continue
        for one in whole:
            envelopes.remove(one)
        for one in projects:
            others.remove(one)
        found.append((_merged(whole, axis), _merged(projects, axis)))
    return found


def _merged(several: list[Planned], axis: str) -> Planned:
    one = Planned(several[0].key, axis, axis, labels=[each.label for each in several])
    for each in several:
        for at, amount in each.amounts.items():
            one.amounts[at] = one.amounts.get(at, ZERO) + amount
    return one
