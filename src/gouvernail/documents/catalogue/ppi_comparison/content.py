"""The slides that put two plans before a committee: what it costs, what moved, why, each planning filled."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.french import bound, listed
from gouvernail.documents.catalogue.ppi_comparison.sides import ComparisonFacts, Side
from gouvernail.documents.kit.story import (
    Block,
    Callout,
    ChartBlock,
    Deck,
    Paragraph,
    Slide,
    StatusCell,
    Table,
    Tile,
    Tiles,
)
from gouvernail.kernel.money import euros
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.versions.comparing import Item, VersionsCompared, told
from gouvernail.plans.versions.programmes import compare_programmes
from gouvernail.plans.what_if.comparing import LATE, OTHER_WAY, OUT, headline
from gouvernail.registers.models import TaxBasis
from gouvernail.ui.charts.model import ColumnChart, GanttChart, Series

MOST_REASONS = 8
LONG_FACT = 60
ZERO = Decimal(0)


def comparison_deck(facts: ComparisonFacts) -> Deck:
    """Return the comparison as a deck of its own; writes nothing."""
    title = _("Deux versions du plan")
    named = bound(f"« {facts.before.title} » / « {facts.after.title} »")
    return Deck(
        title=title,
        subtitle=named,
        organisation=facts.place.name,
        held_on=facts.on,
        held_on_text=str(PartialDate.of_day(facts.on)),
        footer=f"{facts.place} · {title}",
        slides=(Slide(title, kind="opening"), *comparison_slides(facts)),
        is_demo=facts.place.is_demo,
    )


def comparison_slides(facts: ComparisonFacts) -> list[Slide]:
    """Return the slides that compare two plans, for a deck of any committee."""
    slides = [_summary(facts, one) for one in facts.money] or [_nothing(facts)]
    slides += [one for one in (_moved(facts), _reasons(facts), _programmes(facts)) if one is not None]
    slides += [one for one in (_planning(facts, facts.before), _planning(facts, facts.after)) if one is not None]
    return slides


def _source(facts: ComparisonFacts) -> str:
    sides = (facts.before, facts.after)
    return bound(" ; ".join(f"« {one.title} » : {one.state}" for one in sides))


def _nothing(facts: ComparisonFacts) -> Slide:
    text = _("Aucun montant n’est connu des deux côtés.")
    return Slide(_("Rien à comparer en euros"), (Paragraph((text,)),), source=_source(facts))


def title_of(facts: ComparisonFacts, money: VersionsCompared) -> str:
    """Say what the second plan costs more or less, and how many projects it moves."""
    gap = money.by_year[1]
    words = {"title": facts.after.title, "gap": euros(abs(gap), kilo=True)}
    if gap:
        cost = _("« %(title)s » coûte %(gap)s de moins") if gap < 0 else _("« %(title)s » coûte %(gap)s de plus")
    else:
        cost = _("« %(title)s » coûte autant")
    return bound(cost % words + _moves(facts))


def _moves(facts: ComparisonFacts) -> str:
    if facts.projects is None:
        return ""
    counts = (
        (facts.projects.count(OUT), _("écarté"), _("écartés")),
        (facts.projects.count(LATE), _("retardé"), _("retardés")),
        (facts.projects.count(OTHER_WAY), _("sous une autre variante"), _("sous une autre variante")),
    )
    said = [f"{count} {many if count > 1 else one}" for count, one, many in counts if count]
    return _(" ; projets : %(said)s") % {"said": listed(said)} if said else _(" ; aucun projet n’est retardé ni écarté")


def _summary(facts: ComparisonFacts, money: VersionsCompared) -> Slide:
    blocks: tuple[Block, ...] = (ChartBlock(_chart(facts, money)), _tiles(facts, money), gaps_table(money))
    notes = headline(facts.projects) if facts.projects else ""
    if len(facts.money) > 1:
        notes = f"{notes}\n" + _("Des montants de bases différentes ne s’additionnent pas.")
    return Slide(title_of(facts, money), blocks, columns=2, split=1, source=_source(facts), notes=bound(notes).strip())


def _tiles(facts: ComparisonFacts, money: VersionsCompared) -> Tiles:
    gap = money.by_year[1]
    found = [
        Tile(euros(facts.before.total(money.basis), kilo=True), _("avant"), _label(money)),
        Tile(euros(facts.after.total(money.basis), kilo=True), _("maintenant"), _label(money)),
        Tile(signed(gap), _("écart"), "", "neutral"),
    ]
    if facts.projects is not None and facts.projects.duties[1]:
        kept, due = facts.projects.duties
        found.append(Tile(f"{kept} / {due}", _("obligatoires tenus"), "", "good" if kept == due else "alert"))
    return Tiles(tuple(found))


def _label(money: VersionsCompared) -> str:
    return str(TaxBasis(money.basis).label)


def signed(amount: Decimal) -> str:
    """Write a difference in thousands of euros with its sign: « +12 k€ », « −3,5 k€ », « 0 k€ »."""
    return f"+{euros(amount, kilo=True)}" if amount > 0 else euros(amount, kilo=True).replace("-", "−")


def _chart(facts: ComparisonFacts, money: VersionsCompared) -> ColumnChart:
    sides = (facts.before, facts.after)
    return ColumnChart(
        title=_("Dépenses par année"),
        unit="k€",
        as_of=facts.on,
        categories=tuple(map(str, money.years)),
        series=tuple(
            Series(one.title, tuple(amount / 1000 for amount in one.by_year(money.basis, money.years)))  # type: ignore[misc]  # charts take decimals
            for one in sides
        ),
        stacked=False,
        category_label=_("Année"),
    )


def gaps_table(money: VersionsCompared) -> Table:
    """Return the difference by axis and by year, with totals."""
    gaps, whole = money.by_year
    rows = [(axis or _("Sans axe"), *map(signed, found), signed(total)) for axis, found, total in money.by_axis]
    rows.append((_("TOTAL"), *map(signed, gaps), signed(whole)))
    headers = (_("Écart par axe"), *map(str, money.years), _("Total"))
    widths = (2.2, *(1.0 for _year in money.years), 1.1)
    return Table(headers, tuple(rows), widths=widths, align="l" + "r" * (len(headers) - 1))


def _moved(facts: ComparisonFacts) -> Slide | None:
    if facts.projects is None:
        return _moved_money(facts)
    rows = tuple(
        (
            one.title,
            StatusCell(one.change.label, one.change.tone),
            one.before or "—",
            one.now or "—",
            _gap(facts, one.key),
            _("obligatoire") if one.mandatory else _("choisi"),
        )
        for one in facts.moved
    )
    if not rows:
        return None
    count = len(rows)
    title = ngettext("%(count)s projet change", "%(count)s projets changent", count) % {"count": count}
    same = len(facts.projects.rows) - count
    if same:
        title += _(", %(same)s ne changent pas") % {"same": same} if same > 1 else _(", un ne change pas")
    headers = (_("Projet"), _("Ce qui change"), _("Avant"), _("Maintenant"), _("Écart"), _("Nature"))
    table = Table(headers, rows, widths=(2.2, 1.9, 2.1, 2.1, 0.9, 1.0), align="llllrl")
    return Slide(title, (table,), source=_source(facts))


def _gap(facts: ComparisonFacts, key: str) -> str:
    amounts = [
        (one.amount if side is facts.after else -one.amount)
        for side in (facts.before, facts.after)
        for one in side.lines
        if one.key == key and one.amount is not None
    ]
    return signed(sum(amounts, ZERO)) if amounts else "—"


def _moved_money(facts: ComparisonFacts) -> Slide | None:
    """What moved when no computation tells quarters: amounts by line."""
    rows = tuple(
        (
            one.label,
            StatusCell(one.words[0], one.words[1]),
            bound(_how(one)),
            euros(one.totals[0], kilo=True) if one.before else "—",
            euros(one.totals[1], kilo=True) if one.after else "—",
            signed(one.difference),
        )
        for money in facts.money
        for one in money.changed
    )
    if not rows:
        return None
    count = len(rows)
    title = ngettext("%(count)s ligne a changé", "%(count)s lignes ont changé", count) % {"count": count}
    headers = (_("Ligne"), _("Ce qui change"), _("Comment"), _("Avant"), _("Maintenant"), _("Écart"))
    table = Table(headers, rows, widths=(2, 1.8, 3.4, 0.8, 0.9, 0.8), align="lllrrr")
    return Slide(title, (table,), source=_source(facts), notes=bound("\n".join(_told_in_full(facts))))


def _how(one: Item) -> str:
    """How a thing changed, in the two lines of a cell: years in thousands of euros; names are in the notes."""
    years = " ; ".join(_("%(year)s : %(gap)s") % {"year": year, "gap": signed(gap)} for year, gap in one.gaps.items())
    facts = [fact if len(fact) < LONG_FACT else f"{fact.split(' : ')[0]}." for fact in one.facts]
    return " ".join((f"{years}." if years else "", *facts)).strip()


def _told_in_full(facts: ComparisonFacts) -> list[str]:
    long = [
        f"{one.label} : {fact}"
        for money in facts.money
        for one in money.changed
        for fact in one.facts
        if len(fact) >= LONG_FACT
    ]
    return [*map(told, facts.money), *long]


def _programmes(facts: ComparisonFacts) -> Slide | None:
    """What becomes of the authorisations of programme, when a plan names any."""
    changes = compare_programmes(facts.before.lines, facts.after.lines)
    if not changes:
        return None
    years = sorted({year for one in changes for year in one.years})
    rows = []
    for one in changes:
        sides = [side.credits if side else {} for side in (one.before, one.after)]
        gaps = [sides[1].get(year, ZERO) - sides[0].get(year, ZERO) for year in years]
        authorised = [euros(side.authorised, kilo=True) if side else "—" for side in (one.before, one.after)]
        rows.append(
            (one.name, *authorised, *map(signed, gaps), signed(sum(gaps, ZERO)), StatusCell(one.words[0], one.words[1]))
        )
    headers = (
        *(_("Autorisation"), _("AP avant"), _("AP maintenant")),
        *(f"CP {year}" for year in years),
        *(_("Écart des CP"), _("Ce qui change")),
    )
    widths = (2.2, 1, 1.1, *(0.8 for _year in years), 1, 2)
    table = Table(headers, tuple(rows), widths=widths, align="lrr" + "r" * len(years) + "rl")
    wrong = sum(one.words[1] == "risk" for one in changes)
    title = _("Autorisations de programme : toutes tiennent")
    if wrong:
        title = ngettext(
            "%(count)s autorisation de programme est à réviser",
            "%(count)s autorisations de programme sont à réviser",
            wrong,
        ) % {"count": wrong}
    return Slide(title, (table,), source=_source(facts))


def _reasons(facts: ComparisonFacts) -> Slide | None:
    said = [one for one in facts.moved if one.why and one.change.rank in (OUT, LATE, OTHER_WAY)]
    if not said:
        return None
    blocks = tuple(Callout("", one.title, bound(one.why), one.change.tone) for one in said[:MOST_REASONS])
    return Slide(_("Pourquoi : la règle qui retient chaque projet"), blocks, source=_source(facts))


def _planning(facts: ComparisonFacts, side: Side) -> Slide | None:
    if side.planning.chart is None:
        return None
    chart = replace(_aligned(facts, side.planning.chart), title=bound(f"« {side.title} »"), source="")
    left = ", ".join(one.label for one in side.planning.unplaced)
    title = _("Planning de « %(title)s »") % {"title": side.title}
    if left:
        title += _(" : sans %(projects)s") % {"projects": left}
    return Slide(bound(title), (ChartBlock(chart),), source=_source(facts))


def _aligned(facts: ComparisonFacts, chart: GanttChart) -> GanttChart:
    """Draw both plannings over the same years."""
    charts = [one.planning.chart for one in (facts.before, facts.after) if one.planning.chart is not None]
    return replace(chart, start=min(one.start for one in charts), end=max(one.end for one in charts))
