"""Deny by default, and count the doors."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from gouvernail.accounts.models import User
from tests.worlds import PASSWORD

FOREIGN = ("allauth",)


def _views(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern


def _own_views():
    return [
        (path, pattern)
        for path, pattern in _views(get_resolver().url_patterns)
        if not pattern.callback.__module__.startswith(FOREIGN)
    ]


def test_every_page_declares_its_right():
    silent = [path for path, pattern in _own_views() if not hasattr(pattern.callback, "door")]
    assert silent == []


OPEN = {"", "healthz", "accessibilite/", "premier-demarrage/"}
BY_SECRET_ADDRESS = {
    "partage/<str:token>/",
    "echeances/<str:token>.ics",
    "echeances/<str:token>.rss",
    "lecture/<str:token>/",
    "lecture/<str:token>/pieces/<int:paper_pk>/",
}
"""Opened by whoever holds an address that expires and can be revoked."""


def test_few_pages_are_open_to_anybody():
    opened = {path for path, pattern in _own_views() if pattern.callback.door[0] == "open"}
    assert opened == OPEN | BY_SECRET_ADDRESS


def test_nobody_signs_up_by_themselves(client, db):
    client.post("/compte/signup/", {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="new@x.example").exists()


@pytest.mark.parametrize("path", ["/c/commune/", "/c/commune/actions/", "/c/commune/roles/"])
def test_who_is_not_signed_in_is_asked_to(client, world, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/compte/login/")
