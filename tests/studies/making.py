"""Making a study in the database, without going through the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gouvernail.organisations.actors import Actor, actor_of
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study

LEVELS = {"Faible": 2, "Moyenne": 3, "Bonne": 4, "Très bonne": 5}
SCENARIOS = ("Ne rien faire", "Mutualiser", "Recruter")
CRITERIA = {
    "Sécurité": ("plus", ("Faible", "Très bonne", "Bonne")),
    "Lisibilité": ("plus", ("Moyenne", "Bonne", "Bonne")),
    "Acceptabilité": ("plus", ("Bonne", "Moyenne", "Bonne")),
    "Coût": ("moins", ("10", "40", "90")),
}


def make_study(place, title="Organisation", criteria=CRITERIA, scenarios=SCENARIOS) -> Study:
    """Create a study with its scenarios, criteria, placed words and ratings; the cost is in numbers, from 0 to 100."""
    study = Study.objects.create(organisation=place, title=title, question="Comment faire ?", source="essai")
    rows = [
        Scenario.objects.create(study=study, name=name, order=order, baseline=order == 1)
        for order, name in enumerate(scenarios, 1)
    ]
    for order, (name, (direction, texts)) in enumerate(criteria.items(), 1):
        numbers = all(text.isdigit() for text in texts)
        criterion = Criterion.objects.create(
            study=study,
            name=name,
            order=order,
            direction=direction,
            in_words=not numbers,
            low=0 if numbers else 1,
            high=100 if numbers else 5,
        )
        for word in () if numbers else dict.fromkeys(texts):
            ScaleWord.objects.create(criterion=criterion, text=word, low=LEVELS[word], high=LEVELS[word])
        for scenario, text in zip(rows, texts, strict=True):
            level = Decimal(text) if numbers else None
            Rating.objects.create(criterion=criterion, scenario=scenario, raw=text, low=level, high=level)
    return study


def acting(user) -> Actor:
    """Return the actor of a user."""
    return actor_of(user, date(2026, 1, 13))


def address(study, page="comparer/", place=None) -> str:
    """Return the address of a page of a study."""
    return f"/c/{(place or study.organisation).slug}/etudes/{study.pk}/{page}"
