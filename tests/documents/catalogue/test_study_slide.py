"""The comparison of scenarios behind a decision, in the deck."""

from decimal import Decimal

import pytest

from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.kit import deck_to_pdf, to_json
from gouvernail.documents.kit.story import Callout, ChartBlock, Table
from gouvernail.registers.models import Link
from gouvernail.studies.models import Criterion, Rating, Scenario, Study
from tests.governance.committee import TODAY

LEVELS = {"Infogérance": (5, 4, 4), "Interne": (2, 3, 2), "Recrutement": (4, 1, 3)}


@pytest.fixture
def study(sitting):
    """Three scenarios on three criteria, one ahead of the others."""
    made = Study.objects.create(
        organisation=sitting.place,
        title="Organisation",
        question="Comment s’organiser ?",
        outside_view="Le plus\néquilibré.",
    )
    criteria = [Criterion.objects.create(study=made, name=name, order=rank) for rank, name in enumerate("ABC")]
    for order, (name, levels) in enumerate(LEVELS.items()):
        scenario = Scenario.objects.create(study=made, name=name, order=order)
        for criterion, level in zip(criteria, levels, strict=True):
            value = Decimal(level)
            Rating.objects.create(scenario=scenario, criterion=criterion, raw=str(level), low=value, high=value)
    return made


def titles(made):
    return [slide.title for slide in made.slides]


def test_a_study_that_leads_to_decisions_stands_before_them(sitting, study):
    first, second = sitting.decide("3.1", title="Retenir l’infogérance"), sitting.decide("3.2")
    for decision in (first, second):
        Link.objects.create(
            from_kind="study", from_id=study.pk, relation="mene_a", to_kind="decision", to_id=decision.pk
        )
    made = copil_deck(sitting.meeting, TODAY)
    slide = next(one for one in made.slides if "quelles que soient" in one.title)
    assert slide.title == "« Infogérance » est premier quelles que soient les pondérations"
    chart, callout, table = slide.blocks
    assert isinstance(chart, ChartBlock)
    assert chart.chart.categories[0] == "Infogérance"
    assert callout == Callout("Avis reçu", "", "Le plus équilibré.", "neutral")
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["3.1", "3.2"]
    assert titles(made).index(slide.title) < titles(made).index("Décision 3.1 : retenir l’infogérance")
    matrix = made.slides[made.slides.index(slide) - 1]
    assert matrix.title == "Critère par critère, « Infogérance » arrive en tête"
    assert [row[0].text for row in matrix.blocks[0].rows] == ["A", "B", "C"]
    assert to_json(made)
    assert deck_to_pdf(made).startswith(b"%PDF")


def test_a_study_that_leads_to_none_is_left_out(sitting, study):
    sitting.decide("3.1")
    assert not any("Infogérance" in title for title in titles(copil_deck(sitting.meeting, TODAY)))


def test_a_study_that_cannot_be_computed_is_left_out(sitting):
    decision = sitting.decide("3.1")
    empty = Study.objects.create(organisation=sitting.place, title="Vide", question="?")
    Link.objects.create(from_kind="study", from_id=empty.pk, relation="mene_a", to_kind="decision", to_id=decision.pk)
    assert "Décision 3.1 : décision 3.1" in titles(copil_deck(sitting.meeting, TODAY))
