"""Who is like whom: collectivités of one nature and of one band of population."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.enums import OrganisationKind
from gouvernail.organisations.models import Organisation


@dataclass(frozen=True)
class Bands:
    """Upper bounds of population (the bound itself stands in the band above), with where they come from."""

    bounds: tuple[int, ...]
    since: date
    source: str


COMMUNES = Bands(
    (500, 2_000, 3_500, 5_000, 10_000, 20_000, 50_000, 100_000),
    date(2026, 11, 24),
    "Tranches proposées par Gouvernail pour les communes ; un ordre de grandeur, pas une norme.",
)
GROUPINGS = Bands(
    (5_000, 15_000, 30_000, 50_000, 100_000, 300_000),
    date(2026, 11, 24),
    "Tranches proposées par Gouvernail pour les groupements ; un ordre de grandeur, pas une norme.",
)
_GROUPINGS = {OrganisationKind.CC, OrganisationKind.CA, OrganisationKind.CU, OrganisationKind.METROPOLE}


@dataclass(frozen=True)
class Stratum:
    """A nature and a band: ``low`` is in it, ``high`` is not; ``None`` is no bound."""

    kind: str
    low: int
    high: int | None

    def __str__(self) -> str:
        kind = OrganisationKind(self.kind).label
        if self.high is None:
            return _("%(kind)s, %(low)s habitants et plus") % {"kind": kind, "low": format_number(self.low)}
        return _("%(kind)s, de %(low)s à %(high)s habitants") % {
            "kind": kind,
            "low": format_number(self.low),
            "high": format_number(self.high - 1),
        }


def stratum_of(place: Organisation) -> Stratum | None:
    """Return the stratum of a collectivité; ``None`` when its population is not known."""
    if place.population is None:
        return None
    bounds = bands_of(place).bounds
    low = max((one for one in bounds if one <= place.population), default=0)
    return Stratum(place.kind, low, min((one for one in bounds if one > place.population), default=None))


def bands_of(place: Organisation) -> Bands:
    """Return the bands that apply to a collectivité."""
    return GROUPINGS if place.kind in _GROUPINGS else COMMUNES
