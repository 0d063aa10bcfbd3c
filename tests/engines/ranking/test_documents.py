"""The comparison table of an audit and the scenarios of a note: what the engine says of them, whatever the seed."""

import pytest

from gouvernail.engines.ranking import answer, result_of, study_of
from tests.engines.ranking.studies import document


@pytest.fixture(scope="module")
def audit():
    return result_of(answer(study_of(document("document_003"))))


@pytest.fixture(scope="module")
def note():
    return result_of(answer(study_of(document("document_000"))))


def first(result, scenario):
    return next(one for one in result["scenarios"] if one["id"] == scenario)["ranks"][0]["share"]


def test_the_recommended_scenario_is_first_in_about_nine_draws_of_ten_and_the_fourth_second(audit):
    assert audit["order"][:2] == ["s1", "s4"]
    assert first(audit, "s1") == pytest.approx(0.9, abs=0.03)
    fourth = next(one for one in audit["scenarios"] if one["id"] == "s4")
    assert max(fourth["ranks"], key=lambda rank: rank["share"]) == fourth["ranks"][1]


def test_the_conclusion_does_not_hang_on_the_draw():
    for seed in (1, 2, 3):
        again = result_of(answer(study_of(document("document_003")), draws=20_000, seed=seed))
        assert first(again, "s1") == pytest.approx(0.9, abs=0.03)


def test_the_consultant_s_conclusion_is_kept_out_of_the_ranking():
    study = document("document_003")
    assert study["set_aside"][0]["name"] == "Appréciation de l’AMO"
    assert not any("AMO" in criterion["name"] for criterion in study["criteria"])


def test_the_recruitment_is_dominated_and_can_never_win_alone(audit):
    assert {"better": "s1", "worse": "s3", "certain": True} in audit["dominances"]
    assert "Aucune pondération ne met « Recrutement d’un RSI » seul en tête, même en lisant" in audit["paragraph"]


def test_what_is_ambiguous_or_contradicted_by_the_text_is_flagged_and_tried_otherwise(audit):
    notices = " ".join(audit["notices"])
    assert "« Faible à moyen terme » est ambigu" in notices
    assert "le texte dit que ce n’est pas, à ce stade, l’option la plus soutenable" in notices
    tried = {(one["scenario"], one["criterion"]) for one in audit["readings"]}
    assert tried == {("s2", "cout"), ("s3", "soutenabilite"), ("s3", "moyens")}
    assert all(max(one["first"], key=one["first"].get) == "s1" for one in audit["readings"])


def test_cost_is_the_weight_to_which_the_answer_is_most_sensitive(audit):
    cost = next(one for one in audit["stability"] if one["criterion"] == "cout")
    assert cost["first_above"] == "s4"
    assert cost["to"] == pytest.approx(5 / 17, abs=1e-6)
    assert "« Coût financier » : il faudrait le porter de 10" in audit["paragraph"]


def test_joining_the_first_and_the_fourth_is_compared_with_them():
    study = document("document_003")
    study["combinations"] = [
        {
            "id": "s14",
            "name": "Infogérance et sortie du Cybercentre",
            "of": ["s1", "s4"],
            "rule": "best",
            "rules": {"cout": "worst", "delai": "worst", "acceptabilite": "worst"},
        }
    ]
    result = result_of(answer(study_of(study), draws=20_000))
    assert {"better": "s1", "worse": "s14", "certain": True} in result["dominances"], "as rated, joining adds nothing"


def test_the_note_recommends_an_option_that_it_had_not_studied_and_what_it_leaves_unsaid_is_unknown(note):
    assert note["leader"] == "existant"
    assert any("la note recommande" in one["reason"].lower() for one in document("document_000")["set_aside"])
    unknown = [one for one in note["notices"] if "note inconnue" in one]
    assert len(unknown) == 13
