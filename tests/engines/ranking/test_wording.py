"""The paragraph says what the figures say, in each situation."""

import pytest

from gouvernail.engines.ranking import answer, result_of, study_of
from tests.engines.ranking.studies import plain


def said(matrix, **more):
    result = result_of(answer(study_of(plain(matrix, **more)), draws=5000))
    for sentence in result["sentences"]:
        assert sentence["text"].endswith(".")
        assert sentence["part"] in result
    return result["paragraph"]


def test_with_given_weights_scores_are_said():
    text = said([[1, 0.5], [0.2, 0.6]], weights={"kind": "exact", "values": {"c0": 0.5, "c1": 0.5}})
    assert text.startswith(
        "Avec les poids donnés, « Scénario 0 » arrive en tête (0,75 sur 1), devant « Scénario 1 » (0,4)."
    )


def test_who_wins_everywhere_is_said_to_win_everywhere():
    text = said([[1, 0.9], [0.2, 0.6]])
    assert "arrive en tête pour toutes les pondérations essayées" in text
    assert "Aucun critère, même en prenant tout le poids, ne suffit à le détrôner." in text
    assert "Aucune pondération ne met « Scénario 1 » seul en tête." in text


def test_the_sensitive_weight_is_named_with_who_follows():
    weights = {"kind": "exact", "values": {"c0": 0.5, "c1": 0.25, "c2": 0.25}}
    text = said([[1, 0.2, 0.3], [0.4, 0.7, 0.3]], weights=weights).replace("\u202f", " ")
    sensitive = "Le poids le plus sensible est celui de « Critère 1 » : il faudrait le porter de 25 % à 44 %"
    assert f"{sensitive}, soit 1,8 fois plus, pour que « Scénario 1 » passe devant." in text
    assert "il faudrait déplacer au moins 16 % du poids, surtout vers « Critère 1 »." in text


def test_a_weak_lead_is_said_to_be_weak():
    assert "le choix ne s’impose pas encore" in said([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert "le choix ne s’impose pas encore" not in said([[1, 0.4, 0.4], [0, 0.5, 0.5]])


def test_members_who_disagree_are_named():
    members = [
        {"id": "a", "name": "Direction", "weights": {"kind": "points", "values": {"c0": 3, "c1": 1}}},
        {"id": "b", "name": "Finances", "weights": {"kind": "points", "values": {"c0": 1, "c1": 3}}},
        {"id": "c", "name": "Élus", "weights": {"kind": "points", "values": {"c0": 5, "c1": 1}}},
    ]
    text = said([[1, 0], [0, 1]], members=members)
    assert "2 membres sur 3 le placent en tête ; Finances préfère « Scénario 1 »." in text


def test_a_doubt_that_changes_the_answer_is_said():
    text = said([[{"value": 0.9, "otherwise": [0.1]}], [0.5]])
    assert (
        "Mais si « Critère 0 », pour « Scénario 0 », se lit « 0,1 », c’est « Scénario 1 » qui arrive en tête." in text
    )


def test_a_scenario_put_out_and_a_leader_at_risk_are_said():
    study = plain([[[0.3, 0.9], 0.9], [0.8, 0.1], [0.1, 0.9]])
    study["criteria"][0]["requirement"] = 0.4
    result = result_of(answer(study_of(study), draws=5000))
    assert "« Scénario 2 » est écarté : l’exigence sur « Critère 0 » n’est pas tenue." in result["paragraph"]
    assert result["put_out"] == [{"scenario": "Scénario 2", "criterion": "Critère 0"}]
    assert result["requirements"][0]["missed"] == pytest.approx(1 / 6, abs=1e-6)
    assert "risque de ne pas tenir l’exigence sur « Critère 0 »" in result["paragraph"]


def test_a_veto_is_reported_beside_the_ranking():
    study = plain([[[0.2, 0.6], 0.9], [0.9, 0.1]])
    study["criteria"][0]["veto"] = 0.5
    result = result_of(answer(study_of(study), draws=1000))
    assert result["vetoes"][0]["scenario"] == "s0"
    assert result["vetoes"][0]["against"] == "s1"
    assert result["vetoes"][0]["probability"] == pytest.approx(0.5, abs=0.02)


def test_the_shares_of_a_gap_add_up_to_it():
    result = result_of(answer(study_of(plain([[0.9, 0.3, 0.5], [0.4, 0.6, 0.2]])), draws=1000))
    gap = result["gaps"][0]
    assert sum(gap["parts"].values()) == pytest.approx(gap["gap"], abs=1e-5)
    assert sum(gap["shares"].values()) == pytest.approx(1, abs=1e-5)


def test_a_method_that_cannot_be_applied_says_why():
    result = result_of(answer(study_of(plain([[0.9], [0.4]], methods=["ahp", "topsis"])), draws=1000))
    ahp = next(one for one in result["methods"] if one["method"] == "ahp")
    assert ahp["mean_ranks"] is None
    assert "deux à deux" in ahp["obstacle"]


def test_small_cases_are_also_given_exactly():
    result = result_of(answer(study_of(plain([[1, 0], [0, 1]])), draws=1000))
    assert result["exact_ranks"] == {"s0": [0.5, 0.5], "s1": [0.5, 0.5]}
