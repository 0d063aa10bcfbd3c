"""Scenarios joined by a stated rule for each criterion."""

import pytest

from gouvernail.engines.ranking import StudyRefused, study_of
from gouvernail.engines.ranking.problem import Span
from tests.engines.ranking.studies import document, plain


def joined(**combination):
    study = plain([[0.2, [0.1, 0.6], 0.3], [0.5, 0.4, 0.2]])
    study["criteria"][2]["direction"] = "less"
    combined = study_of(study | {"combinations": [{"id": "k", "name": "Les deux", "of": ["s0", "s1"]} | combination]})
    assert combined.scenarios[2].parts == ("s0", "s1")
    return [rating.span for rating in combined.ratings[2]]


def test_the_best_and_the_worst_follow_the_direction_and_the_intervals():
    assert joined(rule="best") == [Span(0.5, 0.5), Span(0.4, 0.6), Span(0.2, 0.2)]
    assert joined(rule="worst") == [Span(0.2, 0.2), Span(0.1, 0.4), Span(0.3, 0.3)]


def test_sums_and_given_ratings():
    assert joined(rule="sum", rules={"c1": {"given": [0.7, 0.8]}}) == [Span(0.7, 0.7), Span(0.7, 0.8), Span(0.5, 0.5)]


def test_observed_bounds_reach_to_what_is_added_up():
    study = plain([[10], [30]], combinations=[{"id": "k", "name": "K", "of": ["s0", "s1"], "rule": "sum"}])
    study["criteria"][0] = {"id": "c0", "name": "Coût", "direction": "less", "unit": "k€ TTC"}
    assert study_of(study).criteria[0].scale.bounds == Span(10, 40)


def test_words_do_not_add_up():
    study = document("document_003")
    study["combinations"] = [{"id": "k", "name": "1 + 4", "of": ["s1", "s4"], "rule": "sum"}]
    with pytest.raises(StudyRefused, match="des mots ne s’additionnent pas"):
        study_of(study)


def test_a_word_taken_from_a_scenario_stays_the_same_word():
    study = document("document_003")
    study["combinations"] = [{"id": "k", "name": "1 + 4", "of": ["s1", "s4"], "rule": "worst"}]
    combined = study_of(study)
    assert combined.ratings[4][0].word == "Moyenne à élevée"
