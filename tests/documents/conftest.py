import pytest

from tests.documents.chain import make_chain
from tests.governance.committee import actor_for, make_sitting


@pytest.fixture
def sitting(world):
    """The committee of the agglomeration."""
    return make_sitting(world.agglomeration)


@pytest.fixture
def owner(world):
    """The actor of the DSI of the agglomeration."""
    return actor_for(world.owner)


@pytest.fixture
def chain(sitting):
    """A chain from a finding to a decision."""
    return make_chain(sitting)


@pytest.fixture
def stranger(world):
    """The actor of an administrator of another agglomeration."""
    return actor_for(world.stranger)
