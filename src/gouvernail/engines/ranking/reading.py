"""From JSON to a study: each refusal is one French sentence naming the culprit. The format: docs/formats/etude.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.elicitation import read_weights
from gouvernail.engines.ranking.problem import Criterion, Member, Rating, Scenario, Span, Study
from gouvernail.engines.ranking.reading_combinations import Row, read_combinations
from gouvernail.engines.ranking.reading_parts import known_keys, number, one_of, text, the_list, the_object
from gouvernail.engines.ranking.reading_ratings import measured_span, read_rating
from gouvernail.engines.ranking.reading_scales import read_criterion, read_scales
from gouvernail.engines.ranking.refusals import StudyRefused

FORMAT = "gouvernail-etude-1"
STUDY_KEYS = {
    "format", "title", "question", "source", "scales", "criteria", "scenarios", "combinations", "incompatible",
    "weights", "members", "methods", "set_aside",
}  # fmt: skip
DEFAULT_METHODS = ("weighted_sum", "topsis", "promethee", "vikor", "electre_iii")
MOST_SCENARIOS, MOST_CRITERIA = 60, 120


def read_study(content: str | bytes) -> Study:
    """Read a study written in JSON; raise ``StudyRefused`` with the reason."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        place = f"ligne {error.lineno}, caractère {error.colno}"
        raise StudyRefused(f"Ce fichier n’est pas du JSON lisible : il ne se comprend plus {place}.") from error
    except UnicodeDecodeError as error:
        raise StudyRefused("Ce fichier n’est pas du JSON lisible : il n’est pas écrit en UTF-8.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists without end
        raise StudyRefused(
            "Ce fichier n’est pas du JSON lisible : un nombre ou un emboîtement y est démesuré."
        ) from error
    return study_of(data)


def study_of(data: Any) -> Study:
    """Build a study from data already decoded; raise ``StudyRefused`` with the reason."""
    known_keys(the_object(data, "Étude"), STUDY_KEYS, "Étude")
    if "format" not in data:
        raise StudyRefused(f"Étude : elle ne dit pas son format (clé « format », qui vaut « {FORMAT} »).")
    if data["format"] != FORMAT:
        raise StudyRefused(f"Étude : le format « {data['format']} » n’est pas « {FORMAT} ».")
    described = _named(data.get("criteria"), "Critère", MOST_CRITERIA)
    scenarios = _named(data.get("scenarios"), "Scénario", MOST_SCENARIOS)
    if len(scenarios) < 2:
        raise StudyRefused("Étude : il faut au moins deux scénarios à comparer.")
    _refuse_holes(scenarios, described)
    scales = read_scales(data.get("scales", {}))
    spans = {key: _measured(key, data["scenarios"]) for key in described}
    first = {key: read_criterion(one, scales, spans[key]) for key, one in described.items()}
    rows = [_row(one, first) for one in data["scenarios"]]
    rows += read_combinations(data, rows, first)
    criteria = tuple(_widened(described[key], scales, rows, first) for key in first)
    ratings = tuple(tuple(row.ratings[criterion.id] for criterion in criteria) for row in rows)
    members = _members(data, {criterion.id: criterion.name for criterion in criteria})
    return Study(
        title=text(data.get("title"), "Étude, titre"),
        question=text(data.get("question"), "Étude, question"),
        scenarios=tuple(row.scenario for row in rows),
        criteria=criteria,
        ratings=ratings,
        members=members,
        methods=_methods(data),
        notices=_notices(rows, criteria, ratings, members),
    )


def _named(data: Any, kind: str, most: int) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for one in the_list(data, f"{kind}s"):
        key = text(the_object(one, kind).get("id"), f"{kind}, identifiant")
        text(one.get("name"), f"{kind} « {key} », nom")
        if key in found:
            raise StudyRefused(f"{kind} « {one['name']} » : l’identifiant « {key} » est déjà pris.")
        found[key] = one
    if not 1 <= len(found) <= most:
        raise StudyRefused(f"{kind}s : il en faut de 1 à {most}, et non {len(found)}.")
    return found


def _refuse_holes(scenarios: Mapping[str, Any], criteria: Mapping[str, Any]) -> None:
    for one in scenarios.values():
        where = f"Scénario « {one['name']} »"
        known_keys(one, {"id", "name", "baseline", "ratings"}, where)
        given = the_object(one.get("ratings"), f"{where}, notes")
        known_keys(given, set(criteria), f"{where}, notes")
        for key, criterion in criteria.items():
            if key not in given:
                raise StudyRefused(
                    f"{where} : pas de note sur « {criterion['name']} » ; écrivez null si elle est inconnue."
                )


def _measured(key: str, scenarios: list[Mapping[str, Any]]) -> Span | None:
    spans = [measured_span(one["ratings"][key]) for one in scenarios]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    return Span(min(span.low for span in known), max(span.high for span in known))


def _row(data: Mapping[str, Any], criteria: Mapping[str, Criterion]) -> Row:
    cells = {
        key: read_rating(data["ratings"][key], criterion.scale, f"Scénario « {data['name']} », « {criterion.name} »")
        for key, criterion in criteria.items()
    }
    return Row(Scenario(data["id"], data["name"], bool(data.get("baseline", False))), cells)


def _widened(data: Mapping[str, Any], scales: Any, rows: list[Row], first: Mapping[str, Criterion]) -> Criterion:
    """Return the criterion again, its observed bounds reaching to what the combinations add up to."""
    criterion = first[data["id"]]
    if not criterion.scale.observed:
        return criterion
    spans = [row.ratings[criterion.id].span for row in rows]
    return read_criterion(data, scales, Span(min(s.low for s in spans), max(s.high for s in spans)))


def _members(data: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Member, ...]:
    if "members" not in data:
        return (Member("all", "Ensemble", read_weights(data.get("weights", {"kind": "none"}), names, "Poids")),)
    if "weights" in data:
        raise StudyRefused("Étude : donnez des poids, ou des membres qui ont chacun les leurs, mais pas les deux.")
    members = _named(data["members"], "Membre", MOST_SCENARIOS).values()
    return tuple(_member(one, names) for one in members)


def _member(data: Mapping[str, Any], names: Mapping[str, str]) -> Member:
    where = f"Poids de « {data['name']} »"
    known_keys(data, {"id", "name", "voices", "weights"}, where)
    voices = number(data.get("voices", 1), f"{where}, voix")
    if voices <= 0:
        raise StudyRefused(f"{where} : un membre a au moins une voix, ou n’est pas membre.")
    return Member(data["id"], data["name"], read_weights(data.get("weights"), names, where), voices)


def _methods(data: Mapping[str, Any]) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    found = []
    for one in the_list(data.get("methods", list(DEFAULT_METHODS)), "Méthodes"):
        options = {"method": one} if isinstance(one, str) else dict(the_object(one, "Méthode"))
        code = options.pop("method", None)
        if not one_of(code, methods()):
            raise StudyRefused(f"Méthodes : « {code} » n’existe pas (au choix : {', '.join(methods())}).")
        known_keys(options, set(methods()[code].options), f"Méthode « {code} »")
        found.append((code, options))
    return tuple(found)


def _notices(rows: list[Row], criteria: Any, ratings: Any, members: tuple[Member, ...]) -> tuple[str, ...]:
    said = [notice for member in members for notice in member.weights.notices]
    if not any(row.scenario.baseline for row in rows):
        said.append("Aucun scénario ne dit ce qui se passerait si l’on ne changeait rien.")
    for column, criterion in enumerate(criteria):
        if len({row[column].span for row in ratings}) == 1 and ratings[0][column].span.certain:
            said.append(f"« {criterion.name} » ne départage aucun scénario : tous y ont la même note.")
    said += [_doubt(row, criterion, row.ratings[criterion.id]) for row in rows for criterion in criteria]
    return tuple(sentence for sentence in said if sentence)


def _doubt(row: Row, criterion: Criterion, rating: Rating) -> str:
    cell = f"« {row.scenario.name} », « {criterion.name} »"
    if row.scenario.parts:
        return ""
    if rating.unknown:
        return f"{cell} : note inconnue, toute l’échelle est possible."
    if rating.ambiguous or rating.otherwise:
        readings = " ou ".join(f"« {words} »" for words, _span in rating.otherwise)
        if rating.ambiguous:
            return f"{cell} : « {rating.text} » est ambigu, on peut y lire {readings}. {rating.note}".strip()
        return f"{cell} : « {rating.text} » est contesté, ce pourrait être {readings}. {rating.note}".strip()
    return ""
