"""What the demonstration's studies make the system say: a recommendation that holds, one that was never examined."""

from __future__ import annotations

import pytest

from gouvernail.registers.models import Link
from gouvernail.studies.costing import lines_of
from gouvernail.studies.models import Member, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.pages.checks import checks_of
from gouvernail.studies.results import result_of
from gouvernail.studies.whole import whole_of


@pytest.fixture
def third(demo):
    return whole_of(Study.objects.get(title="Organisation du système d’information"))


@pytest.fixture
def note(demo):
    return whole_of(Study.objects.get(title="Recours à l’infogérance"))


def said(whole):
    return {one.label: one.sentence for one in checks_of(whole, result_of(whole), whole.study.organisation)}


def test_the_third_document_s_recommendation_holds_for_nine_weightings_in_ten(third):
    found = result_of(third)
    order = [found.answer.study.scenarios[row].name for row in found.answer.shares.order]
    assert order[0] == "1. Infogérance"
    assert [one for one in order if one != "1 + 4"][1] == "4. Sortie du Cybercentre"
    assert found.answer.shares.first.max() > 0.9
    assert "confirme" in said(third)["Avis confirmé"]
    assert all(one.first.argmax() == found.answer.leader for one in found.answer.readings)


def test_its_table_and_its_text_contradict_each_other_on_the_third_scenario(third):
    sentence = said(third)["Se contredit"]
    assert "Soutenabilité dans le temps" in sentence
    assert "3. Recrutement d’un RSI" in sentence
    assert "ligne 1008" in sentence


def test_the_ambiguous_word_is_flagged(third):
    word = ScaleWord.objects.get(text="Faible à moyen terme")
    assert word.is_ambiguous
    assert "Faible à moyen terme" in said(third)["Ambigu"]


def test_joining_the_first_and_the_fourth_is_compared_and_adds_nothing_as_the_table_is_rated(third):
    joined = next(one for one in third.scenarios if one.label == "1 + 4")
    assert [third.scenario(pk).label for pk in third.parts[joined.pk]] == ["1. Infogérance", "4. Sortie du Cybercentre"]
    result = result_of(third)
    first, both = (result.rows[one.pk] for one in (third.scenarios[0], joined))
    dominances = [(one.better, one.worse, one.certain) for one in result.answer.dominances]
    assert (first, both, True) in dominances
    lines = lines_of(third)
    assert [line.label for line in lines[joined.pk]] == [
        line.label for pk in third.parts[joined.pk] for line in lines[pk]
    ]


def test_its_words_stand_as_they_are_written(third):
    raws = set(Rating.objects.filter(criterion__study=third.study).values_list("raw", flat=True))
    assert {"Elevé", "Élevé", "Élevée (SLA, supervision, expertise)", "Très Élevée", "Faible à moyen terme"} <= raws


def test_the_consultant_s_appraisal_does_not_count(third):
    assert [one.name for one in third.shown_only][-1] == "Appréciation AMO"
    assert len(third.counting) == 10


def test_doing_nothing_is_rated_by_nobody_and_says_so(third):
    nothing = Scenario.objects.get(study=third.study, baseline=True)
    assert nothing.source == "Donnée de démonstration (fictive)"
    assert set(nothing.ratings.values_list("unknown", flat=True)) == {True}
    assert "10 notes sur 10" in said(third)["Inconnu"]


def test_it_leads_to_the_decisions_of_the_committee(third):
    links = Link.objects.filter(from_kind="study", from_id=third.study.pk)
    assert [one.to_kind for one in links] == ["decision"] * 4


def test_members_are_functions_with_accounts_and_one_gave_its_order(third):
    members = Member.objects.filter(study=third.study)
    assert [one.account.function or one.account.name for one in members]
    assert [one.has_given for one in members] == [True, False, False]
    assert third.study.weights_open


def test_the_note_recommends_an_option_that_it_did_not_examine(note):
    assert "n’a pas été étudié avec les autres" in said(note)["Hors étude"]
    assert len(note.scenarios) == 4
    assert note.criteria == []
