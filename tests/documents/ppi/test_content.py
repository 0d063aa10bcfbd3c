"""What the documents of a plan say: exact totals, filled planning, sourced net cost, controls; nothing invented."""

from datetime import date
from decimal import Decimal

import pytest

from gouvernail.documents.catalogue.ppi_annex.content import ppi_annex
from gouvernail.documents.catalogue.ppi_facts.facts import facts_of
from gouvernail.documents.catalogue.ppi_one_page.content import SHORTEST, ppi_one_page
from gouvernail.documents.catalogue.ppi_report.content import ppi_report
from gouvernail.documents.catalogue.ppi_slides.content import ppi_deck
from gouvernail.documents.kit.freeze import from_json, to_json
from gouvernail.documents.kit.story import Callout, ChartBlock, Paragraph, StatusCell, Table, Tiles
from gouvernail.plans.models import Authorisation, BudgetLine, FctvaTerms, Subsidy
from gouvernail.plans.versions.arresting import arrest
from gouvernail.ui.charts.model import ColumnChart, GanttChart
from tests.documents.ppi.conftest import SYSTEM


def facts(place, version=None):
    return facts_of(place, SYSTEM, version)


def blocks_of(document):
    parts = document.sections if hasattr(document, "sections") else document.slides
    return [block for part in parts for block in part.blocks]


def charts(document, kind):
    return [one.chart for one in blocks_of(document) if isinstance(one, ChartBlock) and isinstance(one.chart, kind)]


def words(document):
    found = [document.title, document.subtitle]
    for part in document.sections if hasattr(document, "sections") else document.slides:
        found.append(part.heading if hasattr(part, "heading") else part.title)
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            found += [block.heading, *block.lines]
        elif isinstance(block, Callout):
            found += [block.kind, block.title, block.text]
        elif isinstance(block, Tiles):
            found += [text for one in block.tiles for text in (one.value, one.label, one.detail)]
        elif isinstance(block, Table):
            cells = [cell.text if isinstance(cell, StatusCell) else cell for row in block.rows for cell in row]
            found += [*block.headers, *cells, block.empty if not block.rows else ""]
    return plain("\n".join(found))


def plain(text):
    """A text with ordinary spaces: tests of wording read better."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_report_has_the_form_of_the_document_and_its_exact_totals(place, lines, audit, run):
    report = ppi_report(facts(place))
    headings = [one.heading for one in report.sections]
    assert headings[0] == "L’essentiel"
    assert "II. Synthèse de l’audit" in headings
    assert "III. Proposition : planning de mise en œuvre" in headings
    totals = next(
        one.rows[-1] for one in blocks_of(report) if isinstance(one, Table) and one.rows and one.rows[-1][0] == "TOTAL"
    )
    assert tuple(map(plain, totals)) == ("TOTAL", "529 k€", "244 k€", "40 k€", "35 k€", "848 k€")
    assert "848 k€ sur 2016-2019, dont 62 % en 2016" in words(report)
    assert "Serveurs hors support" in words(report)
    assert "Trois semaines d’arrêt" in words(report)


def test_the_planning_is_filled_from_the_plan_adopted_and_names_what_it_leaves_out(place, lines, run):
    report = ppi_report(facts(place))
    (chart,) = charts(report, GanttChart)
    assert [(plain(bar.label), bar.start, bar.end) for bar in chart.bars] == [
        ("Serveurs (90 k€)", date(2016, 4, 1), date(2016, 9, 30)),
        ("Portail (120 k€)", date(2017, 1, 1), date(2017, 12, 31)),
    ]
    assert (chart.start, chart.end) == (date(2016, 1, 1), date(2019, 12, 31))
    assert "« Renfort » : ni variante ni dates" in words(report)


def test_without_a_computed_plan_dates_of_projects_then_years_of_lines_fill_the_planning(place, lines, projects):
    (chart,) = charts(ppi_report(facts(place)), GanttChart)
    assert all(bar.vague for bar in chart.bars), "only the years of the lines are known"
    assert [bar.end.year for bar in chart.bars] == [2017, 2019, 2016]
    projects["portal"].starts = projects["portal"].ends = _quarter("T3 2017")
    projects["portal"].save()
    (chart,) = charts(ppi_report(facts(place)), GanttChart)
    assert [(bar.label, bar.start) for bar in chart.bars] == [("Portail", date(2017, 7, 1))]


def _quarter(text):
    from gouvernail.kernel.partial_dates import PartialDate

    return PartialDate.parse(text)


def test_an_axis_that_plans_nothing_in_a_year_is_no_unknown_amount(place, lines):
    (chart,) = charts(ppi_report(facts(place)), ColumnChart)
    assert {one.label: one.values for one in chart.series}["Service"] == (10, 0, 0, 0)
    lines[0].planned = None
    lines[0].save()
    (chart,) = charts(ppi_report(facts(place)), ColumnChart)
    assert {one.label: one.values for one in chart.series}["Infrastructure"][0] is None


def test_the_net_cost_follows_the_engine_with_its_rates_and_their_sources(place, lines):
    FctvaTerms.objects.create(organisation=place, regime="n2", since="2010-01-01")
    Subsidy.objects.create(organisation=place, scheme="Dotation", notified=48_000)
    page = ppi_one_page(facts(place))
    net = Decimal(848_000) - (Decimal(848_000) * Decimal("0.16404")).quantize(Decimal("0.01")) - 48_000
    text = words(page)
    assert f"{net / 1000:.1f}".replace(".", ",") + " k€" in text
    assert f"{net / 10_000:.2f}".replace(".", ",") + " €" in text
    assert "16,404 %" in text
    assert "Recensement fictif" in text
    assert "si les montants sont TTC" not in text


def test_amounts_of_unknown_basis_are_read_as_ttc_only_for_information(place, lines):
    BudgetLine.objects.update(tax_basis="inconnue")
    text = words(ppi_one_page(facts(place)))
    assert "à titre indicatif" in text
    assert "à confirmer avant tout vote" in text
    BudgetLine.objects.filter(pk=lines[0].pk).update(tax_basis="ht")
    text = words(ppi_report(facts(place)))
    assert "Aucun montant TTC" in text, "as soon as a basis is known, nothing is supposed"


def test_without_population_no_amount_by_inhabitant_is_invented(place, lines):
    place.population = None
    place.save()
    text = words(ppi_one_page(facts(place)))
    assert "Population : non renseignée" in text
    assert "par habitant\n" not in text.replace("Reste à charge par habitant", "")


def test_mandatory_and_chosen_come_from_the_projects_of_the_lines_first(place, lines, projects, run):
    said = facts(place).duties
    assert [(one.mandatory, one.chosen) for one in said.rows] == [(Decimal(90_000), Decimal(120_000))]
    assert "Plan proposé" in said.source
    BudgetLine.objects.filter(pk=lines[0].pk).update(project=projects["servers"])
    said = facts(place).duties
    assert [(one.mandatory, one.chosen, one.untold) for one in said.rows] == [(175_000, None, 673_000)]
    assert said.names == ("Serveurs",)


def test_every_control_is_told_with_its_verdict(place, lines):
    report = ppi_report(facts(place))
    table = next(one for one in blocks_of(report) if isinstance(one, Table) and one.rows and one.rows[0][0] == "C1")
    assert [row[0] for row in table.rows] == [f"C{rank}" for rank in range(1, 9)]
    assert table.rows[2][2] == StatusCell("Conforme", "good")
    BudgetLine.objects.filter(pk=lines[-1].pk).update(section="fonctionnement")
    report = ppi_report(facts(place))
    table = next(one for one in blocks_of(report) if isinstance(one, Table) and one.rows and one.rows[0][0] == "C1")
    assert table.rows[2][2] == StatusCell("À examiner", "risk")


def test_the_annex_balances_each_programme_or_says_by_how_much_it_does_not(place, lines):
    assert "il n’y a pas d’AP/CP à annexer" in words(ppi_annex(facts(place)))
    programme = Authorisation.objects.create(
        organisation=place, name="AP Serveurs", authorised=209_000, tax_basis="ttc"
    )
    BudgetLine.objects.filter(pk__in=[lines[0].pk, lines[1].pk]).update(authorisation=programme)
    text = words(ppi_annex(facts(place)))
    assert "Équilibrée" in text
    assert "175 000 €" in text
    assert "209 000 € (TTC)" in text
    assert "0 €" not in text.replace("000 €", ""), "what nobody committed is not known, not zero"
    programme.authorised = 200_000
    programme.save()
    text = words(ppi_annex(facts(place)))
    assert "Écart 9 000 €" in text
    assert "non équilibrée" in text


def test_open_variants_make_a_range_everywhere(place, lines):
    BudgetLine.objects.filter(pk=lines[0].pk).update(choice="Serveurs", variant="Achat")
    BudgetLine.objects.filter(pk=lines[1].pk).update(choice="Serveurs", variant="Location", year=2016)
    text = words(ppi_report(facts(place)))
    assert "673 à 814 k€" in text
    assert "Variantes encore ouvertes" in text
    assert "Achat (175" in text


def test_a_version_keeps_saying_what_it_said(place, lines, run):
    version = arrest(place, title="PPI voté", state="projet", actor=SYSTEM)
    BudgetLine.objects.update(planned=1)
    report = ppi_report(facts(place, version))
    assert report.title == "PPI voté"
    assert "848 k€" in words(report)


@pytest.mark.parametrize("make", [ppi_report, ppi_deck, ppi_annex, ppi_one_page])
def test_every_document_may_be_frozen_and_an_empty_plan_breaks_none(make, place, axes):
    empty = make(facts(place))
    assert from_json(to_json(empty)) == empty


def test_the_shortest_page_still_says_the_essential(place, lines):
    text = words(ppi_one_page(facts(place), SHORTEST))
    assert "848" in text
    assert "D’où viennent ces chiffres" in text


def test_no_two_slides_have_the_same_title_and_the_amounts_say_which_axis_weighs_most(place, lines, audit, run):
    titles = [plain(slide.title) for slide in ppi_deck(facts(place)).slides]
    assert len(set(titles)) == len(titles)
    assert "Outils : 629 k€, 74 % du plan" in titles
    BudgetLine.objects.filter(pk=lines[-1].pk).update(planned=None)
    titles = [plain(slide.title) for slide in ppi_deck(facts(place)).slides]
    assert "Enveloppes par axe et par année (TTC)" in titles, "a share of a minimum would be false"
    assert len(set(titles)) == len(titles)
