"""Where each figure of a study stands: the page and the line that a sentence, a note or a slide leads back to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gouvernail.organisations.models import Organisation
from gouvernail.studies.models import Study

PARTS = {
    "scenarios": "rangs",
    "gaps": "ecarts",
    "stability": "poids",
    "nearest": "autres",
    "nearest_optimistic": "autres",
    "readings": "lectures",
    "methods": "methodes",
    "members": "membres",
    "requirements": "exigences",
    "put_out": "exigences",
}
Key = int | str


def share(scenario: Key) -> str:
    """Return the anchor of the line that says how often a scenario comes first."""
    return f"rang-{scenario}"


def weight(criterion: Key) -> str:
    """Return the anchor of the line that says how far the weight of a criterion may go."""
    return f"poids-{criterion}"


def challenger(scenario: Key) -> str:
    """Return the anchor of what it takes for a scenario to come first."""
    return f"autre-{scenario}"


@dataclass(frozen=True)
class Places:
    """The addresses of the figures of one study, at ``base`` (nothing: seen from the same site)."""

    place: Organisation
    study: Study
    base: str = ""

    def page(self, name: str) -> str:
        """Return the address of a page of the study."""
        return self.base + reverse(name, args=[self.place.slug, self.study.pk])

    def cell(self, criterion: Key, scenario: Key) -> str:
        """Return the address of a rating."""
        return f"{self.page('study_compare')}#case-{criterion}-{scenario}"

    def criterion(self, criterion: Key) -> str:
        """Return the address of a line of the matrix."""
        return f"{self.page('study_compare')}#critere-{criterion}"

    def scenario(self, scenario: Key) -> str:
        """Return the address of the sheet of a scenario."""
        return self.base + reverse("scenario_sheet", args=[self.place.slug, scenario])

    def share(self, scenario: Key) -> str:
        """Return the address of the line that says how often a scenario comes first."""
        return f"{self.page('study_robustness')}#{share(scenario)}"

    def cost(self, scenario: Key) -> str:
        """Return the address of what a scenario costs."""
        return f"{self.page('study_costs')}#couts-{scenario}"

    def sentence(self, part: str, scenarios: list[str], criteria: list[str]) -> str:
        """Return the address of the figures that a sentence of the engine was made from, to the line where it can."""
        anchor = PARTS.get(part, "rangs")
        if part == "scenarios" and scenarios:
            anchor = share(scenarios[0])
        elif part == "stability" and criteria:
            anchor = weight(criteria[0])
        elif part in ("nearest", "nearest_optimistic") and scenarios:
            anchor = challenger(scenarios[0])
        return f"{self.page('study_robustness')}#{anchor}"
