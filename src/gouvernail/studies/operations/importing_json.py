"""Taking in a study written in the format of the engine: what it refuses is refused here, in the same words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Combination, Criterion, Member, Rating, Scenario, Study
from gouvernail.studies.operations.acts import demand_open, journal
from gouvernail.studies.operations.importing import Imported
from gouvernail.studies.operations.importing_weights import members_of
from gouvernail.studies.operations.reading_json import RULES, criterion_of, decimal, rating_of, word_of

LONGEST = {"scenarios": 160, "combinations": 160, "criteria": 120, "members": 120, "set_aside": 120}


def import_study(study: Study, text: str, *, source: str, actor: Actor) -> Imported:
    """Take in a whole study, into one that holds nothing yet; ``RefusedError`` with the reason otherwise."""
    demand_open(actor, study)
    if study.criteria.exists() or study.scenarios.exists():
        raise RefusedError(_("Une étude au format JSON s’importe dans une étude vide : créez-en une nouvelle."))
    data = _checked(text)
    with transaction.atomic():
        scenarios = _scenarios(study, data, source)
        criteria = {
            one["id"]: _criterion(study, one, order, data, scenarios, source)
            for order, one in enumerate(data["criteria"], 1)
        }
        for order, one in enumerate(data.get("set_aside", []), len(criteria) + 1):
            _line_set_aside(study, one, order, scenarios, source)
        Member.objects.bulk_create(members_of(study, data, criteria, timezone.now()))
        ratings = Rating.objects.filter(criterion__study=study).count()
        done = Imported(len(scenarios), len(data["criteria"]), ratings, _remarks(study, data))
        journal(actor, "importer_matrice", study, {"source": source, "format": data["format"], "notes": done.ratings})
    return done


def _checked(text: str) -> dict[str, Any]:
    from gouvernail.engines.ranking.reading import read_study
    from gouvernail.engines.ranking.refusals import StudyRefused

    try:
        read_study(text)
    except StudyRefused as error:
        raise RefusedError(str(error)) from error
    data = json.loads(text)
    _refuse_too_long(data)
    _refuse_rules_that_differ(data)
    return data


def _refuse_too_long(data: Mapping[str, Any]) -> None:
    for key, most in LONGEST.items():
        for one in data.get(key, []):
            if len(one["name"]) > most:
                sentence = _("« %(name)s… » : un nom tient ici en %(most)s caractères ; raccourcissez-le.")
                raise RefusedError(sentence % {"name": one["name"][:40], "most": most})


def _refuse_rules_that_differ(data: Mapping[str, Any]) -> None:
    """Refuse combinations that follow two rules on one criterion, which a study cannot keep."""
    for one in data["criteria"]:
        rules = {json.dumps(_kind(rule)) for rule in _rules(one["id"], data).values()}
        if len(rules) > 1:
            sentence = _("« %(name)s » : toutes les combinaisons d’une étude y suivent la même règle.")
            raise RefusedError(sentence % {"name": one["name"]})


def _rules(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {one["id"]: one.get("rules", {}).get(key, one.get("rule")) for one in data.get("combinations", [])}


def _kind(rule: Any) -> str:
    return rule if isinstance(rule, str) else "given"


def _scenarios(study: Study, data: Mapping[str, Any], source: str) -> dict[str, Scenario]:
    listed = [*data["scenarios"], *data.get("combinations", [])]
    found = {
        one["id"]: Scenario.objects.create(
            study=study, name=one["name"], order=order, baseline=one.get("baseline", False), source=source
        )
        for order, one in enumerate(listed, 1)
    }
    for one in data.get("combinations", []):
        found[one["id"]].parts.set(found[part] for part in one["of"])
    for first, second in data.get("incompatible", []):
        found[first].incompatible.add(found[second])
    return found


def _criterion(
    study: Study,
    one: Mapping[str, Any],
    order: int,
    data: Mapping[str, Any],
    scenarios: Mapping[str, Scenario],
    source: str,
) -> Criterion:
    scale = data.get("scales", {}).get(one.get("scale"))
    rules = _rules(one["id"], data)
    criterion = criterion_of(one, scale)
    criterion.study, criterion.order = study, order
    criterion.combination = next((RULES.get(_kind(rule), Combination.BY_HAND) for rule in rules.values()), "meilleur")
    criterion.save()
    for text, levels in (scale["words"] if scale else {}).items():
        word_of(criterion, text, levels).save()
    by_hand = {key: rule["given"] for key, rule in rules.items() if isinstance(rule, dict)}
    cells = {row["id"]: row["ratings"][one["id"]] for row in data["scenarios"]} | by_hand
    for key, cell in cells.items():
        rating = rating_of(cell, scale)
        rating.criterion, rating.scenario, rating.source = criterion, scenarios[key], source
        rating.save()
    return criterion


def _line_set_aside(
    study: Study, one: Mapping[str, Any], order: int, scenarios: Mapping[str, Scenario], source: str
) -> None:
    line = Criterion.objects.create(
        study=study, name=one["name"], order=order, counts=False, note=one["reason"], low=decimal(1), high=decimal(5)
    )
    for key, text in one.get("texts", {}).items():
        if key in scenarios:
            Rating.objects.create(criterion=line, scenario=scenarios[key], raw=text, source=source)


def _remarks(study: Study, data: Mapping[str, Any]) -> list[str]:
    said = []
    if count := study.members.count():
        sentence = ngettext(
            "%(count)s fonction reprise avec ses poids : ils comptent une fois le recueil clos.",
            "%(count)s fonctions reprises avec leurs poids : ils comptent une fois le recueil clos.",
            count,
        )
        said.append(sentence % {"count": count})
    if data.get("methods"):
        said.append(_("Les méthodes du fichier sont laissées de côté : une étude est toujours recoupée par cinq."))
    said += [
        _("« %(word)s » a plus de deux lectures : seules les deux premières sont reprises.") % {"word": word}
        for scale in data.get("scales", {}).values()
        for word, levels in scale["words"].items()
        if isinstance(levels, dict) and len(levels["readings"]) > 2
    ]
    return said
