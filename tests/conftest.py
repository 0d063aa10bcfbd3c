"""What all tests share: steady property tests, and the demonstration for those that look at a whole world."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def _static_folder():
    """Give WhiteNoise the folder it looks for; the tests read the static files where they are written."""
    from django.conf import settings as django_settings

    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_sessionfinish(session):
    """Leave no data folder behind, once the last worker is done."""
    folder = os.environ.get("GOUVERNAIL_DATA", "")
    if "gouvernail-tests-" in folder and not hasattr(session.config, "workerinput"):
        shutil.rmtree(folder, ignore_errors=True)


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


@pytest.fixture
def owner(world):
    """The actor of the DSI of the agglomeration."""
    from tests.governance.committee import actor_for

    return actor_for(world.owner)


@pytest.fixture
def stranger(world):
    """The actor of an administrator of another agglomeration."""
    from tests.governance.committee import actor_for

    return actor_for(world.stranger)
