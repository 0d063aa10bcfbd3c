"""Documents without a fault: how often the rules speak for nothing."""

from pathlib import Path

import pytest

from gouvernail.connectors.reading.formats import read_document
from gouvernail.connectors.reading.rules import check_document

CLEAN = sorted((Path(__file__).parents[2] / "data" / "reading" / "clean").iterdir())


def test_there_are_clean_documents_of_every_sort():
    assert len(CLEAN) == 8


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_no_rule_speaks_on_a_clean_document(path):
    flags = check_document(read_document(path.read_bytes(), path.name))
    assert [(flag.line + 1, flag.code, flag.sentence) for flag in flags] == []


def test_no_name_is_masked_in_a_clean_document():
    for path in CLEAN:
        assert read_document(path.read_bytes(), path.name).masked == ()
