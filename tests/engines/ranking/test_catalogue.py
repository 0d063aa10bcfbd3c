"""Every method replays its worked example, and every published case kept beside, to the printed digit."""

import json
from pathlib import Path

import numpy as np
import pytest

from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.catalogue.electre_iii import electre_iii
from gouvernail.engines.ranking.method import mean_ranks, table_of
from gouvernail.engines.ranking.pairwise import farthest, priorities
from gouvernail.engines.ranking.replay import example_from, replay

DATA = Path(__file__).parents[2] / "data" / "ranking"
PUBLISHED = sorted((DATA / "published").glob("*.json"))


@pytest.mark.parametrize("method", methods().values(), ids=lambda method: method.code)
def test_a_method_replays_its_worked_example(method):
    comparisons = replay(method, method.example)
    assert comparisons
    assert [one for one in comparisons if not one.agrees] == []


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_case_is_reproduced_to_the_printed_digit(path):
    assert [one for one in replay(*example_from(json.loads(path.read_text()))) if not one.agrees] == []


@pytest.mark.parametrize("method", methods().values(), ids=lambda method: method.code)
def test_a_method_can_fill_its_help_page(method):
    for text in (method.label, method.summary, method.publication, method.example.title, method.example.citation):
        assert len(text) >= 3


def test_replaying_sees_a_wrong_digit():
    method = methods()["topsis"]
    wrong = type(method.example)(**(vars(method.example) | {"expected": {"scores": [0.5038, 0.6581, 0.7482, 0.334]}}))
    assert not replay(method, wrong)[0].agrees


def test_the_order_of_the_rows_does_not_matter():
    for code in ("weighted_sum", "topsis", "vikor", "promethee", "electre_iii"):
        data = dict(methods()[code].example.table)
        order = np.random.default_rng(3).permutation(len(data["matrix"]))
        straight = methods()[code].kernel(table_of(data)).scores
        shuffled = methods()[code].kernel(table_of(data | {"matrix": np.array(data["matrix"])[order]})).scores
        assert shuffled == pytest.approx(straight[order])


def test_ranks_of_equal_scores_are_shared():
    assert mean_ranks(np.array([2.0, 3.0, 2.0, 1.0])).tolist() == [2.5, 1, 2.5, 4]


def test_a_veto_forbids_to_outrank():
    data = {"matrix": [[10, 0], [0, 1]], "weights": [0.9, 0.1], "veto": [None, 0.5]}
    credibility = electre_iii(table_of(data)).details["credibility"]
    assert credibility[0, 1] == 0
    assert electre_iii(table_of(data | {"veto": [None, None]})).details["credibility"][0, 1] == pytest.approx(0.9)


def test_the_consistency_of_comparisons_is_measured_as_published():
    case = json.loads((DATA / "pairwise_jmcdm.json").read_text())
    found = priorities(np.array(case["comparisons"]), approximate=True)
    for name, published in case["expected"].items():
        assert getattr(found, name) == pytest.approx(published, abs=0.5 * 10.0 ** -case["decimals"])


def test_coherent_comparisons_have_no_inconsistency():
    weights = np.array([0.5, 0.3, 0.2])
    found = priorities(weights[:, None] / weights[None, :])
    assert found.weights == pytest.approx(weights)
    assert found.ratio == pytest.approx(0, abs=1e-9)


def test_the_comparison_that_strays_most_is_named():
    weights = np.array([0.5, 0.3, 0.2, 0.1])
    comparisons = weights[:, None] / weights[None, :]
    assert farthest(comparisons) is None
    comparisons[1, 3], comparisons[3, 1] = 1 / 9, 9
    assert farthest(comparisons) == (1, 3)
