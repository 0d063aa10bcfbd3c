"""What the engine is given, and that its answer is what the pages say."""

import numpy as np
import pytest

from gouvernail.engines.ranking.answer import answer
from gouvernail.engines.ranking.reading import study_of
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario
from gouvernail.studies.results import DRAWS, result_of
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import whole_of

pytestmark = pytest.mark.django_db


def cell(study, criterion, scenario):
    return Rating.objects.get(criterion__name=criterion, criterion__study=study, scenario__name=scenario)


def test_the_engine_reads_what_the_matrix_holds(study):
    problem = study_of(engine_data(whole_of(study)))
    assert [one.name for one in problem.scenarios] == ["Ne rien faire", "Mutualiser", "Recruter"]
    assert [one.name for one in problem.criteria] == ["Sécurité", "Lisibilité", "Acceptabilité", "Coût"]
    assert [rating.span.low for rating in problem.ratings[1]] == [5, 4, 3, 40]
    assert problem.scenarios[0].baseline


def test_the_ranking_is_the_engine_s(study):
    whole = whole_of(study)
    ours = result_of(whole).answer
    theirs = answer(study_of(engine_data(whole)), draws=DRAWS, seed=study.seed)
    assert np.array_equal(ours.shares.ranks, theirs.shares.ranks)
    assert ours.study.scenarios[ours.leader].name == "Mutualiser"


def test_another_seed_draws_otherwise_and_the_same_one_the_same(study):
    first = result_of(whole_of(study)).answer.shares.ranks
    assert np.array_equal(first, result_of(whole_of(study)).answer.shares.ranks)
    study.seed = 7
    assert not np.array_equal(first, result_of(whole_of(study)).answer.shares.ranks)


def test_unknown_and_unplaced_cells_stand_for_the_whole_scale(study):
    Rating.objects.filter(pk=cell(study, "Sécurité", "Recruter").pk).update(raw="", unknown=True)
    Rating.objects.filter(pk=cell(study, "Lisibilité", "Recruter").pk).update(raw="Variable")
    problem = study_of(engine_data(whole_of(study)))
    assert [(one.span.low, one.span.high, one.unknown) for one in problem.ratings[2][:2]] == [(1, 5, True)] * 2


def test_a_line_that_does_not_count_is_not_given(study):
    Criterion.objects.filter(study=study, name="Acceptabilité").update(counts=False)
    assert [one["name"] for one in engine_data(whole_of(study))["criteria"]] == ["Sécurité", "Lisibilité", "Coût"]


def test_an_ambiguous_word_is_tried_both_ways(study):
    word = ScaleWord.objects.get(criterion__name="Lisibilité", criterion__study=study, text="Moyenne")
    ScaleWord.objects.filter(pk=word.pk).update(other_low=1, other_high=1, note="à préciser")
    found = result_of(whole_of(study)).answer
    assert {one.words for one in found.readings} == {"niveau 3", "niveau 1"}
    assert study_of(engine_data(whole_of(study))).ratings[0][1].ambiguous


def test_what_the_source_says_elsewhere_is_tried_too(study):
    Rating.objects.filter(pk=cell(study, "Sécurité", "Mutualiser").pk).update(
        elsewhere="« pas sûr »", elsewhere_low=2, elsewhere_high=2
    )
    readings = result_of(whole_of(study)).answer.readings
    assert [one.words for one in readings] == ["Faible"]


def test_a_combination_takes_the_rule_of_each_criterion(study):
    both = Scenario.objects.create(study=study, name="Les deux", order=4)
    both.parts.set(study.scenarios.filter(name__in=("Mutualiser", "Recruter")))
    Criterion.objects.filter(study=study, name="Coût").update(combination="main")
    Criterion.objects.filter(study=study, name="Acceptabilité").update(combination="pire")
    Rating.objects.create(criterion=study.criteria.get(name="Coût"), scenario=both, raw="100", low=100, high=100)
    problem = study_of(engine_data(whole_of(study)))
    assert problem.scenarios[3].name == "Les deux"
    assert [one.span.low for one in problem.ratings[3]] == [5, 4, 3, 100]


def test_a_requirement_puts_a_scenario_out(study):
    Criterion.objects.filter(study=study, name="Coût").update(requirement=50)
    found = result_of(whole_of(study))
    assert found.answer.put_out == (("Recruter", "Coût"),)
    assert study.scenarios.get(name="Recruter").pk not in found.rows


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda study: study.criteria.all().delete(), "Aucun critère"),
        (lambda study: study.scenarios.exclude(name="Mutualiser").delete(), "au moins deux scénarios"),
    ],
)
def test_what_cannot_be_ranked_says_why(study, spoil, words):
    spoil(study)
    assert words in result_of(whole_of(study)).refusal


def test_reading_a_study_costs_as_many_queries_whatever_its_size(study, django_assert_num_queries):
    with django_assert_num_queries(7):
        whole_of(study)
