"""Reading the combinations of scenarios, each criterion by its stated rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouvernail.engines.ranking.combinations import RULES, combine, outside, refuse_incompatible
from gouvernail.engines.ranking.problem import Criterion, Rating, Scenario
from gouvernail.engines.ranking.reading_parts import known_keys, one_of, sequence, text, the_list, the_object
from gouvernail.engines.ranking.reading_ratings import read_rating
from gouvernail.engines.ranking.refusals import StudyRefused


@dataclass(frozen=True)
class Row:
    """A scenario and its ratings by criterion."""

    scenario: Scenario
    ratings: Mapping[str, Rating]


def read_combinations(data: Mapping[str, Any], rows: list[Row], criteria: Mapping[str, Criterion]) -> list[Row]:
    """Return one row for each combination of ``data``; refuse those that the study calls incompatible."""
    known = {row.scenario.id: row for row in rows}
    pairs = [
        frozenset(_named(key, known, "Incompatibilités").scenario.name for key in sequence(pair, 2, "Incompatibilités"))
        for pair in the_list(data.get("incompatible", []), "Incompatibilités")
    ]
    found = []
    for one in the_list(data.get("combinations", []), "Combinaisons"):
        row = _combination(the_object(one, "Combinaison"), known, criteria, pairs)
        if row.scenario.id in known or row.scenario.id in {other.scenario.id for other in found}:
            raise StudyRefused(f"Combinaison « {row.scenario.name} » : son identifiant est déjà pris.")
        found.append(row)
    return found


def _combination(
    data: Mapping[str, Any], known: Mapping[str, Row], criteria: Mapping[str, Criterion], pairs: list[frozenset[str]]
) -> Row:
    where = f"Combinaison « {text(data.get('name'), 'Combinaison, nom')} »"
    known_keys(data, {"id", "name", "of", "rule", "rules"}, where)
    parts = [_named(key, known, where) for key in the_list(data.get("of"), f"{where}, scénarios")]
    if len({part.scenario.id for part in parts}) < 2:
        raise StudyRefused(f"{where} : il faut au moins deux scénarios différents.")
    refuse_incompatible([part.scenario.name for part in parts], pairs, data["name"])
    rules = the_object(data.get("rules", {}), f"{where}, règles")
    known_keys(rules, set(criteria), f"{where}, règles")
    cells = {
        key: _cell([part.ratings[key] for part in parts], rules.get(key, data.get("rule")), criterion, where)
        for key, criterion in criteria.items()
    }
    key = text(data.get("id"), f"{where}, identifiant")
    return Row(Scenario(key, data["name"], parts=tuple(part.scenario.id for part in parts)), cells)


def _cell(ratings: list[Rating], rule: Any, criterion: Criterion, where: str) -> Rating:
    place = f"{where}, « {criterion.name} »"
    if isinstance(rule, dict):
        known_keys(rule, {"given"}, place)
        return read_rating(rule.get("given"), criterion.scale, place)
    if not one_of(rule, RULES):
        raise StudyRefused(f"{place} : donnez la règle (au choix : {', '.join(RULES)}, ou « given »).")
    combined = combine(ratings, rule, criterion.name, criterion.direction, words=bool(criterion.scale.words))
    if outside(criterion, combined) and not criterion.scale.observed:
        raise StudyRefused(f"{place} : la somme ({combined.text}) sort des bornes du critère.")
    return combined


def _named(key: Any, known: Mapping[str, Row], where: str) -> Row:
    if not isinstance(key, str) or key not in known:
        raise StudyRefused(f"{where} : il n’y a pas de scénario « {key} ».")
    return known[key]
