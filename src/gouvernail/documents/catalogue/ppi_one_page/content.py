"""The plan on one A4 page for elected members: by inhabitant, mandatory or chosen, net of FCTVA and aids, sourced."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pdfplumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.french import bound, listed
from gouvernail.documents.catalogue.ppi_facts import sentences, tables
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.writing import report, tiles
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.kernel.numbers_fr import format_number

MOST_LETTERS = 150
MOST_AXES = 7
FULL, SHORT, SHORTEST = 2, 1, 0


def ppi_one_page(facts: PlanFacts, detail: int = FULL) -> Report:
    """Return the page; ``detail`` is ``FULL``, ``SHORT`` (totals only, one warning) or ``SHORTEST`` (no warning)."""
    sections = [_what(facts, detail), _who_pays(facts), _to_know(facts, detail), _sources(facts)]
    title = facts.title if facts.version else _("PPI informatique %(period)s") % {"period": facts.period}
    return replace(report(facts, title, _("Le plan en une page, pour les élus"), sections), facts=())


def one_page_pdf(facts: PlanFacts, draw: Callable[[Report], bytes]) -> bytes:
    """Return the page as a PDF that holds on one page, drawn by ``draw``: details are left out until it does."""
    for detail in (FULL, SHORT, SHORTEST):
        content = draw(ppi_one_page(facts, detail))
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) == 1:
                return content
    return content


def _what(facts: PlanFacts, detail: int) -> Section:
    blocks: list[Block] = [tiles(facts, controls=False), *_totals(facts, detail)]
    duties = sentences.duties_lines(facts)
    blocks.append(Paragraph((bound(" ".join(duties)) if duties else _("Obligatoire ou choisi : non renseigné."),)))
    return Section(bound(sentences.headline(facts)), tuple(blocks))


def _totals(facts: PlanFacts, detail: int) -> list[Block]:
    """The axes of each tax basis while they hold on the page, else a row a basis."""
    if detail == FULL and sum(len(one.axes) + 2 for one in facts.matrices) <= MOST_AXES + 2:
        return [tables.matrix_table(one) for one in facts.matrices]
    if not facts.matrices:
        return []
    years = facts.matrices[0].years
    rows = tuple(
        (sentences.basis_words(one), *map(tables.amount_words, (*one.total.cells, one.total.total)))
        for one in facts.matrices
    )
    headers = (_("Base"), *map(str, years), _("Total"))
    return [Table(headers, rows, widths=(2, *(1.0 for _year in years), 1.1), align="l" + "r" * (len(years) + 1))]


def _who_pays(facts: PlanFacts) -> Section:
    steps = tables.net_steps(facts, kilo=True)
    blocks: list[Block] = []
    if steps:
        row = tuple(amount for _label, amount in steps)
        blocks.append(Table(tuple(label for label, _amount in steps), (row,), align="r" * len(steps)))
    notes = sentences.financing_notes(facts)
    if notes:
        blocks.append(Paragraph((bound(" ".join(notes)),)))
    return Section(_("Qui paie"), tuple(blocks))


def _to_know(facts: PlanFacts, detail: int) -> Section | None:
    most = {FULL: 3, SHORT: 1, SHORTEST: 0}[detail]
    lines = [f"{one.label} : {short(one.sentence)}" for one in facts.warned[:most]]
    more = len(facts.warned) - most
    if more > 0:
        said = ngettext(
            "%(count)s autre point à examiner, détaillé dans le rapport.",
            "%(count)s autres points à examiner, détaillés dans le rapport.",
            more,
        )
        lines.append(said % {"count": more})
    return Section(_("À savoir avant de voter"), (Paragraph(tuple(map(bound, lines))),)) if lines else None


def short(text: str) -> str:
    """Return a sentence cut at a word when it is long."""
    words = " ".join(text.split())
    return words if len(words) <= MOST_LETTERS else words[:MOST_LETTERS].rsplit(" ", 1)[0] + "…"


def _sources(facts: PlanFacts) -> Section:
    lines = [_("Montants : %(origin)s.") % {"origin": facts.origin}]
    if facts.duties.known:
        lines.append(_("Obligatoire ou choisi : %(source)s.") % {"source": facts.duties.source})
    place = facts.place
    if place.population:
        lines.append(
            _("Population : %(count)s habitants (%(source)s).")
            % {"count": format_number(place.population), "source": place.population_source or _("source à préciser")}
        )
    else:
        lines.append(_("Population : non renseignée, donc aucun montant par habitant."))
    rates = [
        _("%(label)s : %(value)s depuis le %(day)s (%(source)s)")
        % {
            "label": one.label,
            "value": one.written(),
            "day": f"{one.start:%d/%m/%Y}",
            "source": one.source,
        }
        for one in facts.money.financing.rates
    ]
    if rates:
        lines.append(f"{listed(rates)}.")
    terms = facts.money.financing.terms
    if terms is not None:
        lines.append(_("Versement du FCTVA : %(regime)s.") % {"regime": terms.get_regime_display()})
    if facts.usual is not None:
        lines.append(_("Année habituelle : %(origin)s.") % {"origin": facts.usual.usual_origin or _("non renseignée")})
    return Section(_("D’où viennent ces chiffres"), (Paragraph((bound(" ".join(lines)),)),))
