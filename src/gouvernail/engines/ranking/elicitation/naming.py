"""Finding criteria by their identifiers, and refusing those that are unknown, missing or repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gouvernail.engines.ranking.reading_parts import number, the_object
from gouvernail.engines.ranking.refusals import StudyRefused

Names = Mapping[str, str]
"""Names of the criteria by identifier, in the order of the columns."""


def index_of(key: Any, names: Names, where: str) -> int:
    """Return the column of a criterion."""
    if not isinstance(key, str) or key not in names:
        raise StudyRefused(f"{where} : il n’y a pas de critère « {key} ».")
    return list(names).index(key)


def indices_of(keys: Sequence[Any], names: Names, where: str) -> list[int]:
    """Return the columns of several criteria."""
    return [index_of(key, names, where) for key in keys]


def complete(data: Any, names: Names, where: str) -> Mapping[str, Any]:
    """Return ``data`` if it has a value for each criterion, and for nothing else."""
    given = the_object(data, f"{where}, valeurs")
    indices_of(list(given), names, where)
    for key, name in names.items():
        if key not in given:
            raise StudyRefused(f"{where} : il manque le poids de « {name} ».")
    return given


def amounts(data: Any, names: Names, where: str) -> list[float]:
    """Return one non-negative number for each criterion."""
    given = complete(data, names, where)
    found = [number(given[key], f"{where}, poids de « {name} »") for key, name in names.items()]
    for amount, name in zip(found, names.values(), strict=True):
        if amount < 0:
            raise StudyRefused(f"{where} : le poids de « {name} » est négatif.")
    return found


def refuse_repeats_and_gaps(groups: Sequence[Sequence[int]], names: Names, where: str) -> None:
    """Refuse groups where a criterion is missing, or stands twice."""
    flat = [index for group in groups for index in group]
    for index, name in enumerate(names.values()):
        if index not in flat:
            raise StudyRefused(f"{where} : le critère « {name} » n’est pas placé.")
        if flat.count(index) > 1:
            raise StudyRefused(f"{where} : le critère « {name} » est placé {flat.count(index)} fois.")
