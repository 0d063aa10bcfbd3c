"""What may be stated: each fact declared once, with its pace, its unit, and the only way in which it may be split."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.partial_dates import Precision
from gouvernail.kernel.text import fold

Text = str | Promise
REFERENT = _("Référent SI")

PERSONAL_WORDS = frozenset(
    (
        "agent", "technicien", "demandeur", "personne", "utilisateur", "usager", "beneficiaire", "nom", "prenom",
        "email", "courriel", "telephone", "matricule", "pseudonyme", "porteur", "individu", "compte",
    )
)  # fmt: skip
"""Words that may not say how a fact is split: nobody is measured."""


class Pace(Enum):
    """How often a fact is stated."""

    MONTH = "mois"
    QUARTER = "trimestre"
    YEAR = "annee"


class Nature(Enum):
    """What a fact is over time: something that happens during a period, or how things stand on a day."""

    FLOW = "flux"
    STATE = "etat"


class Unit(Enum):
    """What a value is: a whole count, a number, or euros (whose tax basis is said when tax bears on them)."""

    COUNT = "nombre"
    NUMBER = "mesure"
    MONEY = "euros"


class By(Enum):
    """The one way in which a fact is split; a fact is either always split that way or never."""

    NOTHING = ""
    SITE = "site"
    CHOICE = "choix"
    THING = "chose"
    MEMBER = "membre"


@dataclass(frozen=True)
class Fact:
    """One fact that a function may state.

    ``floor`` is the least count above zero that may be written down: below, it would point at people. ``at_most`` names
    the fact of which this one is a part. ``taxed`` says that a tax basis must be given. ``least`` and ``most`` bound a
    number. ``split`` is what its parts are called, ``choices`` the parts themselves where they are a closed list.
    """

    code: str
    heading: Text
    label: Text
    help: Text
    said_in: Text
    pace: Pace
    nature: Nature = Nature.FLOW
    unit: Unit = Unit.COUNT
    by: By = By.NOTHING
    split: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    floor: int = 0
    at_most: str = ""
    taxed: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    asked_of: Text = REFERENT

    @property
    def precisions(self) -> tuple[Precision, ...]:
        """How precise its period may be, the usual one first; a longer one is allowed, a shorter one is not."""
        if self.nature is Nature.STATE:
            return (Precision.DAY,)
        longer = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
        return longer[list(Pace).index(self.pace) :]

    def part_label(self, key: str) -> str:
        """How a part is called."""
        return str(dict(self.choices).get(key, key))


class UnfitFactError(TypeError):
    """A fact that is not declared as it must be."""


_facts: dict[str, Fact] = {}


def declare(fact: Fact) -> Fact:
    """Enter a fact; ``UnfitFactError`` if its code is taken, or if its parts would be people."""
    if fact.code in _facts:
        raise UnfitFactError(f"Two facts share the code {fact.code!r}.")
    words = {word.rstrip("s") for word in fold(str(fact.split)).replace("-", " ").replace("’", " ").split()}
    if words & PERSONAL_WORDS:
        raise UnfitFactError(f"{fact.code}: split by {fact.split!s}, it would measure people.")
    if (fact.by is By.NOTHING) != (not fact.split):
        raise UnfitFactError(f"{fact.code}: what is split says by what, and nothing else does.")
    if (fact.by is By.CHOICE) != bool(fact.choices):
        raise UnfitFactError(f"{fact.code}: a closed list has its choices, and nothing else has.")
    _facts[fact.code] = fact
    return fact


def facts() -> Iterator[Fact]:
    """Yield every fact, in the order in which they were declared."""
    yield from _facts.values()


def fact_of(code: str) -> Fact:
    """Return a fact by its code; ``KeyError`` if there is none."""
    return _facts[code]


def fact_choices() -> list[tuple[str, Text]]:
    """The facts as a form or a file offers them."""
    return [(one.code, one.label) for one in facts()]


def declared(check: Callable[[Fact], bool]) -> list[Fact]:
    """The facts that pass a check."""
    return [one for one in facts() if check(one)]
