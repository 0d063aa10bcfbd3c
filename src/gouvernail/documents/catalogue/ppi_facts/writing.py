"""What every written document of a plan shares: its head, its foot, its figures to see from afar."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_facts import sentences, tables
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.kit.story import Report, Section, Tile, Tiles
from gouvernail.kernel.money import euros
from gouvernail.kernel.partial_dates import PartialDate


def report(facts: PlanFacts, title: str, subtitle: str, sections: Iterable[Section | None]) -> Report:
    """Return a written document of the plan with its head and its foot."""
    return Report(
        title=title,
        subtitle=subtitle,
        organisation=facts.place.name,
        held_on=facts.on,
        facts=heading_facts(facts),
        sections=tuple(one for one in sections if one is not None),
        footer=f"{facts.place} · {facts.title}",
        is_demo=facts.place.is_demo,
    )


def heading_facts(facts: PlanFacts) -> tuple[tuple[str, str], ...]:
    """Return what stands at the head of every document of the plan."""
    return (
        (_("Situation au"), str(PartialDate.of_day(facts.on))),
        (_("Source des montants"), facts.origin),
        (_("Période"), facts.period or _("non renseignée")),
        (_("Montant"), sentences.whole(facts)),
    )


def tiles(facts: PlanFacts, *, controls: bool = True) -> Tiles:
    """Return the figures to see from afar; ``controls`` counts those to look at too."""
    matrix = sentences.main_matrix(facts)
    cost = facts.money.financing.cost
    found = [Tile(tables.amount_words(matrix.total.total), _("sur %(period)s") % {"period": facts.period},
                  sentences.basis_words(matrix))] if matrix else []  # fmt: skip
    if cost is not None and cost.net is not None:
        detail = _("à titre indicatif, si TTC") if facts.money.supposed else _("après FCTVA et aides")
        found.append(Tile(euros(cost.net, kilo=True), _("reste à charge"), detail))
        if cost.per_inhabitant is not None:
            found.append(Tile(euros(cost.per_inhabitant), _("par habitant"), _("du reste à charge")))
    if not controls:
        return Tiles(tuple(found))
    warned = len(facts.warned)
    found.append(Tile(f"{warned} / {len(facts.controls)}", _("contrôles à examiner"), "", "risk" if warned else "good"))
    return Tiles(tuple(found))
