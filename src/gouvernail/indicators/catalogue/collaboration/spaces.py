"""COL-03: shared spaces, and those that nobody answers for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.collaboration.models import Space
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day


@indicator
class SharedSpaces(Indicator):
    """Shared spaces by use, and those without an owner."""

    code, family, icon = "COL-03", Family.COLLABORATION, "folder"
    label = _("Espaces partagés")
    question = _("Quels espaces partagés existent, et lesquels n’ont pas de responsable ?")
    definition = _(
        "Espaces partagés enregistrés, par usage (service, projet, commune…) et selon qu’ils sont rattachés à un "
        "service. Un espace sans responsable est un espace pour lequel aucune fonction n’est notée."
    )
    formula = _("Nombre d’espaces partagés ; au numérateur, ceux qui n’ont pas de responsable.")
    unit, unit_one = _("espaces"), _("espace")
    direction = Direction.CONTEXT
    source = _("Registre des espaces partagés")
    owner_role = _("Référent SI")
    frequency = _("trimestrielle")
    freshness_days = 120
    past_reason = _("Un espace ne dit ni sa création, ni depuis quand il a un responsable.")
    how_to_get = _("Saisissez ou importez les espaces partagés, avec la fonction qui en répond.")
    dimensions = (
        Dimension("use", _("Usage")),
        Dimension("tool", _("Outil")),
        Dimension("answer", _("Responsable et rattachement")),
    )
    references = (
        Reference(
            label=_("Aucun espace sans responsable"),
            value=Decimal(0),
            unit=_("espaces"),
            since=date(2026, 1, 1),
            source=_("Objectif proposé par Gouvernail, à confirmer en COPIL."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by use and tool, and freshness."""
        uses: Counter[str] = Counter()
        tools: Counter[str] = Counter()
        orphans = detached = 0
        rows = scope.rows(Space).values_list("purpose", "tool")
        for use, tool, n, orphan, free in rows.annotate(
            n=Count("pk"), orphan=Count("pk", filter=Q(owner_role="")), free=Count("pk", filter=Q(department=None))
        ):
            uses[use] += n
            tools[tool] += n
            orphans, detached = orphans + orphan, detached + free
        whole, as_of = uses.total(), last_read_of(scope, Space, on)
        cells = _cells(uses)
        return Reading(
            value=whole or None,
            numerator=orphans if whole else None,
            denominator=whole or None,
            period=at_day(on),
            detail=_now("dont %(count)s sans responsable") % {"count": orphans},
            tone="risk" if orphans else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun espace partagé n’est enregistré."),
            chart=bars(
                cells, title=_now("Espaces partagés, par usage"), unit=_now("espaces"),
                source=_now("registre des espaces"), as_of=as_of, category=_now("Usage"),
            ),
            breakdowns=(
                Breakdown("use", cells),
                Breakdown("tool", _cells(tools)),
                Breakdown("answer", _answers(whole, orphans, detached)),
            )
            if whole
            else (),
            links=(
                ListLink(_now("Espaces partagés"), "space"),
                ListLink(_now("Espaces sans responsable"), "space", "vue=sans-responsable"),
            ),
        )  # fmt: skip


def _cells(counts: Counter[str]) -> tuple[Cell, ...]:
    ordered = sorted(counts.items(), key=lambda one: (one[0] == "", -one[1], one[0]))
    return tuple(Cell(key or "none", key or _now("Non renseigné"), value=n) for key, n in ordered)


def _answers(whole: int, orphans: int, detached: int) -> tuple[Cell, ...]:
    link = ListLink(_now("Espaces sans responsable"), "space", "vue=sans-responsable")
    return (
        Cell("owned", _now("Avec un responsable"), value=whole - orphans),
        Cell("orphan", _now("Sans responsable"), value=orphans, link=link),
        Cell("attached", _now("Rattachés à un service"), value=whole - detached),
        Cell("detached", _now("Rattachés à aucun service"), value=detached),
    )
