"""Check the constraints of a model in memory, as the database will: one query a line would be too many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Q

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda left, right: left == right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
}


class _UnknownError(Exception):
    """A condition that is left to the database."""


def violated(obj: models.Model) -> list[str]:
    """Return the French sentence of each check constraint that the object breaks."""
    sentences = []
    for constraint in obj._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                holds = _holds(constraint.condition, obj)
            except _UnknownError:
                continue
            if holds is False:
                sentences.append(str(constraint.violation_error_message))
    return sentences


def _holds(condition: Any, obj: models.Model) -> bool | None:
    """True, False, or ``None`` when an absent value leaves it unknown, as in SQL."""
    if not isinstance(condition, Q):
        raise _UnknownError
    results = [_compare(child, obj) if isinstance(child, tuple) else _holds(child, obj) for child in condition.children]
    if condition.connector == Q.AND:
        value = False if False in results else None if None in results else True
    elif condition.connector == Q.OR:
        value = True if True in results else None if None in results else False
    else:
        raise _UnknownError
    return (None if value is None else not value) if condition.negated else value


def _compare(child: tuple[str, Any], obj: models.Model) -> bool | None:
    name, _, lookup = child[0].partition("__")
    right = child[1]
    left = getattr(obj, name)
    if isinstance(right, F):
        right = getattr(obj, right.name)
    elif right is None or lookup == "isnull":
        return (left is None) is (right is None or right is True)
    if (lookup or "exact") not in _COMPARISONS:
        raise _UnknownError
    if left is None or right is None:
        return None
    return _COMPARISONS[lookup or "exact"](left, right)
