"""CYB-11: where the actions of the plan stand, and which are late."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import OPEN_STATUSES, Action, ActionStatus
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted
from gouvernail.ui.charts.model import BarChart, Chart, DonutChart, Series

DONUT_PARTS = 5
WORTH_SAYING = (ActionStatus.RUNNING, ActionStatus.TO_APPROVE, ActionStatus.BLOCKED)


@indicator
class ActionsByStatus(Indicator):
    """The actions of the plan by status, and those whose due date is past."""

    code, family, icon = "CYB-11", Family.PLAN, "checklist"
    label = _("Actions du plan")
    question = _("Où en sont les actions décidées, et lesquelles sont en retard ?")
    definition = _(
        "Actions du plan par statut, sans les abandonnées. Une action est en retard quand elle n’est pas terminée et "
        "que le dernier jour de son échéance est passé : une échéance « T1 2026 » court jusqu’au 31 mars. Une action "
        "sans échéance n’est jamais en retard ; elle est comptée à part."
    )
    formula = _("Nombre d’actions non abandonnées ; au numérateur, celles qui sont terminées.")
    unit, unit_one = _("actions"), _("action")
    direction = Direction.CONTEXT
    source = _("Plan d’action")
    owner_role = _("Référent SI")
    frequency = _("à chaque COPIL")
    freshness_days = 60
    past_reason = _("Le registre ne tient que l’état présent, et son historique s’efface avec le temps.")
    how_to_get = _("Saisissez ou importez les actions du plan.")
    dimensions = (Dimension("status", _("Statut")),)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by status and due date, and freshness."""
        rows = scope.rows(Action)
        found = list(rows.values_list("status", "due").annotate(n=Count("pk")))
        counts: Counter[str] = Counter()
        late = undated = 0
        for status, due, n in found:
            counts[status] += n
            if status in OPEN_STATUSES:
                undated += n if due is None else 0
                late += n if due is not None and due.overdue_on(on) else 0
        dropped = counts.pop(ActionStatus.DROPPED, 0)
        as_of = last_read(rows, on)
        return Reading(
            value=counts.total() if found else None,
            numerator=counts[ActionStatus.DONE] if found else None,
            denominator=counts.total() if found else None,
            period=at_day(on),
            detail=_detail(counts, late),
            tone="alert" if late else "neutral",
            as_of=as_of,
            absent_because=_now("Aucune action n’est enregistrée."),
            notes=_notes(undated, dropped),
            chart=_chart(counts, as_of),
            breakdowns=(Breakdown("status", _cells(counts, late)),),
            links=(
                ListLink(_now("Plan d’action"), "action"),
                ListLink(_now("Actions en retard"), "action", "vue=en-retard"),
            ),
        )


def _detail(counts: Counter[str], late: int) -> str:
    words = [f"{counts[status]} {status.label.lower()}" for status in WORTH_SAYING if counts[status]]
    if late:
        words.append(_now("%(late)s en retard") % {"late": late})
    return ", ".join(words)


def _notes(undated: int, dropped: int) -> tuple[str, ...]:
    notes = []
    if undated:
        notes.append(
            _now("%(count)s sans échéance : elles ne peuvent pas être en retard.")
            % {"count": counted(undated, _now("action ouverte"), _now("actions ouvertes"))}
        )
    if dropped:
        notes.append(
            _now("%(count)s hors du compte.")
            % {"count": counted(dropped, _now("action abandonnée"), _now("actions abandonnées"))}
        )
    return tuple(notes)


def _cells(counts: Counter[str], late: int) -> tuple[Cell, ...]:
    cells = [
        Cell(
            status,
            str(status.label),
            value=counts[status],
            link=ListLink(_now("Liste de ces actions"), "action", f"status={status}"),
        )
        for status in ActionStatus
        if counts[status]
    ]
    if cells:
        link = ListLink(_now("Actions en retard"), "action", "vue=en-retard")
        cells.append(Cell("late", _now("dont en retard"), value=late, link=link))
    return tuple(cells)


def _chart(counts: Counter[str], as_of: date | None) -> Chart | None:
    parts = tuple((str(status.label), counts[status]) for status in ActionStatus if counts[status])
    if not parts:
        return None
    words = {"title": _now("Actions par statut"), "source": _now("plan d’action"), "as_of": as_of}
    if len(parts) <= DONUT_PARTS:
        return DonutChart(**words, parts=parts, centre_label=_now("actions"))
    return BarChart(
        **words,
        unit=_now("actions"),
        categories=tuple(label for label, _n in parts),
        series=(Series(_now("Actions"), tuple(n for _label, n in parts)),),
        category_label=_now("Statut"),
    )
