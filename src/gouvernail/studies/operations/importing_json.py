"""Taking in a study written in the format of the engine: what it refuses is refused here, in the same words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Combination, Criterion, Direction, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.operations.acts import demand_open, journal
from gouvernail.studies.operations.importing import Imported

RULES = {"best": Combination.BEST, "worst": Combination.WORST, "sum": Combination.SUM}


def import_study(study: Study, text: str, *, source: str, actor: Actor) -> Imported:
    """Take in a whole study, into one that holds nothing yet; ``RefusedError`` with the reason otherwise.

    Members are left aside: a function gives its weights itself.
    """
    demand_open(actor, study)
    if study.criteria.exists() or study.scenarios.exists():
        raise RefusedError(_("Une étude au format JSON s’importe dans une étude vide : créez-en une nouvelle."))
    data = _checked(text)
    with transaction.atomic():
        scenarios = _scenarios(study, data, source)
        for order, one in enumerate(data["criteria"], 1):
            _criterion(study, one, order, data, scenarios, source)
        done = Imported(len(scenarios), len(data["criteria"]), Rating.objects.filter(criterion__study=study).count())
        if data.get("members"):
            done.remarks.append(_("Les membres du fichier sont laissés de côté : chaque fonction donne ses poids ici."))
        journal(actor, "importer_matrice", study, {"source": source, "format": data["format"], "notes": done.ratings})
    return done


def _checked(text: str) -> dict[str, Any]:
    import json

    from gouvernail.engines.ranking.reading import read_study
    from gouvernail.engines.ranking.refusals import StudyRefused

    try:
        read_study(text)
    except StudyRefused as error:
        raise RefusedError(str(error)) from error
    return json.loads(text)


def _scenarios(study: Study, data: dict[str, Any], source: str) -> dict[str, Scenario]:
    listed = [*data["scenarios"], *data.get("combinations", [])]
    found = {
        one["id"]: Scenario.objects.create(
            study=study, name=one["name"][:160], order=order, baseline=one.get("baseline", False), source=source
        )
        for order, one in enumerate(listed, 1)
    }
    for one in data.get("combinations", []):
        found[one["id"]].parts.set(found[part] for part in one["of"])
    for first, second in data.get("incompatible", []):
        found[first].incompatible.add(found[second])
    return found


def _criterion(
    study: Study, one: dict[str, Any], order: int, data: dict[str, Any], scenarios: dict[str, Scenario], source: str
) -> None:
    scale = data.get("scales", {}).get(one.get("scale"))
    low, high = (scale["levels"] if scale else one.get("bounds")) or (None, None)
    given = _given_by_hand(one["id"], data)
    criterion = Criterion.objects.create(
        study=study,
        name=one["name"][:120],
        order=order,
        direction=Direction.MORE if one["direction"] == "more" else Direction.LESS,
        in_words=scale is not None,
        ordinal=bool(scale and scale.get("ordinal")),
        low=_decimal(low),
        high=_decimal(high),
        unit=one.get("unit", ""),
        combination=_rule(one["id"], data),
        **{name: _decimal(one.get(name)) for name in ("indifference", "preference", "veto")},
        requirement=_level(one.get("requirement"), scale),
    )
    if scale:
        ScaleWord.objects.bulk_create(_word(criterion, text, levels) for text, levels in scale["words"].items())
    cells = {row["id"]: row["ratings"][one["id"]] for row in data["scenarios"]} | given
    Rating.objects.bulk_create(_rating(criterion, scenarios[key], cell, source) for key, cell in cells.items())


def _rule(key: str, data: dict[str, Any]) -> str:
    for one in data.get("combinations", []):
        rule = one.get("rules", {}).get(key, one.get("rule"))
        return RULES.get(rule, Combination.BY_HAND) if isinstance(rule, str) else Combination.BY_HAND
    return Combination.BEST


def _given_by_hand(key: str, data: dict[str, Any]) -> dict[str, Any]:
    rules = {one["id"]: one.get("rules", {}).get(key, one.get("rule")) for one in data.get("combinations", [])}
    return {scenario: rule.get("given") for scenario, rule in rules.items() if isinstance(rule, dict)}


def _word(criterion: Criterion, text: str, levels: Any) -> ScaleWord:
    text = text.strip()[:80]
    if not isinstance(levels, dict):
        return ScaleWord(criterion=criterion, text=text, **_span(levels))
    first, second, *_more = levels["readings"].values()
    note = levels.get("note") or " / ".join(levels["readings"])
    return ScaleWord(criterion=criterion, text=text, note=note[:200], **_span(first), **_span(second, "other_"))


def _rating(criterion: Criterion, scenario: Scenario, cell: Any, source: str) -> Rating:
    said = cell if isinstance(cell, dict) else {"value": cell}
    value = said.get("word", said.get("value"))
    rating = Rating(criterion=criterion, scenario=scenario, note=said.get("note", ""), source=source)
    if value is None:
        rating.unknown = True
    elif isinstance(value, str):
        rating.raw = value
    else:
        span = _span(value)
        rating.low, rating.high = span["low"], span["high"]
        rating.raw = (
            _written(rating.low)
            if rating.low == rating.high
            else _("%(low)s à %(high)s")
            % {
                "low": _written(rating.low),
                "high": _written(rating.high),
            }
        )
    return rating


def _level(value: Any, scale: dict[str, Any] | None) -> Decimal | None:
    if isinstance(value, str) and scale:
        levels = scale["words"][value]
        value = levels if not isinstance(levels, list | dict) else _span(levels)["low"]
    return _decimal(value)


def _span(levels: Any, prefix: str = "") -> dict[str, Decimal]:
    low, high = levels if isinstance(levels, list) else (levels, levels)
    return {f"{prefix}low": _decimal(low), f"{prefix}high": _decimal(high)}


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
