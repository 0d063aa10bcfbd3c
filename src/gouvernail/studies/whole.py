"""A study with all it holds, read in as many queries whatever the number of scenarios and criteria."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from gouvernail.studies.models import Criterion, Member, Rating, ScaleWord, Scenario, Study


@dataclass(frozen=True)
class Whole:
    """Scenarios and criteria in their order, ratings by (criterion, scenario), words and parts by identifier."""

    study: Study
    scenarios: list[Scenario]
    criteria: list[Criterion]
    ratings: dict[tuple[int, int], Rating] = field(default_factory=dict)
    words: dict[int, list[ScaleWord]] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    parts: dict[int, list[int]] = field(default_factory=dict)
    incompatible: set[frozenset[int]] = field(default_factory=set)

    @property
    def counting(self) -> list[Criterion]:
        """The criteria that enter the ranking."""
        return [one for one in self.criteria if one.counts]

    @property
    def shown_only(self) -> list[Criterion]:
        """The lines that are shown without entering the ranking."""
        return [one for one in self.criteria if not one.counts]

    @property
    def singles(self) -> list[Scenario]:
        """The scenarios that combine no other."""
        return [one for one in self.scenarios if not self.parts.get(one.pk)]

    def scenario(self, pk: int) -> Scenario:
        """Return a scenario of the study by its identifier; ``KeyError`` if it is not there."""
        return {one.pk: one for one in self.scenarios}[pk]

    def criterion(self, pk: int) -> Criterion:
        """Return a criterion of the study by its identifier; ``KeyError`` if it is not there."""
        return {one.pk: one for one in self.criteria}[pk]

    def rating(self, criterion: Criterion, scenario: Scenario) -> Rating | None:
        """Return what was typed in a cell."""
        return self.ratings.get((criterion.pk, scenario.pk))


def whole_of(study: Study) -> Whole:
    """Return the study with all it holds (eight queries)."""
    scenarios = list(study.scenarios.all())
    criteria = list(study.criteria.all())
    words: dict[int, list[ScaleWord]] = defaultdict(list)
    for word in ScaleWord.objects.filter(criterion__study=study).order_by("low", "text"):
        words[word.criterion_id].append(word)
    ratings = Rating.objects.filter(criterion__study=study)
    parts: dict[int, list[int]] = defaultdict(list)
    pairs = Scenario.parts.through.objects.filter(from_scenario__study=study).order_by("to_scenario__order", "pk")
    for whole, part in pairs.values_list("from_scenario_id", "to_scenario_id"):
        parts[whole].append(part)
    clashes = Scenario.incompatible.through.objects.filter(from_scenario__study=study)
    return Whole(
        study,
        scenarios,
        criteria,
        {(one.criterion_id, one.scenario_id): one for one in ratings},
        dict(words),
        list(study.members.all()),
        dict(parts),
        {frozenset(pair) for pair in clashes.values_list("from_scenario_id", "to_scenario_id")},
    )
