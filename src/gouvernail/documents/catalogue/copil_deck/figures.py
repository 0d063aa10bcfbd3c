"""The slides of figures: activity, estate, migration, security. Each is left out when nothing is known."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation
from gouvernail.documents.catalogue.copil_deck.writing import notes, sourced
from gouvernail.documents.kit.story import Block, ChartBlock, Paragraph, Slide, Table, Tile, Tiles
from gouvernail.indicators.measure import Measure
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.ui.charts.model import HistogramChart

NOBODY_MEASURED = "Aucun chiffre par personne ; les groupes de moins de cinq personnes ne sont pas détaillés."


def activity(situation: Situation) -> Slide | None:
    """Requests by month and kind, how long they take, what waits."""
    requests, delay, backlog = (situation.measure(code) for code in ("SUP-01", "SUP-03", "SUP-07"))
    if requests is None and delay is None and backlog is None:
        return None
    left, right = _charts(requests), _tiles(delay, backlog)
    right += _charts(delay) or _charts(backlog)
    title = sentences.demand_title(
        int(requests.value) if requests else None, _a_year_before(requests), requests.period if requests else ""
    )
    return _two_columns(title, left, right, (requests, delay, backlog))


def _a_year_before(measure: Measure | None) -> int | None:
    if measure is None or len(measure.comparisons) < 2 or measure.comparisons[-1].value is None:
        return None
    return int(measure.comparisons[-1].value)


def estate(situation: Situation) -> Slide | None:
    """Equipment by type, and the age of the computers."""
    types, ages = situation.measure("PAT-01"), situation.measure("PAT-02")
    if types is None and ages is None:
        return None
    old, known, lifetime = _ages(ages)
    title = sentences.ages_title(old, known, lifetime) if ages else _inventory(types)
    return _two_columns(title, _charts(types), _charts(ages), (types, ages))


def _ages(measure: Measure | None) -> tuple[int | None, int | None, int]:
    chart = measure.chart if measure else None
    if not isinstance(chart, HistogramChart) or chart.threshold_index is None:
        return None, None, 0
    counts = [int(one) for one in chart.counts]
    return sum(counts[chart.threshold_index :]), sum(counts), chart.threshold_index


def _inventory(types: Measure) -> str:
    return _("%(count)s équipements en service ; l’âge des postes n’est pas connu") % {
        "count": format_number(types.value)
    }


def migration(situation: Situation) -> Slide | None:
    """Windows 11 by site, and what is planned for the computers that remain."""
    measure = situation.measure("PAT-06")
    if measure is None:
        return None
    done, concerned = int(measure.numerator or 0), int(measure.denominator or 0)
    remaining = concerned - done
    tiles = Tiles(
        (
            Tile(f"{measure.figure}\u202f%", _("sous Windows 11"), tone="good" if not remaining else "neutral"),
            Tile(format_number(remaining), _("à migrer"), tone=measure.tone),
        )
    )
    right: list[Block] = [tiles]
    if cells := [one for one in measure.cells("progress") if one.value]:
        rows = tuple((one.label, format_number(one.value)) for one in cells)
        right.append(Table((_("Ce qui est prévu pour eux"), _("Postes")), rows, widths=(4.0, 1.0), align="lr"))
    if measure.notes:
        right.append(Paragraph(measure.notes))
    return _two_columns(sentences.windows_title(remaining, concerned), _charts(measure), right, (measure,))


def security(situation: Situation) -> Slide | None:
    """Antivirus coverage, and the results of the phishing exercise by department, small ones withheld."""
    antivirus, phishing = situation.measure("CYB-02"), situation.measure("CYB-07")
    if antivirus is None and phishing is None:
        return None
    known = int(antivirus.denominator) if antivirus and antivirus.denominator else None
    exposed = known - int(antivirus.numerator or 0) if antivirus and known else None
    title = sentences.security_title(exposed, known, phishing.value if phishing else None)
    tiles = []
    if exposed is not None:
        tiles.append(Tile(format_number(exposed), _("postes sans antivirus"), tone="alert" if exposed else "good"))
    if phishing:
        tiles.append(_clicks_tile(phishing))
    left: list[Block] = [Tiles(tuple(tiles)), *_charts(antivirus)]
    slide = _two_columns(title, left, _charts(phishing), (antivirus, phishing))
    return replace(slide, notes=notes(slide.notes, NOBODY_MEASURED if phishing else ""))


def _clicks_tile(phishing: Measure) -> Tile:
    before = next((one for one in phishing.comparisons if one.value is not None), None)
    detail = phishing.period
    if before is not None:
        detail = _("contre %(before)s, %(label)s") % {"before": sentences.percent(before.value), "label": before.label}
    return Tile(sentences.percent(phishing.value), _("ont cliqué à l’hameçonnage"), detail)


def _tiles(delay: Measure | None, backlog: Measure | None) -> list[Block]:
    tiles = []
    if delay:
        tiles.append(Tile(delay.text, _("délai moyen de résolution"), delay.detail, delay.tone))
    if backlog:
        tiles.append(Tile(backlog.figure, _("demandes en attente"), backlog.detail, backlog.tone))
    return [Tiles(tuple(tiles))] if tiles else []


def _charts(measure: Measure | None) -> list[Block]:
    return [ChartBlock(measure.chart)] if measure is not None and measure.chart is not None else []


def _two_columns(title: str, left: list[Block], right: list[Block], measures: tuple[Measure | None, ...]) -> Slide:
    """Return a slide of two columns, or of one when one side has nothing to show."""
    remarks = [text for one in measures if one for text in one.notes]
    both = bool(left) and bool(right)
    return Slide(
        title,
        (*left, *right),
        columns=2 if both else 1,
        split=len(left) if both else 1,
        notes=notes(*remarks),
        source=sourced(_without_their_own_line(measures)),
        codes=tuple(one.code for one in measures if one is not None),
    )


def _without_their_own_line(measures: tuple[Measure | None, ...]) -> list[Measure]:
    """Return the measures whose source no chart of the slide writes under itself."""
    known = [one for one in measures if one is not None]
    written = {one.source for one in known if one.chart is not None and one.chart.source}
    return [one for one in known if one.source not in written]
