from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data" / "spreadsheets"


@pytest.fixture
def old_workbook():
    """An XLS of two rows, made by hand for these tests."""
    return (DATA / "parc.xls").read_bytes()
