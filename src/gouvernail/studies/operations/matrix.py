"""Filling the matrix: criteria, the levels of their words, the ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.operations.acts import demand_open, journal
from gouvernail.studies.reading import read_number, word_in

ASIDE = "apart"
"""Said of a criterion in the place of a direction: shown, without entering the ranking."""

LEVELS = ("low", "high", "other_low", "other_high", "note")


def save_criterion(criterion: Criterion, *, actor: Actor) -> Criterion:
    """Create or change a criterion; a new one comes last."""
    study = criterion.study
    demand_open(actor, study)
    with transaction.atomic():
        created = criterion.pk is None
        if created:
            last = study.criteria.aggregate(last=Max("order"))["last"] or 0
            criterion.order = last + 1
        criterion.save()
        journal(actor, "critere", study, {"critere": criterion.name, "nouveau": created})
    return criterion


def delete_criterion(criterion: Criterion, *, actor: Actor) -> None:
    """Delete a criterion and its ratings."""
    demand_open(actor, criterion.study)
    with transaction.atomic():
        notes = {str(one.scenario): one.raw for one in criterion.ratings.select_related("scenario")}
        journal(actor, "critere", criterion.study, {"critere": criterion.name, "supprime": notes})
        criterion.delete()


def move_criterion(criterion: Criterion, step: int, *, actor: Actor) -> None:
    """Move a criterion up (-1) or down (1)."""
    study = criterion.study
    demand_open(actor, study)
    with transaction.atomic():
        ordered = list(study.criteria.select_for_update())
        here = next(rank for rank, one in enumerate(ordered) if one.pk == criterion.pk)
        there = min(max(here + step, 0), len(ordered) - 1)
        ordered.insert(there, ordered.pop(here))
        for rank, one in enumerate(ordered, 1):
            one.order = rank
        Criterion.objects.bulk_update(ordered, ["order"])
        journal(actor, "critere", study, {"critere": criterion.name, "rang": there + 1})


def place_words(study: Study, levels: Mapping[ScaleWord, Mapping[str, Any]], *, actor: Actor) -> int:
    """Give words the levels that a person chose (``low``, ``high``, ``other_low``, ``other_high``, ``note``).

    Returns how many words changed.
    """
    demand_open(actor, study)
    changed: dict[str, Any] = {}
    with transaction.atomic():
        for word, values in levels.items():
            before = {name: getattr(word, name) for name in values}
            if before == dict(values):
                continue
            for name, value in values.items():
                setattr(word, name, value)
            word.save()
            changed[f"{word.criterion} : {word.text}"] = [_written(before), _written(values)]
        if changed:
            journal(actor, "echelle", study, changed)
    return len(changed)


def settle_scales(
    study: Study, senses: Mapping[Criterion, str], levels: Mapping[ScaleWord, Mapping[str, Any]], *, actor: Actor
) -> int:
    """Say how criteria enter the ranking (a direction, or ``ASIDE``), and give words their levels, all or nothing.

    Returns how many words and criteria changed.
    """
    with transaction.atomic():
        return _orient(study, senses, actor) + place_words(study, levels, actor=actor)


def _orient(study: Study, senses: Mapping[Criterion, str], actor: Actor) -> int:
    demand_open(actor, study)
    changed = {}
    for criterion, sense in senses.items():
        before = criterion.direction if criterion.counts else ASIDE
        if sense == before:
            continue
        criterion.counts = sense != ASIDE
        criterion.direction = sense if criterion.counts else criterion.direction
        criterion.save(update_fields=["counts", "direction"])
        changed[criterion.name] = [before, sense]
    if changed:
        journal(actor, "critere", study, {"sens": changed})
    return len(changed)


def rate(criterion: Criterion, scenario: Scenario, values: Mapping[str, Any], *, actor: Actor) -> Rating:
    """Type one cell: ``raw`` as written, and what is said of it (``unknown``, ``low``, ``high``, ``note``…).

    A word that the scale does not know yet joins it without a level. Raises ``RefusedError`` when criterion and
    scenario are not of one study.
    """
    study = criterion.study
    demand_open(actor, study)
    if scenario.study_id != study.pk:
        raise RefusedError(_("Ce scénario n’est pas de cette étude."))
    with transaction.atomic():
        rating = Rating.objects.select_for_update().filter(criterion=criterion, scenario=scenario).first()
        rating = rating or Rating(criterion=criterion, scenario=scenario)
        before = rating.raw
        for name, value in values.items():
            setattr(rating, name, value)
        if rating.raw != before and "low" not in values:
            rating.low = rating.high = None  # they read what stood there before
        prepare(rating)
        if not rating.source:
            rating.source = _("Saisie dans Gouvernail")
        rating.save()
        details = {"critere": criterion.name, "scenario": scenario.name, "avant": before, "apres": str(rating)}
        journal(actor, "noter", study, details)
    return rating


def prepare(rating: Rating) -> None:
    """Read the number that a cell is, and let the scale know a word it did not."""
    criterion = rating.criterion
    if rating.unknown:
        rating.low = rating.high = None
    elif not criterion.in_words:
        _read_number(rating)
    elif criterion.counts:
        learn_words(criterion, [rating.raw])


def _read_number(rating: Rating) -> None:
    found = read_number(rating.raw)
    if found and rating.low is None:
        rating.low, rating.high = found


def learn_words(criterion: Criterion, texts: Iterable[str]) -> None:
    """Add to a scale the words it does not hold yet, without a level."""
    known = list(criterion.words.all())
    for text in texts:
        clean = " ".join(text.split())
        if clean and not word_in(known, clean) and len(word := bare(clean)) <= ScaleWord.LONGEST:
            known.append(ScaleWord.objects.create(criterion=criterion, text=word))


def bare(text: str) -> str:
    """Return a word without what stands between brackets: « Bonne (si bien accompagnée) » is « Bonne »."""
    kept = " ".join(text.split("(", 1)[0].split())
    return kept or text


def _written(values: Mapping[str, Any]) -> str:
    low, high = values.get("low"), values.get("high")
    if low is None:
        return ""
    return f"{low.normalize():f}" if low == high else f"{low.normalize():f}–{high.normalize():f}"
