"""The hypotheses of a what-if, as a form gives them and as the run keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

USUAL_SECONDS = 5
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ProjectTerms:
    """What a hypothesis says of one project; ``None`` leaves what its sheet says. Periods are « 2027-T2 »."""

    mandatory: bool | None = None
    earliest: str | None = None
    deadline: str | None = None


@dataclass(frozen=True)
class Settings:
    """Hypotheses: percent added to every envelope, euros a year by section, posts added by skill from a quarter.

    A year absent from ``investment`` or ``operating`` is not limited. ``carry_over`` lets what a year leaves go on.
    Nothing starts nor is delivered in the quarter ``frozen``. With ``strict_order`` a priority passes before the next.
    """

    variation: Decimal = Decimal(0)
    investment: Mapping[int, Decimal] = field(default_factory=dict)
    operating: Mapping[int, Decimal] = field(default_factory=dict)
    posts: Mapping[str, Decimal] = field(default_factory=dict)
    posts_from: str = ""
    carry_over: bool = False
    frozen: str = ""
    strict_order: bool = False
    projects: Mapping[int, ProjectTerms] = field(default_factory=dict)
    seconds: int = USUAL_SECONDS

    @property
    def share(self) -> Decimal:
        """What every envelope is multiplied by: 0.8 for a cut of 20 %."""
        return 1 + self.variation / HUNDRED

    def as_json(self) -> dict[str, Any]:
        """Plain values; amounts are text."""
        return {
            "variation": str(self.variation),
            "investment": {str(year): str(amount) for year, amount in self.investment.items()},
            "operating": {str(year): str(amount) for year, amount in self.operating.items()},
            "posts": {skill: str(posts) for skill, posts in self.posts.items()},
            "posts_from": self.posts_from,
            "carry_over": self.carry_over,
            "frozen": self.frozen,
            "strict_order": self.strict_order,
            "projects": {str(pk): vars(terms) for pk, terms in self.projects.items()},
            "seconds": self.seconds,
        }


def settings_from(data: Mapping[str, Any]) -> Settings:
    """Read back what ``as_json`` wrote; what is not there keeps its usual value."""
    return Settings(
        variation=Decimal(data.get("variation", "0")),
        investment={int(year): Decimal(amount) for year, amount in data.get("investment", {}).items()},
        operating={int(year): Decimal(amount) for year, amount in data.get("operating", {}).items()},
        posts={skill: Decimal(posts) for skill, posts in data.get("posts", {}).items()},
        posts_from=data.get("posts_from", ""),
        carry_over=data.get("carry_over", False),
        frozen=data.get("frozen", ""),
        strict_order=data.get("strict_order", False),
        projects={int(pk): ProjectTerms(**terms) for pk, terms in data.get("projects", {}).items()},
        seconds=data.get("seconds", USUAL_SECONDS),
    )
