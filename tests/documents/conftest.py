import pytest

from tests.governance.committee import actor_for, make_sitting


@pytest.fixture
def sitting(world):
    """The committee of the agglomeration."""
    return make_sitting(world.agglomeration)


@pytest.fixture
def owner(world):
    """The actor of the DSI of the agglomeration."""
    return actor_for(world.owner)
