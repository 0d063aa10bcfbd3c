"""Where a collectivité stands among those of its stratum hosted here: quartiles, never names.

Quartiles are those of the closed interval (``statistics.quantiles``, method « inclusive », type 7 of Hyndman and Fan,
« Sample Quantiles in Statistical Packages », The American Statistician 50 (4), 1996).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import quantiles

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.indicators.base import Indicator
from gouvernail.indicators.models import PeerSharing, Snapshot
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.snapshots import COMPARED, take
from gouvernail.indicators.strata import Stratum, stratum_of
from gouvernail.indicators.wording import rounded, written
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT

LEAST = 5
"""Collectivités with a figure under which no quartile is shown."""
FRESH_DAYS = 45


@dataclass(frozen=True)
class PeerLine:
    """One indicator: the figure here, the quartiles of the stratum when enough collectivités have one, how many."""

    indicator: Indicator
    own: str
    quartiles: tuple[str, str, str] | None
    count: int
    position: str


def sharing_of(place: Organisation) -> PeerSharing | None:
    """Return the consent of a collectivité, if it gave it."""
    return PeerSharing.objects.filter(organisation=place).first()


def peers_of(stratum: Stratum) -> list[Organisation]:
    """Return the collectivités that share and belong to a stratum (one query)."""
    shared = PeerSharing.objects.select_related("organisation")
    return [one.organisation for one in shared if stratum_of(one.organisation) == stratum]


def lines(place: Organisation, stratum: Stratum) -> list[PeerLine]:
    """Return where a collectivité that shares stands in its stratum, indicator by indicator (two queries)."""
    values = _latest(peers_of(stratum))
    return [_line(indicator_of(code), values[code], place.pk) for code in COMPARED if values[code]]


def _latest(peers: list[Organisation]) -> dict[str, dict[int, Decimal]]:
    """Each one's last kept figure, if it is fresh: on its own day, since a demonstration lives on its own."""
    oldest = {one.pk: one.today() - timedelta(days=FRESH_DAYS) for one in peers}
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    kept = Snapshot.objects.filter(organisation__in=peers, code__in=COMPARED).order_by("on")
    for pk, code, on, value in kept.values_list("organisation_id", "code", "on", "value"):
        found[code].pop(pk, None)
        if value is not None and on >= oldest[pk]:
            found[code][pk] = value
    return found


def _line(one: Indicator, values: dict[int, Decimal], pk: int) -> PeerLine:
    own, unit = values.get(pk), str(one.unit)
    shown = "" if own is None else written(rounded(own, 1).normalize() + 0, unit)
    if len(values) < LEAST:
        return PeerLine(one, shown, None, len(values), "")
    low, middle, high = (rounded(value, 1) for value in quantiles(values.values(), n=4, method="inclusive"))
    return PeerLine(
        one, shown, (written(low, unit), written(middle, unit), written(high, unit)), len(values),
        "" if own is None else _position(own, low, middle, high),
    )  # fmt: skip


def _position(own: Decimal, low: Decimal, middle: Decimal, high: Decimal) -> str:
    if own < low:
        return _("dans le quart le plus bas")
    if own < middle:
        return _("sous la médiane")
    if own <= high:
        return _("à la médiane ou au-dessus")
    return _("dans le quart le plus élevé")


@transaction.atomic
def share(place: Organisation, wanted: bool, *, actor: Actor) -> None:
    """Lend the ratios of a collectivité to its stratum, or take them back: they leave every quartile at once.

    Raises ``ValidationError`` for what has no stratum: a member of another, or a collectivité of unknown population.
    """
    if not actor.can(EDIT, "indicators", place):
        raise PermissionDenied
    if not wanted:
        for one in PeerSharing.objects.filter(organisation=place):
            _journal(actor, "retirer", one)
            one.delete()
        return
    if place.parent_id:
        raise ValidationError(_("Seule la collectivité de tête partage ses repères."))
    if stratum_of(place) is None:
        raise ValidationError(_("Renseignez d’abord la population de la collectivité : elle décide de sa strate."))
    one, made = PeerSharing.objects.get_or_create(organisation=place, defaults={"since": place.today()})
    if made:
        _journal(actor, "partager", one)
        take(place, place.today(), COMPARED)


def _journal(actor: Actor, verb: str, one: PeerSharing) -> None:
    record(
        actor=actor.key, verb=verb, kind="peer_sharing", object_id=one.pk, place=one.organisation.path,
        label=str(one), details={"indicateurs": list(COMPARED)},
    )  # fmt: skip
