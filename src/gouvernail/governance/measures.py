"""PRJ-02: the decisions that a committee is expected to take."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models import Decision, Outcome
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day
from gouvernail.ui.charts.model import BarChart, Series

EXPECTED = (Outcome.PROPOSED, Outcome.POSTPONED)
Row = tuple[str, int | None, str | None, int | None, object, object, int]


@indicator
class ExpectedDecisions(Indicator):
    """Decisions proposed or postponed, by meeting, and those whose due date is past."""

    code, family, icon = "PRJ-02", Family.PLAN, "gavel"
    label = _("Décisions attendues")
    question = _("Quelles décisions le comité doit-il prendre ?")
    definition = _(
        "Décisions soumises à un comité et pas encore prises : proposées ou ajournées. Les décisions rejetées ou "
        "devenues sans objet n’en sont plus. Une échéance partielle est dépassée quand son dernier jour est passé."
    )
    formula = _("Nombre de décisions proposées ou ajournées.")
    unit, unit_one = _("décisions"), _("décision")
    direction = Direction.LOWER
    source = _("Registre des décisions")
    owner_role = _("Référent SI")
    frequency = _("à chaque COPIL")
    freshness_days = 90
    past_reason = _("Le registre ne tient que l’état présent, et son historique s’efface avec le temps.")
    how_to_get = _("Saisissez les décisions à soumettre, dans la séance qui les examinera.")
    dimensions = (Dimension("outcome", _("État")), Dimension("meeting", _("Séance")))

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by outcome, meeting and due date, and freshness."""
        rows = scope.rows(Decision)
        found: list[Row] = list(
            rows.values_list(
                "outcome", "meeting_id", "meeting__committee__name", "meeting__number", "meeting__held_on", "due"
            ).annotate(n=Count("pk"))
        )
        expected = [row for row in found if row[0] in EXPECTED]
        count = sum(row[-1] for row in expected)
        late = sum(row[-1] for row in expected if row[5] is not None and row[5].overdue_on(on))
        as_of = last_read(rows, on)
        meetings = _meetings(expected)
        return Reading(
            value=count if found else None,
            numerator=count if found else None,
            denominator=sum(row[-1] for row in found) if found else None,
            period=at_day(on),
            detail=_detail(meetings, late),
            tone="alert" if late else "decide" if count else "neutral",
            as_of=as_of,
            absent_because=_now("Aucune décision n’est enregistrée."),
            chart=_chart(meetings, as_of),
            breakdowns=(Breakdown("outcome", _outcomes(expected)), Breakdown("meeting", meetings)),
            links=(ListLink(_now("Décisions attendues"), "decision", "vue=attendues"),),
        )


def _outcomes(expected: list[Row]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            outcome,
            str(outcome.label),
            value=count,
            link=ListLink(_now("Liste de ces décisions"), "decision", f"outcome={outcome}"),
        )
        for outcome in EXPECTED
        if (count := sum(row[-1] for row in expected if row[0] == outcome))
    )


def _meetings(expected: list[Row]) -> tuple[Cell, ...]:
    counts: dict[tuple, int] = {}
    for _outcome, pk, committee, number, held_on, _due, n in expected:
        key = (held_on, pk, committee, number)
        counts[key] = counts.get(key, 0) + n
    ordered = sorted(counts, key=lambda key: (key[0] is None, key[0] and key[0].first_day, key[1] or 0))
    return tuple(_meeting(*key, count=counts[key]) for key in ordered)


def _meeting(held_on: object, pk: int | None, committee: str | None, number: int | None, *, count: int) -> Cell:
    if pk is None:
        return Cell("none", _now("Séance non fixée"), value=count)
    label = _now("%(committee)s n° %(number)s") % {"committee": committee, "number": number}
    link = ListLink(_now("Liste de ces décisions"), "decision", f"vue=attendues&meeting={pk}")
    return Cell(str(pk), label, value=count, text=str(held_on or ""), link=link)


def _detail(meetings: tuple[Cell, ...], late: int) -> str:
    words = []
    if meetings:
        first = meetings[0]
        words.append(_now("dont %(count)s : %(meeting)s") % {"count": first.value, "meeting": first.label})
    if late:
        words.append(_now("%(late)s après l’échéance") % {"late": late})
    return ", ".join(words)


def _chart(meetings: tuple[Cell, ...], as_of: date | None) -> BarChart | None:
    if not meetings:
        return None
    return BarChart(
        title=_now("Décisions attendues, par séance"),
        unit=_now("décisions"),
        source=_now("registre des décisions"),
        as_of=as_of,
        categories=tuple(cell.label for cell in meetings),
        series=(Series(_now("Décisions"), tuple(cell.value for cell in meetings)),),
        category_label=_now("Séance"),
    )
