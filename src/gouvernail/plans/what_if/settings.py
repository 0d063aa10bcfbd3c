"""The hypotheses of a what-if, as a form gives them and as the run keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

USUAL_SECONDS = 5
HUNDRED = Decimal(100)
NONE, SOME, MUCH = "", "un-peu", "beaucoup"
"""How much a wish counts."""
QUARTER, MONTH = "trimestre", "mois"


@dataclass(frozen=True)
class ProjectTerms:
    """What a hypothesis says of one project; ``None`` leaves what its sheet says. Periods are « 2027-T2 »."""

    mandatory: bool | None = None
    earliest: str | None = None
    deadline: str | None = None
    soft: bool | None = None


@dataclass(frozen=True)
class Settings:
    """Hypotheses: percent added to every envelope, euros a year by section, posts added by skill from a quarter.

    A year absent from ``investment`` or ``operating`` is not limited. ``carry_over`` lets what a year leaves go on.
    Nothing starts nor is delivered in the quarters ``frozen``, at the ``closing`` of each year, around ``elections``.
    With ``strict_order`` a priority passes before the next. ``bought`` are days a quarter that may be bought besides,
    by skill. ``smoothing`` and ``stability`` say how much an even spending and the plan in force count.
    """

    variation: Decimal = Decimal(0)
    investment: Mapping[int, Decimal] = field(default_factory=dict)
    operating: Mapping[int, Decimal] = field(default_factory=dict)
    posts: Mapping[str, Decimal] = field(default_factory=dict)
    posts_from: str = ""
    carry_over: bool = False
    bought: Mapping[str, Decimal] = field(default_factory=dict)
    frozen: tuple[str, ...] = ()
    closing: bool = False
    elections: bool = False
    strict_order: bool = False
    smoothing: str = NONE
    stability: str = SOME
    step: str = QUARTER
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
            "bought": {skill: str(days) for skill, days in self.bought.items()},
            "frozen": list(self.frozen),
            "closing": self.closing,
            "elections": self.elections,
            "strict_order": self.strict_order,
            "smoothing": self.smoothing,
            "stability": self.stability,
            "step": self.step,
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
        bought={skill: Decimal(days) for skill, days in data.get("bought", {}).items()},
        frozen=_several(data.get("frozen", ())),
        closing=data.get("closing", False),
        elections=data.get("elections", False),
        strict_order=data.get("strict_order", False),
        smoothing=data.get("smoothing", NONE),
        stability=data.get("stability", SOME),
        step=data.get("step", QUARTER),
        projects={int(pk): ProjectTerms(**terms) for pk, terms in data.get("projects", {}).items()},
        seconds=data.get("seconds", USUAL_SECONDS),
    )


def _several(said: str | list[str]) -> tuple[str, ...]:
    """Quarters as a run keeps them: a list, or the single one of the runs made before there could be several."""
    return ((said,) if said else ()) if isinstance(said, str) else tuple(said)
