import pytest

from tests.documents.chain import make_chain
from tests.governance.committee import make_sitting


@pytest.fixture
def sitting(world):
    """The committee of the agglomeration."""
    return make_sitting(world.agglomeration)


@pytest.fixture
def chain(sitting):
    """A chain from a finding to a decision."""
    return make_chain(sitting)
