"""On random tables, our kernels say what two libraries said when the data were made."""

import json

import pytest

from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.method import table_of
from tests.engines.ranking.studies import DATA

CASES = json.loads((DATA / "oracles.json").read_text())["cases"]


def kernel(code, case, **options):
    return methods()[code].kernel(table_of(case | {"options": options}))


@pytest.mark.parametrize("case", CASES)
def test_the_kernels_agree_with_the_libraries(case):
    assert kernel("topsis", case, normalisation="minmax").scores == pytest.approx(case["topsis"])
    assert kernel("vikor", case).details["Q"] == pytest.approx(case["vikor"])
    assert kernel("promethee", case).scores == pytest.approx(case["promethee"])
    credibility = kernel("electre_iii", case).details["credibility"]
    assert credibility.tolist() == [pytest.approx(row) for row in case["credibility"]]
