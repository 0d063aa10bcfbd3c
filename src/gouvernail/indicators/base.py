"""What an indicator is: declared once, computed anywhere, protected here and nowhere else."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.measure import Measure, Reading, Value
from gouvernail.indicators.past import Past, reading_over
from gouvernail.indicators.references import Reference
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.showing import hides, measure_of
from gouvernail.indicators.spans import Span
from gouvernail.kernel.periods import Month
from gouvernail.kernel.text import fold
from gouvernail.ui.charts.model import Chart

Text = str | Promise

PERSONAL_WORDS = frozenset(
    (
        "agent", "agents", "technicien", "technician", "demandeur", "requester", "personne", "person", "utilisateur",
        "user", "nom", "name", "prenom", "email", "courriel", "telephone", "matricule", "pseudonyme", "assigne",
        "assignee", "porteur", "individu", "compte", "login",
    )
)  # fmt: skip
"""Words no dimension may hold: nobody is measured."""
PEOPLE_DIMENSIONS = frozenset({"department", "service", "team", "equipe"})
"""Dimensions whose parts are groups of people: they must say how many."""


class Direction(models.TextChoices):
    """Which way is better."""

    HIGHER = "haut", _("Plus c’est haut, mieux c’est")
    LOWER = "bas", _("Plus c’est bas, mieux c’est")
    CONTEXT = "contexte", _("Élément de contexte, ni bon ni mauvais en soi")


class Family(models.TextChoices):
    """What an indicator is about, in the order in which they are shown."""

    SUPPORT = "support", _("Demandes et support")
    CAPACITY = "capacite", _("Charge et capacité")
    PLAN = "plan", _("Projets, actions et décisions")
    ESTATE = "patrimoine", _("Patrimoine")
    SECURITY = "securite", _("Sécurité")
    CONTRACTS = "contrats", _("Prestataires et contrats")
    COLLABORATION = "collaboration", _("Outils collaboratifs")
    FINANCES = "finances", _("Finances")
    COMPLIANCE = "conformite", _("Conformité")
    SHARED = "mutualisation", _("Mutualisation")
    INCLUSION = "inclusion", _("Espaces publics numériques et inclusion")


@dataclass(frozen=True)
class Dimension:
    """One way to break a figure down; ``serves_people`` says that its parts are groups of people."""

    name: str
    label: Text
    serves_people: bool = False


class PersonalDimensionError(TypeError):
    """An indicator asks for a breakdown by person, or by groups of people without saying how many they are."""


class Indicator(ABC):
    """One figure. Subclass it in ``catalogue/<family>/<name>.py``, decorate with ``@indicator``, write ``read``.

    ``past`` says how its past is known, and ``past_reason`` why; ``compares`` is off where it is no use to compare it
    with itself, ``by_month`` where it does not move month by month.

    ``read`` asks the database (a fixed number of queries); ``compute`` keeps back what too few people stand behind and
    writes the figure; ``draw`` may make a chart out of what is shown, and of nothing else.
    """

    code: ClassVar[str]
    family: ClassVar[Family]
    label: ClassVar[Text]
    question: ClassVar[Text]
    definition: ClassVar[Text]
    formula: ClassVar[Text]
    unit: ClassVar[Text]
    unit_one: ClassVar[Text] = ""
    direction: ClassVar[Direction]
    source: ClassVar[Text]
    owner_role: ClassVar[Text]
    frequency: ClassVar[Text]
    freshness_days: ClassVar[int]
    how_to_get: ClassVar[Text]
    icon: ClassVar[str] = "gauge"
    dimensions: ClassVar[tuple[Dimension, ...]] = ()
    references: ClassVar[tuple[Reference, ...]] = ()
    version: ClassVar[str] = "1"
    past: ClassVar[Past] = Past.RECORDS
    past_reason: ClassVar[Text] = _("Le registre ne tient que l’état présent : il n’en date pas les changements.")
    is_over_days: ClassVar[bool] = False
    compares: ClassVar[bool] = True
    by_month: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if "compute" in cls.__dict__:
            raise TypeError(f"{cls.__name__} may not override compute(): privacy is applied there.")
        for dimension in cls.__dict__.get("dimensions", ()):
            _refuse_personal(cls.__name__, dimension)

    @abstractmethod
    def read(self, scope: Scope, on: date) -> Reading:
        """Read the figure at a scope as it stood on a day."""

    def draw(self, shown: Measure) -> Chart | None:
        """Return the chart of what is shown; the one that was read, unless an indicator draws its cells."""
        return shown.chart

    @final
    def compute(self, scope: Scope, on: date, span: Span | None = None) -> Measure:
        """Return the figure at a scope on a day, with everything that may be shown of it.

        ``span`` asks for other days than the usual ones: a stock is then what it was on the last of them.
        """
        reading, day = reading_over(self, scope, on, span)
        return measure_of(self, reading, path=scope.path, on=day)

    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Read the figure over any days; ``on`` is the day it is, after which nothing is known."""
        raise NotImplementedError(f"{self.code} is no figure of days.")

    def read_as_of(self, scope: Scope, on: date, day: date) -> Reading:
        """Read a stock as its facts, known ``on`` the day it is, say that it was on an earlier ``day``."""
        return self.read(scope, day)

    def dimension(self, name: str) -> Dimension:
        """Return a declared dimension; ``KeyError`` if there is none of that name."""
        return {one.name: one for one in self.dimensions}[name]


def _refuse_personal(owner: str, dimension: Dimension) -> None:
    words = set(fold(dimension.name).replace("-", " ").replace("_", " ").split())
    if words & PERSONAL_WORDS:
        raise PersonalDimensionError(f"{owner}: the dimension {dimension.name!r} would measure people.")
    if words & PEOPLE_DIMENSIONS and not dimension.serves_people:
        raise PersonalDimensionError(f"{owner}: the dimension {dimension.name!r} must say how many people it serves.")


class SpanIndicator(Indicator):
    """A figure over days: its usual span, or any other."""

    past = Past.FACTS
    past_reason = _("Chaque fait porte ses dates : toute période se recompte.")
    is_over_days = True

    @abstractmethod
    def usual_span(self, on: date) -> Span:
        """Return the days that it is about when nobody asks for others."""

    @abstractmethod
    def read_span(self, scope: Scope, on: date, span: Span) -> Reading:
        """Read the figure over any days."""

    def read(self, scope: Scope, on: date) -> Reading:
        """Read the figure over its usual days."""
        return self.read_span(scope, on, self.usual_span(on))

    def read_months(self, scope: Scope, on: date, months: Sequence[Month]) -> dict[Month, Value | None]:
        """Read the figure of each of several months; what may not be shown of one is ``None``."""
        readings = {month: self.read_span(scope, on, Span.of_month(month)) for month in months}
        return {month: None if hides(one.groups or None, scope.path) else one.value for month, one in readings.items()}
