"""CTR-02: contracts in progress, and those that end within twelve months."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.freshness import last_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import amounts, counted
from gouvernail.kernel.periods import Quarter, add_months, quarters_between
from gouvernail.suppliers.models import Contract, ContractState, SupplierKind
from gouvernail.ui.charts.model import ColumnChart, Series


@indicator
class ContractsToRenew(Indicator):
    """Running contracts that end within twelve months, in number and in euros a year."""

    code, family, icon = "CTR-02", Family.CONTRACTS, "file-text"
    label = _("Contrats à renouveler sous 12 mois")
    question = _("Quels contrats arrivent à leur terme, et combien pèsent-ils ?")
    definition = _(
        "Contrats en cours dont la fin tombe dans les douze mois. Le montant est le montant annuel connu ; HT et TTC "
        "ne s’additionnent pas. Un contrat en cours dont la fin est passée ou inconnue est signalé à part."
    )
    formula = _("Nombre de contrats en cours qui finissent dans les douze mois ; somme de leurs montants annuels.")
    unit, unit_one = _("contrats"), _("contrat")
    direction = Direction.CONTEXT
    source = _("Registre des contrats")
    owner_role = _("Référent SI et commande publique")
    frequency = _("trimestrielle")
    freshness_days = 180
    past = Past.FACTS
    past_reason = _(
        "Chaque contrat porte son début et sa fin. La fin d’un contrat reconduit remplace celle d’avant : il "
        "compte à sa fin d’aujourd’hui, et c’est dit. Où un contrat en cours n’a pas de début, le relevé gardé ce "
        "jour-là fait foi."
    )
    how_to_get = _("Saisissez ou importez les contrats, avec leur date de fin et leur montant annuel.")
    dimensions = (Dimension("kind", _("Typologie")), Dimension("quarter", _("Trimestre de fin")))

    def read(self, scope: Scope, on: date) -> Reading:
        """Three queries: counts, amounts of those that end soon, and freshness."""
        return self._read(scope, on, Q(state=ContractState.RUNNING))

    def read_as_of(self, scope: Scope, on: date, day: date) -> Reading:
        """Contracts that ran on a day gone by: begun, and not over then (four queries).

        Nothing is said of before the first contract that is dated, nor where one that runs has no beginning.
        """
        rows = scope.rows(Contract)
        told = rows.exclude(state=ContractState.COMING).aggregate(
            first=Min("starts_on"),
            undated=Count("pk", filter=Q(state=ContractState.RUNNING, starts_on=None)),
            renewed=Count("pk", filter=Q(state=ContractState.RUNNING, renewals_used__gt=0, starts_on__lte=day)),
        )
        if told["undated"] or told["first"] is None or told["first"] > day:
            return Reading(absent_because=_before_contracts(told))
        over = Q(state__in=(ContractState.ENDED, ContractState.DENOUNCED), ends_on__gte=day)
        reading = self._read(scope, day, Q(starts_on__lte=day) & (Q(state=ContractState.RUNNING) | over))
        return replace(reading, notes=(*_renewed(told["renewed"]), *reading.notes), links=())

    def _read(self, scope: Scope, on: date, running: Q) -> Reading:
        rows = scope.rows(Contract)
        limit = add_months(on, 12)
        state = rows.aggregate(
            known=Count("pk"),
            running=Count("pk", filter=running),
            structuring=Count("pk", filter=running & Q(structuring=True)),
            critical=Count("pk", filter=running & Q(critical=True)),
            past=Count("pk", filter=running & Q(ends_on__lt=on)),
            endless=Count("pk", filter=running & Q(ends_on=None)),
        )
        ending = _ending(rows.filter(running, ends_on__gte=on, ends_on__lt=limit))
        count = sum(one[3] for one in ending)
        priced = sum(one[4] for one in ending)
        known = state["known"] > 0
        as_of = last_read(rows, on)
        return Reading(
            value=count if known else None,
            numerator=count if known else None,
            denominator=state["running"] if known else None,
            period=_now("jusqu’au %(day)s") % {"day": f"{limit:%d/%m/%Y}"},
            detail=_detail(ending, state["running"], count - priced) if known else "",
            tone="risk" if count or state["past"] else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun contrat n’est enregistré."),
            notes=_notes(state, count - priced),
            chart=_chart(ending, on, limit, as_of) if known else None,
            breakdowns=(Breakdown("kind", _kinds(ending)), Breakdown("quarter", _quarters(ending))) if known else (),
            links=(
                ListLink(_now("Contrats à renouveler"), "contract", "vue=a-renouveler"),
                ListLink(_now("Contrats en cours"), "contract", "vue=en-cours"),
            ),
        )


def _before_contracts(told: dict) -> str:
    if told["undated"]:
        return _now("%(count)s sans date de début : leur passé n’est pas connu.") % {
            "count": counted(told["undated"], _now("contrat en cours"), _now("contrats en cours"))
        }
    if told["first"] is None:
        return _now("Aucun contrat n’est daté.")
    return _now("Aucun contrat n’est connu avant le %(day)s.") % {"day": f"{told['first']:%d/%m/%Y}"}


def _renewed(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    contracts = counted(count, _now("contrat reconduit"), _now("contrats reconduits"))
    return (_now("%(contracts)s : compté à la fin d’aujourd’hui, celle d’alors n’est pas tenue.")
            % {"contracts": contracts},)  # fmt: skip


Ending = list[tuple[date, str, str, int, int, Decimal | None]]


def _ending(rows: QuerySet) -> Ending:
    """Return end, kind, tax basis, count, how many have an amount, and the sum of amounts."""
    found = rows.values_list("ends_on", "kind", "tax_basis").annotate(
        n=Count("pk"), priced=Count("yearly_amount"), amount=Sum("yearly_amount")
    )
    return list(found)


def _sums(ending: Ending) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for *_parts, basis, _n, _priced, amount in ending:
        if amount is not None:
            sums[basis] = sums.get(basis, Decimal(0)) + amount
    return sums


def _detail(ending: Ending, running: int, unpriced: int) -> str:
    words = _now("sur %(running)s en cours") % {"running": running}
    money = amounts(_sums(ending))
    if money and unpriced:
        money = _now("au moins %(money)s") % {"money": money}
    return _now("%(words)s ; %(money)s par an") % {"words": words, "money": money} if money else words


def _notes(state: dict[str, int], unpriced: int) -> tuple[str, ...]:
    one, many = _now("contrat"), _now("contrats")
    notes = []
    if state["structuring"] or state["critical"]:
        notes.append(
            _now("En cours : %(structuring)s, %(critical)s.")
            % {
                "structuring": counted(
                    state["structuring"], _now("contrat structurant"), _now("contrats structurants")
                ),
                "critical": counted(state["critical"], _now("contrat critique"), _now("contrats critiques")),
            }
        )
    if unpriced:
        notes.append(
            _now("%(count)s à renouveler sans montant annuel, hors du total.") % {"count": counted(unpriced, one, many)}
        )
    if state["past"]:
        notes.append(
            _now("%(count)s en cours dont la fin est passée : à clore ou à reconduire.")
            % {"count": counted(state["past"], one, many)}
        )
    if state["endless"]:
        notes.append(_now("%(count)s en cours sans date de fin.") % {"count": counted(state["endless"], one, many)})
    return tuple(notes)


def _kinds(ending: Ending) -> tuple[Cell, ...]:
    counts: Counter[str] = Counter()
    for _end, kind, _basis, n, _priced, _amount in ending:
        counts[kind] += n
    return tuple(
        Cell(
            kind,
            str(label),
            value=counts[kind],
            text=amounts(_sums([one for one in ending if one[1] == kind])) or _now("montant non renseigné"),
            link=ListLink(_now("Liste de ces contrats"), "contract", f"vue=a-renouveler&kind={kind}"),
        )
        for kind, label in SupplierKind.choices
        if counts[kind]
    )


def _by_quarter(ending: Ending) -> dict[Quarter, Ending]:
    found: dict[Quarter, Ending] = defaultdict(list)
    for one in ending:
        found[Quarter.of(one[0])].append(one)
    return found


def _quarters(ending: Ending) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            quarter.short(),
            quarter.short(),
            value=sum(one[3] for one in found),
            text=amounts(_sums(found)) or _now("montant non renseigné"),
        )
        for quarter, found in sorted(_by_quarter(ending).items())
    )


def _chart(ending: Ending, on: date, limit: date, as_of: date | None) -> ColumnChart:
    quarters = list(quarters_between(on, limit))
    found = _by_quarter(ending)
    return ColumnChart(
        title=_now("Contrats à renouveler, par trimestre de fin"),
        unit=_now("contrats"),
        source=_now("registre des contrats"),
        as_of=as_of,
        categories=tuple(quarter.short() for quarter in quarters),
        series=(
            Series(_now("Contrats"), tuple(sum(one[3] for one in found.get(quarter, [])) for quarter in quarters)),
        ),
        category_label=_now("Trimestre"),
    )
