"""What is said for and against each scenario, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.studies.models import Scenario
from gouvernail.studies.whole import Whole


@dataclass(frozen=True)
class Argued:
    """A scenario with its principle and, under each heading that has something to say, its lines."""

    scenario: Scenario
    href: str
    parts: list[tuple[str, list[str]]]


def arguments_of(whole: Whole, place: Organisation) -> list[Argued]:
    """Return the scenarios of which something is said."""
    found = [
        Argued(one, reverse("scenario_sheet", args=[place.slug, one.pk]), parts_of(one)) for one in whole.scenarios
    ]
    return [one for one in found if one.parts or one.scenario.summary]


def parts_of(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """Return what is said of a scenario, heading by heading; nothing for a heading without a line."""
    parts = [
        (_("Avantages"), lines_in(scenario.advantages)),
        (_("Limites"), lines_in(scenario.limits)),
        (_("Risques"), lines_in(scenario.risks)),
        (_("Conditions"), lines_in(scenario.conditions)),
        (_("Effet social"), lines_in(scenario.social_effect)),
        (_("Réversibilité"), lines_in(scenario.reversibility)),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def lines_in(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
