from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data" / "spreadsheets"


@pytest.fixture
def old_workbook():
    """An XLS of two rows, made by hand for these tests."""
    return (DATA / "parc.xls").read_bytes()


@pytest.fixture(scope="session")
def old_errors():
    """An XLS of two sheets whose formulas gave errors, saved by LibreOffice for these tests."""
    return (DATA / "erreurs.xls").read_bytes()


@pytest.fixture
def locked_workbook():
    """An XLS that asks for a password, saved by LibreOffice for these tests."""
    return (DATA / "protege.xls").read_bytes()
