import pytest

from tests.governance.committee import make_sitting


@pytest.fixture
def sitting(world):
    """The committee of the agglomeration."""
    return make_sitting(world.agglomeration)
