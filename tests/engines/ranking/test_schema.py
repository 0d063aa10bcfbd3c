"""What is read and what is written follow the published schemas."""

import json
import re
from pathlib import Path

import pytest

from gouvernail.engines.ranking import answer, result_of, study_of
from gouvernail.engines.ranking.elicitation import KINDS
from gouvernail.engines.ranking.reading import STUDY_KEYS
from gouvernail.engines.ranking.reading_ratings import CELL_KEYS
from gouvernail.engines.ranking.reading_scales import CRITERION_KEYS
from gouvernail.engines.ranking.schema import schema
from tests.engines.ranking.schemas import faults
from tests.engines.ranking.studies import document, plain

EVERYTHING = plain(
    [[0.1, None, [0.2, 0.9]], [0.5, {"value": 0.4, "note": "estimé", "otherwise": [0.9]}, 0.3], [0.7, 0.6, 0.5]],
    members=[
        {"id": "a", "name": "Direction", "voices": 2, "weights": {"kind": "order", "order": ["c0", ["c1", "c2"]]}},
        {
            "id": "b",
            "name": "Finances",
            "weights": {"kind": "ranges", "ranges": {"c0": [0.2, 0.5]}, "pairs": [["c1", "c2"]]},
        },
    ],
    combinations=[{"id": "s02", "name": "0 et 2", "of": ["s0", "s2"], "rule": "best", "rules": {"c1": {"given": 0.5}}}],
    methods=["topsis", "ahp", {"method": "electre_tri_b", "profiles": [[0.3, 0.3, 0.3], [0.6, 0.6, 0.6]], "cut": 0.6}],
)
STUDIES = {"document_003": document("document_003"), "document_000": document("document_000"), "everything": EVERYTHING}


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_study_and_its_result_follow_their_schemas(study):
    assert list(faults(study, schema("study"))) == []
    written = json.loads(json.dumps(result_of(answer(study_of(study), draws=2000)), allow_nan=False))
    assert list(faults(written, schema("result"))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "autre"},
        {"scenarios": EVERYTHING["scenarios"][:1]},
        {"weights": {"kind": "exact", "values": {"c0": -1}}},
        {"weights": {"kind": "inconnu"}},
        {"surprise": 1},
    ],
)
def test_the_schema_refuses_what_the_engine_refuses(wrong):
    assert list(faults(EVERYTHING | wrong, schema("study"))) != []
    with pytest.raises(ValueError, match=r"\w"):
        study_of(EVERYTHING | wrong)


def test_the_schema_knows_every_key_that_is_read():
    study = schema("study")
    assert set(study["properties"]) == STUDY_KEYS
    assert set(study["$defs"]["criterion"]["properties"]) == CRITERION_KEYS
    assert set(study["$defs"]["cell"]["properties"]) == CELL_KEYS
    assert {one["properties"]["kind"]["const"] for one in study["$defs"]["weights"]["oneOf"]} == set(KINDS)


def test_the_example_of_the_documentation_can_be_ranked():
    page = Path(__file__).parents[3] / "docs" / "formats" / "etude.md"
    study = json.loads(re.search(r"```json\n(.*?)```", page.read_text(), re.DOTALL)[1])
    assert list(faults(study, schema("study"))) == []
    assert answer(study_of(study), draws=1000).study.title == "Organisation du SI"
