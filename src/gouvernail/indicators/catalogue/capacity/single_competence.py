"""RH-02: domains that rest on a single function."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, rate
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.text import fold
from gouvernail.plans.models import Capacity
from gouvernail.ui.charts.model import DonutChart


@indicator
class SingleCompetence(Indicator):
    """The share of domains that one function alone is able to hold."""

    code, family, icon = "RH-02", Family.CAPACITY, "user-check"
    label = _("Domaines tenus par une seule fonction")
    question = _("Quels domaines s’arrêteraient si une fonction était vacante ?")
    definition = _(
        "Domaines (compétences) qu’une seule fonction sait tenir ce jour-là, rapportés à tous ceux qui ont une "
        "capacité. Deux fonctions, plus d’un poste dans la même, ou des jours achetables à un prestataire suffisent à "
        "ne plus dépendre d’une seule. On compte des fonctions, jamais des personnes, et aucune n’est nommée."
    )
    formula = _("Domaines avec une seule fonction compétente / domaines.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Capacités (planification sous contraintes)")
    owner_role = _("Direction générale")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _("Les capacités et les estimations se corrigent sans garder ce qu’elles étaient.")
    how_to_get = _("Saisissez les capacités : pour chaque compétence, les fonctions qui la tiennent (aucun nom).")
    dimensions = (Dimension("domain", _("Domaine")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: capacities, and freshness."""
        rows = scope.rows(Capacity).values_list("skill", "function", "posts", "bought_days", "starts", "ends")
        domains: dict[str, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        posts: dict[str, Decimal] = defaultdict(Decimal)
        helped: set[str] = set()
        for skill, function, held, bought, starts, ends in rows:
            if not holds(starts, ends, on) or not (held or bought):
                continue
            key = fold(skill)
            names.setdefault(key, skill)
            domains[key].add(fold(function))
            posts[key] += held or 0
            helped |= {key} if bought else set()
        alone = {key for key, there in domains.items() if len(there) == 1 and posts[key] <= 1} - helped
        as_of = last_read_of(scope, Capacity, on)
        return Reading(
            value=rate(len(alone), len(domains)),
            numerator=len(alone) if domains else None,
            denominator=len(domains) or None,
            period=at_day(on),
            detail=_now("%(alone)s sur %(count)s") % {"alone": len(alone), "count": len(domains)} if domains else "",
            tone="risk" if alone else "good" if domains else "neutral",
            as_of=as_of,
            absent_because=_now("Aucune capacité n’est saisie."),
            chart=_chart(len(alone), len(domains), as_of) if domains else None,
            breakdowns=(Breakdown("domain", tuple(_cell(names[key], key in alone) for key in sorted(domains))),),
            links=(ListLink(_now("Capacités"), "capacity"),),
        )


def holds(starts: PartialDate | None, ends: PartialDate | None, on: date) -> bool:
    """Whether a capacity is there on a day; a partial date gives it the most of its days."""
    return (starts is None or starts.first_day <= on) and (ends is None or ends.last_day >= on)


def _chart(alone: int, count: int, as_of: date | None) -> DonutChart:
    parts = ((_now("Une seule fonction"), alone), (_now("Plusieurs, ou un prestataire"), count - alone))
    return DonutChart(
        title=_now("Domaines, selon qui sait les tenir"),
        unit=_now("domaines"),
        source=_now("capacités"),
        as_of=as_of,
        parts=tuple(part for part in parts if part[1]),
        centre_label=_now("domaines"),
    )


def _cell(name: str, alone: bool) -> Cell:
    text = _now("une seule fonction") if alone else _now("plusieurs, ou un prestataire")
    return Cell(name, name, value=1 if alone else 0, text=text)
