import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from tests.factories import make_organisation


@pytest.fixture
def place(db):
    return make_organisation("Communauté d’essai", headcount=80)


@pytest.fixture
def measured():
    """Measure a code at a place on a day, as a machine would."""
    return lambda code, place, on: measure(code, Scope.of_machine(place), on)


@pytest.fixture
def query_count():
    """Count the queries of a call."""

    def count(call):
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count
