"""Replaying a published case: what a method says beside what its publication printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.method import Example, Method, table_of


class Comparison(NamedTuple):
    """One printed result: its name, the published and computed figures, and whether they agree to the printed digit."""

    name: str
    published: Any
    computed: Any
    agrees: bool


def replay(method: Method, example: Example) -> list[Comparison]:
    """Run ``method`` on the data of ``example`` and compare every result that the publication prints."""
    outcome = method.kernel(table_of(example.table))
    found = {"scores": outcome.scores, "ranks": outcome.ranks, **outcome.details}
    return [
        Comparison(name, published, found[name], _agree(published, found[name], example.decimals))
        for name, published in example.expected.items()
    ]


def example_from(data: Mapping[str, Any]) -> tuple[Method, Example]:
    """Read a case written as JSON: ``method``, ``title``, ``citation``, ``table``, ``expected``, ``decimals``."""
    example = Example(**{key: value for key, value in data.items() if key != "method"})
    return methods()[data["method"]], example


def _agree(published: Any, computed: Any, decimals: int) -> bool:
    """Within half a unit of the last printed digit (a hair more, for publications that round halves up)."""
    if _holds_text_or_ragged(published):
        return published == computed
    expected, actual = np.asarray(published, dtype=float), np.asarray(computed, dtype=float)
    return expected.shape == actual.shape and bool(np.all(np.abs(expected - actual) <= 0.5 * 10.0**-decimals + 1e-9))


def _holds_text_or_ragged(figures: Any) -> bool:
    try:
        return not np.issubdtype(np.asarray(figures).dtype, np.number)
    except ValueError:
        return True
