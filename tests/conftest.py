"""What all tests share: steady property tests, and the demonstration for those that look at a whole world."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")


@pytest.fixture(scope="module")
def _demo_world(django_db_setup, django_db_blocker):
    from django.db import transaction

    from gouvernail.demo.loading import demo_accounts, load_demo

    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield demo_accounts()
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo_world, db):
    """The demonstration, loaded once a module and left as it was by each test; gives its accounts."""
    return _demo_world


@pytest.fixture
def world(db):
    """Two agglomerations and the three standing people."""
    from tests.worlds import make_world

    return make_world()
