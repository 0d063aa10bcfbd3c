"""SUP-05: actions not done for lack of means."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import LACK_OF_MEANS, Action, ActionStatus, Obstacle
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted

STOPPED = (ActionStatus.BLOCKED, ActionStatus.DROPPED)


@indicator
class NotDone(Indicator):
    """Actions not done whose noted obstacle is a lack of time, money or skill."""

    code, family, icon = "SUP-05", Family.CAPACITY, "ban"
    label = _("Actions non réalisées faute de moyens")
    question = _("Combien d’actions attendent parce que personne ne peut les faire ?")
    definition = _(
        "Actions non terminées dont le motif d’arrêt ou de report noté est le manque de temps, d’argent ou de "
        "compétence. Une action bloquée pour une autre raison n’en est pas. Tant qu’aucune action ne dit son motif, le "
        "chiffre n’est pas connu."
    )
    formula = _("Nombre d’actions non terminées dont le motif est le manque de moyens.")
    unit, unit_one = _("actions"), _("action")
    direction = Direction.LOWER
    source = _("Plan d’action")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 60
    past_reason = _("Le registre ne tient que l’état présent, et son historique s’efface avec le temps.")
    version = "1"
    how_to_get = _("Notez, sur chaque action bloquée, abandonnée ou repoussée, son motif d’arrêt ou de report.")
    dimensions = (Dimension("obstacle", _("Motif")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by status and obstacle, and freshness."""
        rows = scope.rows(Action).exclude(status=ActionStatus.DONE).order_by()
        found = list(rows.values_list("status", "obstacle").annotate(n=Count("pk")))
        reasons: Counter[str] = Counter()
        for _status, obstacle, n in found:
            reasons[obstacle] += n
        silent = sum(n for status, obstacle, n in found if status in STOPPED and not obstacle)
        whole, told = sum(reasons.values()), sum(n for obstacle, n in reasons.items() if obstacle)
        lacking = sum(reasons[one] for one in LACK_OF_MEANS)
        known = bool(told)
        cells = tuple(_cell(one, reasons[one]) for one in Obstacle if reasons[one]) if known else ()
        as_of = last_read_of(scope, Action, on)
        return Reading(
            value=lacking if known else None,
            numerator=lacking if known else None,
            denominator=whole if known else None,
            period=at_day(on),
            detail=_now("sur %(count)s")
            % {"count": counted(whole, _now("action non terminée"), _now("actions non terminées"))}
            if known
            else "",
            tone="risk" if lacking else "good" if known else "neutral",
            as_of=as_of,
            absent_because=_now("Aucune action ne dit pourquoi elle est arrêtée ou repoussée."),
            notes=(
                _now("%(count)s sans motif : peut-être aussi faute de moyens.")
                % {"count": counted(silent, _now("action arrêtée"), _now("actions arrêtées"))},
            )
            if silent and known
            else (),
            chart=bars(
                cells, title=_now("Actions arrêtées ou repoussées, par motif"), unit=_now("actions"),
                source=_now("plan d’action"), as_of=as_of, category=_now("Motif"),
            ),
            breakdowns=(Breakdown("obstacle", cells),) if cells else (),
            links=(ListLink(_now("Toutes les actions"), "action"),),
        )  # fmt: skip


def _cell(reason: Obstacle, count: int) -> Cell:
    return Cell(
        reason,
        str(reason.label),
        value=count,
        link=ListLink(_now("Actions avec ce motif"), "action", f"obstacle={reason}"),
    )
