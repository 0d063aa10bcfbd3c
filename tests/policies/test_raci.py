"""One answers, at least one realises: what does not hold is said, activity by activity."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.policies.models import Process
from gouvernail.policies.raci import CELLS, flaws_of, raci_of, share_out

COLUMNS = ["Encadrant", "Référent SI", "Ressources humaines"]


@pytest.fixture
def process(place):
    return Process.objects.create(organisation=place, name="Arrivée", functions="\n".join(COLUMNS))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("R", "A", "I"), []),
        (("RA", "", ""), []),
        (("R", "R", "A"), []),
        (("R", "C", ""), ["personne n’en répond (A)"]),
        (("A", "C", ""), ["personne ne la réalise (R)"]),
        (("RA", "A", ""), ["2 fonctions en répondent (A) : une seule le peut"]),
        (("", "", ""), ["personne n’en répond (A)", "personne ne la réalise (R)"]),
    ],
)
def test_what_does_not_hold_is_said(cells, words):
    assert flaws_of(cells) == words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(grid=st.lists(st.tuples(*[st.sampled_from(CELLS)] * 3), min_size=1, max_size=5))
def test_what_is_shared_out_is_read_back(process, owner, grid):
    rows = [(f"Activité {rank}", dict(zip(COLUMNS, cells, strict=True))) for rank, cells in enumerate(grid)]
    share_out(process, rows, actor=owner)
    raci = raci_of(process)
    assert raci.columns == COLUMNS
    assert [row.cells for row in raci.rows] == grid
    assert len(raci.flaws) == sum(len(flaws_of(cells)) for cells in grid)


def test_a_function_that_left_the_columns_is_still_shown(process, owner):
    share_out(process, [("Préparer le poste", {"Encadrant": "R", "Référent SI": "A"})], actor=owner)
    process.functions = "Référent SI"
    process.save()
    raci = raci_of(process)
    assert raci.columns == ["Référent SI", "Encadrant"]
    assert raci.flaws == []
