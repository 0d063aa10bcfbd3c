"""Values to compare with, each with its day and its source: landmarks, never norms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Reference:
    """A landmark: what it is, its value, since when it holds and who says so.

    ``is_target`` marks what a collectivité aims at (and may change), as opposed to what was observed elsewhere.
    """

    label: Text
    value: Decimal
    unit: Text
    since: date
    source: Text
    is_target: bool = False


def in_force(references: Iterable[Reference], on: date) -> Reference | None:
    """The latest reference that holds on a day; before the first one, the first; ``None`` if there is none."""
    known = sorted(references, key=lambda one: one.since)
    return next((one for one in reversed(known) if one.since <= on), known[0] if known else None)


LIFETIME = (
    Reference(
        label=_("Durée de vie visée d’un équipement"),
        value=Decimal(5),
        unit=_("ans"),
        since=date(2016, 1, 1),
        source=_(
            "Hypothèse de départ de Gouvernail, dans les durées d’amortissement votées par les collectivités pour le "
            "matériel informatique (2 à 5 ans, compte 2183) ; à remplacer par celle de votre délibération."
        ),
        is_target=True,
    ),
)
"""How long equipment is kept: renewals and ages are computed with it."""
