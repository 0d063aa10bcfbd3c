"""Where a figure is computed, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from gouvernail.organisations.actors import Actor, system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW

Found = TypeVar("Found")


@dataclass(frozen=True)
class Scope:
    """A place and all that stands below it, seen by somebody.

    Figures are the same for all who may see indicators there; the actor only decides which lists are offered. One
    scope serves one page: what several indicators ask for is asked once.
    """

    place: Organisation
    actor: Actor
    _kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of_machine(cls, place: Organisation) -> Scope:
        """The scope of a machine's own work (command line, frozen documents)."""
        return cls(place, system_actor("indicateurs"))

    @property
    def path(self) -> str:
        """The path of the place."""
        return self.place.path

    @property
    def root(self) -> str:
        """The path of the root of the place's tree: privacy is decided over the whole tree."""
        return f"{self.place.path.split('/', 1)[0]}/"

    def once(self, key: Any, make: Callable[[], Found]) -> Found:
        """Return what ``make`` gives, asked for once under ``key``."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @property
    def organisations(self) -> list[int]:
        """The identifiers of the place and of all that stands below it (one query, once)."""
        below = Organisation.objects.filter(path__startswith=self.path).order_by()
        return self.once("organisations", lambda: list(below.values_list("pk", flat=True)))

    def rows(self, model: type[Model], lookup: str = "organisation__path") -> QuerySet:
        """The rows held at or below the place; ``lookup`` leads to the path of who holds them."""
        return model._default_manager.filter(**{f"{lookup}__startswith": self.path}).order_by()

    def rows_of_tree(self, model: type[Model], lookup: str = "organisation__path") -> QuerySet:
        """The rows held anywhere in the place's tree, to decide what may be shown, never to be shown."""
        return model._default_manager.filter(**{f"{lookup}__startswith": self.root}).order_by()

    def may_see(self, family: str) -> bool:
        """Say whether the actor may open the lists of a family here."""
        return self.actor.can(VIEW, family, self.place)
