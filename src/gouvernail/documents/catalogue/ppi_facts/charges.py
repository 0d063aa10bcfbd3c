"""The depreciation of a plan as its documents show it: charges by year, where durations come from, what is missing."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.french import bound
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.kit.story import Table
from gouvernail.kernel.money import euros
from gouvernail.plans.depreciating import Depreciation
from gouvernail.plans.money_parts import durations_said

ZERO = Decimal(0)


def computed(facts: PlanFacts) -> list[Depreciation]:
    """Return the lines whose depreciation can be computed."""
    return [one for one in facts.money.depreciation if not one.reason]


def charge_years(facts: PlanFacts) -> list[int]:
    """Return every year that bears a charge."""
    return sorted({charge.year for one in computed(facts) for charge in one.charges})


def charges_table(facts: PlanFacts) -> Table:
    """Return what the investment of the plan charges on each operating budget to come, by account and duration."""
    rows: list[tuple[str, str, str]] = []
    before = ZERO
    for year in charge_years(facts):
        whole = sum((one.in_year(year) for one in computed(facts)), ZERO)
        before += whole
        rows.append((str(year), euros(whole), euros(before)))
    headers = (_("Année"), _("Dotation aux amortissements"), _("Cumul"))
    return Table(headers, tuple(rows), widths=(1, 2, 2), align="lrr", empty=_("Aucun amortissement calculable."))


def charges_notes(facts: PlanFacts) -> list[str]:
    """Say how charges are computed, where each duration comes from, and how many lines are left out and why."""
    found = computed(facts)
    notes = []
    if found:
        notes.append(_("Linéaire, au prorata du temps depuis la mise en service, sur le montant TTC, hors aides."))
        notes += durations_said(found)
    reasons: dict[str, int] = {}
    for one in facts.money.depreciation:
        if one.reason:
            reasons[one.reason] = reasons.get(one.reason, 0) + 1
    for reason, count in reasons.items():
        lines = ngettext("%(count)s ligne", "%(count)s lignes", count) % {"count": count}
        notes.append(f"{lines} : {reason}.")
    return [bound(one) for one in notes]
