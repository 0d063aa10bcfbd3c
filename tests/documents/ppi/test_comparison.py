"""Two plans on slides: what it costs, what moved and why, each planning; in the deck of the committee that decides."""

from decimal import Decimal

import pytest

from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.catalogue.ppi_comparison.content import comparison_slides
from gouvernail.documents.catalogue.ppi_comparison.sides import compared, side_of_run, side_of_version
from gouvernail.documents.kit.story import Callout, ChartBlock, Deck, Table, Tiles
from gouvernail.governance.from_plans import decision_on, put_plans
from gouvernail.governance.models import Committee, Meeting
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.models import PlanRun
from gouvernail.plans.versions.arresting import arrest
from gouvernail.ui.charts.model import GanttChart
from tests.documents.ppi.conftest import ON, SYSTEM


@pytest.fixture
def facts(place, run, cheaper):
    return compared(place, side_of_run(place, SYSTEM, run), side_of_run(place, SYSTEM, cheaper))


def test_the_title_says_the_gap_and_what_becomes_of_projects(facts):
    first, *others = comparison_slides(facts)
    assert first.title.replace("\u00a0", " ").replace("\u202f", " ") == (
        "« Budget réduit » coûte 120 k€ de moins ; projets : 1 écarté et 1 retardé"
    )
    tiles = next(one for one in first.blocks if isinstance(one, Tiles)).tiles
    assert [one.value.replace("\u202f", " ") for one in tiles] == ["210 k€", "90 k€", "−120 k€", "1 / 1"]
    gaps = next(one for one in first.blocks if isinstance(one, Table))
    assert [one.replace("\u202f", " ") for one in gaps.rows[-1]] == ["TOTAL", "−45 k€", "−75 k€", "−120 k€"]
    moved = next(one for slide in others for one in slide.blocks if isinstance(one, Table))
    assert [row[0] for row in moved.rows] == ["Portail", "Serveurs"]
    assert moved.rows[0][4].replace("\u202f", " ") == "−120 k€"


def test_why_is_the_sentence_of_the_engine(facts):
    said = [one for slide in comparison_slides(facts) for one in slide.blocks if isinstance(one, Callout)]
    assert [one.title for one in said] == ["Portail"]
    assert "enveloppe dépassée" in said[0].text


def test_both_plannings_are_drawn_over_the_same_years(facts):
    charts = [
        one.chart
        for slide in comparison_slides(facts)
        for one in slide.blocks
        if isinstance(one, ChartBlock) and isinstance(one.chart, GanttChart)
    ]
    assert len(charts) == 2
    assert {(one.start, one.end) for one in charts} == {(charts[0].start, charts[0].end)}
    assert [len(one.bars) for one in charts] == [2, 1]


def test_comparing_writes_nothing(facts, cheaper):
    assert facts.after.total("ttc") == Decimal(90_000)
    assert PlanRun.objects.get(pk=cheaper.pk).version is None


def test_two_versions_without_computation_are_compared_in_money(place, lines):
    before = arrest(place, title="Projet", state="projet", actor=SYSTEM)
    lines[0].planned = 100_000
    lines[0].save()
    lines[-1].delete()
    after = arrest(place, title="Voté", state="projet", actor=SYSTEM)
    facts = compared(place, side_of_version(place, SYSTEM, before), side_of_version(place, SYSTEM, after))
    slides = comparison_slides(facts)
    assert "coûte 85\u202fk€ de moins" in slides[0].title
    rows = next(one for one in slides[1].blocks if isinstance(one, Table)).rows
    assert {row[0]: row[1].text for row in rows} == {
        "Enveloppe Infrastructure": "Moins cher",
        "Enveloppe Service": "Retiré",
    }


def test_the_deck_of_the_committee_shows_the_two_plans_once_they_are_put_to_it(place, run, cheaper):
    committee = Committee.objects.create(organisation=place, name="Bureau")
    meeting = Meeting.objects.create(
        organisation=place, committee=committee, number=1, held_on=PartialDate.of_day(ON), subject="PPI"
    )
    assert "coûte" not in titles(copil_deck(meeting, ON))
    put_plans(cheaper, meeting=meeting, wording="Choisir un plan.", actor=SYSTEM)
    said = titles(copil_deck(meeting, ON))
    assert "coûte 120\u202fk€ de moins" in said
    assert "Choisir la version du plan" in said or "choisir la version du plan" in said
    assert decision_on(cheaper).options.splitlines() == [
        "Garder « Plan proposé », le plan en vigueur",
        "Retenir « Budget réduit »",
    ]


def test_where_no_plan_was_adopted_the_version_arrested_goes_to_the_committee_beside_the_computed_one(
    place, lines, cheaper, projects
):
    lines[0].project = projects["servers"]
    lines[0].save()
    arrest(place, title="PPI présenté", state="projet", actor=SYSTEM)
    committee = Committee.objects.create(organisation=place, name="Bureau")
    meeting = Meeting.objects.create(
        organisation=place, committee=committee, number=1, held_on=PartialDate.of_day(ON), subject="PPI"
    )
    put_plans(cheaper, meeting=meeting, wording="Choisir un plan.", actor=SYSTEM)
    assert decision_on(cheaper).options.splitlines() == ["Garder « PPI présenté »", "Retenir « Budget réduit »"]
    deck = copil_deck(meeting, ON)
    assert "coûte 758\u202fk€ de moins" in titles(deck)
    assert "Planning de" in titles(deck)


def titles(deck: Deck) -> str:
    return "\n".join(slide.title for slide in deck.slides)
