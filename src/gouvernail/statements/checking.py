"""What a statement may not say: the period, the part and the value that its fact allows, and what others say beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.partial_dates import PartialDate, Precision
from gouvernail.statements.facts import By, Fact, Nature, Unit, declared, fact_of

if TYPE_CHECKING:
    from gouvernail.statements.models import Statement

ADDRESS_OR_NUMBER = re.compile(r"@|(?:\d[ .-]?){9,}")
"""What a mail address or a telephone number looks like: no part is a person."""
PACES = {
    Precision.DAY: _later("un jour (« 31/12/2025 »)"),
    Precision.MONTH: _later("un mois (« mars 2026 »)"),
    Precision.QUARTER: _later("un trimestre (« T1 2026 »)"),
    Precision.YEAR: _later("une année (« 2025 »)"),
}


def faults_of(one: Statement) -> dict[str, str]:
    """Return what is wrong with a statement, field by field, in French; nothing when it may be kept."""
    fact = fact_of(one.fact)
    return dict(_faults(one, fact))


def _faults(one: Statement, fact: Fact) -> Iterator[tuple[str, str]]:
    if words := period_fault(fact, one.period):
        yield "period", words
    elif one.organisation_id and one.period.last_day > one.organisation.today():
        yield "period", _("La période n’est pas terminée : son chiffre n’existe pas encore.")
    yield from _part_faults(one, fact)
    if one.value is not None and (words := value_fault(fact, one.value)):
        yield "value", words
    if one.is_without_object and one.value is not None:
        yield "value", _("« Sans objet » et une valeur se contredisent : gardez l’un des deux.")
    elif one.value is None and not one.is_without_object:
        yield "value", _("Donnez une valeur, ou cochez « sans objet ».")
    if fact.taxed and one.value is not None and not one.tax_basis:
        yield "tax_basis", _("Dites si ce montant est HT ou TTC.")
    if one.organisation_id and not _has_any_fault(one, fact):
        yield from _faults_beside(one, fact)


def _has_any_fault(one: Statement, fact: Fact) -> bool:
    return bool(period_fault(fact, one.period) or (one.value is not None and value_fault(fact, one.value)))


def period_fault(fact: Fact, period: PartialDate) -> str:
    """Say why a period does not suit a fact; "" when it does."""
    if period.precision in fact.precisions:
        return ""
    wanted = _(" ou ").join(str(PACES[one]) for one in fact.precisions)
    return _("Ce fait se relève pour %(wanted)s.") % {"wanted": wanted}


def value_fault(fact: Fact, value: Decimal) -> str:
    """Say why a value does not suit a fact; "" when it does."""
    if value < 0:
        return _("Un chiffre relevé n’est jamais négatif.")
    if fact.unit is Unit.COUNT and value != value.to_integral_value():
        return _("Ce fait se compte : écrivez un nombre entier.")
    if fact.floor and 0 < value < fact.floor:
        return _(
            "Sous %(floor)s, ce chiffre désignerait des personnes : ne le notez pas, relevez une période plus longue."
        ) % {"floor": fact.floor}
    if (fact.least is not None and value < fact.least) or (fact.most is not None and value > fact.most):
        return _("Écrivez une valeur de %(least)s à %(most)s.") % {
            "least": format_number(fact.least or Decimal(0)), "most": format_number(fact.most),
        }  # fmt: skip
    return ""


def _part_faults(one: Statement, fact: Fact) -> Iterator[tuple[str, str]]:
    named = {"split": str(fact.split)}
    if fact.by is By.SITE:
        if one.site_id is None:
            yield "site", _("Ce fait se relève %(split)s par %(split)s : dites lequel.") % named
        elif one.organisation_id and one.site.organisation_id != one.organisation_id:
            yield "site", _("Ce site n’est pas celui de la collectivité choisie.")
    elif one.site_id is not None:
        yield "site", _("Ce fait ne se relève pas par site : laissez vide.")
    if fact.by is By.CHOICE and one.subject not in dict(fact.choices):
        offered = ", ".join(str(key) for key, _label in fact.choices)
        yield "subject", _("Dites la partie, %(split)s : %(offered)s.") % {**named, "offered": offered}
    elif fact.by is By.THING:
        if not one.subject.strip():
            yield "subject", _("Ce fait se relève %(split)s par %(split)s : dites lequel.") % named
        elif ADDRESS_OR_NUMBER.search(one.subject):
            yield "subject", _("Une partie n’est jamais une personne : ni adresse électronique, ni numéro.")
    elif fact.by not in (By.CHOICE, By.THING) and one.subject:
        yield "subject", _("Ce fait ne se relève pas partie par partie : laissez vide.")


def _faults_beside(one: Statement, fact: Fact) -> Iterator[tuple[str, str]]:
    """What the same place states already: periods that overlap, a part greater than its whole."""
    beside = type(one)._default_manager.filter(
        organisation=one.organisation_id, site=one.site_id, subject=one.subject
    ).exclude(pk=one.pk)  # fmt: skip
    if fact.nature is Nature.FLOW:
        for other in beside.filter(fact=fact.code).values_list("period", flat=True):
            if (
                other != one.period
                and other.first_day <= one.period.last_day
                and one.period.first_day <= other.last_day
            ):
                yield (
                    "period",
                    _("Cette période en chevauche une autre, déjà relevée : %(other)s.") % {"other": other.short()},
                )
                return
    if one.value is None:
        return
    of_same_period = dict(beside.filter(period=one.period, value__isnull=False).values_list("fact", "value"))
    whole = of_same_period.get(fact.at_most)
    if whole is not None and one.value > whole:
        yield "value", _("Plus que « %(label)s » (%(value)s) sur la même période.") % _said(fact.at_most, whole)
    for part in declared(lambda other: other.at_most == fact.code):
        held = of_same_period.get(part.code)
        if held is not None and held > one.value:
            yield "value", _("Moins que « %(label)s » (%(value)s) sur la même période.") % _said(part.code, held)


def _said(code: str, value: Decimal) -> dict[str, str]:
    return {"label": str(fact_of(code).label), "value": format_number(value.normalize() + 0)}
