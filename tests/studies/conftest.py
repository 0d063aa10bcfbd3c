"""A small study of the agglomeration: three scenarios, four criteria, words that people placed."""

import pytest
from django.test import Client

from tests.studies.making import make_study


@pytest.fixture
def study(world):
    return make_study(world.agglomeration)


@pytest.fixture
def client_of():
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def owner(world, client_of):
    return client_of(world.owner)
