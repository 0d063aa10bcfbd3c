"""Where a figure is computed, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from gouvernail.organisations.actors import Actor, system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW


@dataclass(frozen=True)
class Scope:
    """A place and all that stands below it, seen by somebody.

    Figures are the same for all who may see indicators there; the actor only decides which lists are offered.
    """

    place: Organisation
    actor: Actor

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

    def rows(self, model: type[Model], lookup: str = "organisation__path") -> QuerySet:
        """The rows held at or below the place; ``lookup`` leads to the path of who holds them."""
        return model._default_manager.filter(**{f"{lookup}__startswith": self.path}).order_by()

    def rows_of_tree(self, model: type[Model], lookup: str = "organisation__path") -> QuerySet:
        """The rows held anywhere in the place's tree, to decide what may be shown, never to be shown."""
        return model._default_manager.filter(**{f"{lookup}__startswith": self.root}).order_by()

    def may_see(self, family: str) -> bool:
        """Say whether the actor may open the lists of a family here."""
        return self.actor.can(VIEW, family, self.place)
