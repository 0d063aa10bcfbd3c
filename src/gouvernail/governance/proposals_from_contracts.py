"""Points of an agenda that come from contracts: a notice to give, an end that nears."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import ItemKind
from gouvernail.governance.proposing import Proposal
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import add_months
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, ContractState, Renewal

NOTICE_MONTHS = 6
"""How long before its last day a notice to give is brought up (house rule)."""
ENDING_MONTHS = 12
"""How long before its end a contract is brought up, as the committee's own dashboard counts (document 003)."""


def contracts(place: Organisation, actor: Actor, today: date) -> list[Proposal]:
    """Propose the running contracts to denounce within six months, and those that end within twelve."""
    register = register_of("contract")
    running = register.objects(place, actor).filter(state=ContractState.RUNNING, ends_on__gte=today)
    found = []
    for one in running:
        reason = why_contract(one, today)
        if reason:
            title = _("Contrat %(name)s, %(supplier)s") % {"name": one, "supplier": one.supplier}
            found.append(Proposal(ItemKind.INFORMATION, title, reason, "contract", one.pk, register.label_plural))
    return found


def must_answer(one: Contract, today: date) -> bool:
    """Say whether somebody must give notice, or let the contract go on, within six months.

    A contract without renewal ends by itself: no notice is to be given.
    """
    notice = one.denounce_by
    if notice is None or one.renewal == Renewal.NONE:
        return False
    return today <= notice <= add_months(today, NOTICE_MONTHS)


def why_contract(one: Contract, today: date) -> str:
    """Return why a committee should hear of a contract on ``today``; nothing when there is no reason yet."""
    notice = one.denounce_by
    if must_answer(one, today):
        return _("À dénoncer ou à reconduire avant le %(day)s (préavis de %(notice)s)") % {
            "day": PartialDate.of_day(notice),
            "notice": months_in_words(one.notice_months),
        }
    if one.ends_on and today <= one.ends_on <= add_months(today, ENDING_MONTHS):
        ends = _("Fin le %(day)s") % {"day": PartialDate.of_day(one.ends_on)}
        if notice and notice < today and one.renewal != Renewal.NONE:
            past = PartialDate.of_day(notice)
            return _("%(ends)s, préavis passé depuis le %(past)s") % {"ends": ends, "past": past}
        return f"{ends}, {one.get_renewal_display().lower()}" if one.renewal else ends
    return ""


def months_in_words(months: int) -> str:
    """Write a number of months: « 1 mois », « 3 mois »."""
    return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
