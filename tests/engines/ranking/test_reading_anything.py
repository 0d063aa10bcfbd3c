"""Whatever is put in the place of any part of a study, it is read or refused with a sentence; it never breaks."""

from contextlib import suppress
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.engines.ranking import StudyRefused, study_of
from tests.engines.ranking.studies import plain

FULL = plain(
    [[0.1, "bas", None], [[0.2, 0.5], "haut", {"value": 0.3, "note": "x", "otherwise": [0.4]}]],
    scales={
        "s": {"levels": [1, 3], "ordinal": False, "words": {"bas": {"readings": {"a": 1, "b": [1, 2]}}, "haut": 3}}
    },
    members=[
        {"id": "a", "name": "A", "weights": {"kind": "exact", "values": {"c0": 0.2, "c1": 0.3, "c2": 0.5}}},
        {"id": "b", "name": "B", "weights": {"kind": "points", "values": {"c0": 2, "c1": 3, "c2": 5}}},
        {"id": "c", "name": "C", "weights": {"kind": "ranges", "ranges": {"c0": [0.1, 0.5]}, "pairs": [["c0", "c1"]]}},
        {"id": "d", "name": "D", "weights": {"kind": "order", "order": ["c0", ["c1", "c2"]]}},
        {"id": "e", "name": "E", "weights": {"kind": "order", "pairs": [["c0", "c1"]]}},
        {"id": "f", "name": "F", "weights": {"kind": "swing", "points": {"c0": 100, "c1": [20, 30], "c2": 0}}},
        {
            "id": "g",
            "name": "G",
            "weights": {"kind": "ahp", "comparisons": [["c0", "c1", 2], ["c0", "c2", 3], ["c1", "c2", 1]]},
        },
        {"id": "h", "name": "H", "weights": {"kind": "simos", "cards": [["c0"], 1, ["c1", "c2"]], "ratio": 4}},
    ],
    combinations=[{"id": "k", "name": "K", "of": ["s0", "s1"], "rule": "best", "rules": {"c0": {"given": 0.5}}}],
    incompatible=[],
    methods=["topsis", {"method": "vikor", "v": 0.4}],
    set_aside=[],
)
FULL["criteria"][1] = {"id": "c1", "name": "C1", "direction": "less", "scale": "s", "requirement": "bas"}
FULL["criteria"][2] |= {"value": {"points": [[0, 0], [0.5, 0.8], [1, 1]]}, "indifference": 0.1, "preference": 0.2}


def places(data, path=()):
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


odd = st.sampled_from(
    [None, True, 0, -1, 1e308, float("inf"), float("nan"), "", " ", "c0", [], [1], [2, 1], {}, {"a": 1}]
)


def test_the_study_that_is_damaged_is_sound():
    assert len(study_of(FULL).scenarios) == 3


@settings(max_examples=400)
@given(st.sampled_from([path for path in places(FULL) if path]), st.one_of(odd, st.integers(), st.text(max_size=5)))
def test_a_damaged_study_is_read_or_refused(path, value):
    study = deepcopy(FULL)
    here = study
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with suppress(StudyRefused):
        study_of(study)
