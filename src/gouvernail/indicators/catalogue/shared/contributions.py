"""MUT-02: what each member pays and uses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family
from gouvernail.indicators.estate_rows import workstations_in_use
from gouvernail.indicators.measure import Breakdown, Cell, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.stated import Figure, StatedOfAYear, is_over
from gouvernail.indicators.stated_rows import Line, Told, of_year, statements
from gouvernail.indicators.wording import rate, rounded, written
from gouvernail.kernel.money import euros
from gouvernail.organisations.models import Organisation


@indicator
class Contributions(StatedOfAYear):
    """What each member pays and uses."""

    code, family, icon = "MUT-02", Family.SHARED, "coin-euro"
    label = _("Contribution des membres")
    question = _("Chaque membre paie-t-il ce qu’il consomme ?")
    definition = _(
        "Contribution appelée à chaque membre au titre d’une année close, par habitant et par poste de travail en "
        "service chez lui, et écart entre sa part de ce qui est payé et sa part des postes : l’usage est ici mesuré en "
        "postes. Un écart n’est pas une dette : la convention dit la clé."
    )
    formula = _(
        "Somme des contributions ; contribution / population ; contribution / postes ; part payée − part des postes."
    )
    unit = "€"
    direction = Direction.CONTEXT
    source = _("Convention de mutualisation, inventaire du parc")
    owner_role = _("Direction générale")
    past = Past.RECORDS
    past_reason = _("Les postes et la population des membres ne sont connus qu’au présent.")
    how_to_get = _("Dans le relevé du mois, notez la contribution appelée à chaque membre pour l’année close.")
    facts = ("contribution",)
    dimensions = (Dimension("member", _("Membre")), Dimension("year", _("Année")))

    def told_of(self, scope: Scope, on: date, year: int) -> Told:
        """What was called of each member for a year."""
        return of_year(statements(scope, on), self.facts, year)

    def figure(self, told: Told) -> Figure:
        """The sum of what was called."""
        return Figure(told.total("contribution"))

    def read(self, scope: Scope, on: date) -> Reading:
        """Three queries: statements, and the computers and inhabitants of each member."""
        reading = super().read(scope, on)
        known = [year for year in self.years_known(scope, on) if is_over(year, on)]
        if reading.value is None or not known:
            return reading
        told = self.told_of(scope, on, known[-1])
        breakdowns = (Breakdown("member", self._members(scope, told), "€"), *reading.breakdowns)
        return replace(reading, breakdowns=breakdowns)

    def _members(self, scope: Scope, told: Told) -> tuple[Cell, ...]:
        rows = workstations_in_use(scope).order_by().values_list("organisation__path")
        computers = Counter({one.path: 0 for one in told.lines})
        for path, count in rows.annotate(n=Count("pk")):
            for one in told.lines:
                if path.startswith(one.path):
                    computers[one.path] += count
        people = dict(
            Organisation.objects.filter(path__in=[one.path for one in told.lines]).values_list("path", "population")
        )
        whole, paid = computers.total(), told.total("contribution")
        return tuple(self._cell(one, computers[one.path], people.get(one.path), whole, paid) for one in told.lines)

    def _cell(self, one: Line, computers: int, people: int | None, whole: int, paid: Decimal | None) -> Cell:
        amount = one.of("contribution")
        said = []
        if people:
            said.append(_now("%(amount)s par habitant") % {"amount": euros(rounded(amount / people, 2))})
        if computers:
            said.append(_now("%(amount)s par poste") % {"amount": euros(rounded(amount / computers, 2))})
        part_paid, part_used = rate(amount, paid or 0), rate(computers, whole)
        if part_paid is not None and part_used is not None:
            words = {"paid": written(part_paid, "%"), "used": written(part_used, "%")}
            said.append(_now("paie %(paid)s pour %(used)s des postes") % words)
        return Cell(one.path, one.label, amount, ", ".join(said))
