"""The envelopes of a what-if: by year, over several years, by axis, less what the lines of no project take."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.problem import Envelope
from gouvernail.kernel.money import CENT, euros
from gouvernail.plans.models import SECTIONS
from gouvernail.plans.models import Envelope as Written
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import Settings

ZERO = Decimal(0)


def envelopes_of(ground: Ground, settings: Settings, notes: list[str]) -> list[Envelope]:
    """Return the envelopes of the engine: each year, over several years, then by axis; what is set apart is noted."""

    def scaled(amount: Decimal) -> Decimal:
        return (amount * settings.share).quantize(CENT, ROUND_DOWN)

    labels = {"investment": _("Investissement"), "operating": _("Fonctionnement")}
    found = []
    for section, name in SECTIONS.items():
        amounts = {year: scaled(amount) for year, amount in getattr(settings, name).items()}
        for year in amounts:
            apart = ground.apart(section, year)
            amounts[year] = max(Decimal(0), amounts[year] - apart)
            if apart:
                words = {"section": labels[name], "year": year, "amount": euros(apart)}
                notes.append(_("%(section)s %(year)s : %(amount)s déjà pris par les lignes sans projet.") % words)
        if amounts:
            found.append(Envelope(name, labels[name], name, amounts=amounts, carry_over=settings.carry_over))
    found += [_over_years(ground, one, scaled(one.amount), notes) for one in ground.over_years]
    by_axis: dict[tuple[str, str], dict[int, Decimal]] = {}
    for one in ground.by_axis:
        by_axis.setdefault((one.axis.name, one.section), {})[one.year] = scaled(one.amount)
    for (axis, section), amounts in by_axis.items():
        name = SECTIONS[section]
        label = f"{labels[name]}, {axis}"
        found.append(Envelope(f"{name}/{axis}", label, name, axis, amounts, settings.carry_over))
    return found


def _over_years(ground: Ground, one: Written, amount: Decimal, notes: list[str]) -> Envelope:
    """An envelope over several years: all of it the first year, nothing more then, what is left carried over.

    Years before the plan took their part of it already, which nobody tells: the envelope counts whole, and says so.
    """
    years = [year for year in ground.calendar.years if one.year <= year <= one.last_year]
    words = {"envelope": str(one)}
    if one.year < ground.calendar.years[0]:
        notes.append(
            _("« %(envelope)s » : compté en entier, ce qui en a été dépensé avant le plan n’est pas connu.") % words
        )
    if not one.axis_id:
        apart = sum((ground.of_no_project(one.section, year) for year in years), ZERO)
        amount = max(ZERO, amount - apart)
        if apart:
            notes.append(
                _("« %(envelope)s » : %(amount)s déjà pris par les lignes sans projet.")
                % (words | {"amount": euros(apart)})
            )
    amounts = {year: amount if rank == 0 else ZERO for rank, year in enumerate(years)}
    axis = one.axis.name if one.axis else None
    return Envelope(f"pluri/{one.pk}", str(one), SECTIONS[one.section], axis, amounts, carry_over=True)
