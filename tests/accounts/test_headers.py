"""What every answer says to browsers and proxies, errors, downloads and static files included."""

import pytest
from django.conf import settings
from django.test import Client

from tests.objects import make_object
from tests.worlds import PASSWORD


def _answers(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.owner)
    make_object("action", world.commune)
    return {
        "page": client.get("/c/agglo/"),
        "list": client.get("/c/agglo/actions/"),
        "download": client.get("/c/agglo/actions/export/?format=xlsx"),
        "missing": client.get("/c/nulle-part/"),
        "refused": client.get("/c/agglo/roles/9999/confier/"),
        "unknown host": client.get("/", HTTP_HOST="evil.example"),
        "sign-in": Client().get("/compte/login/"),
        "probe": Client().get("/healthz"),
    }


def test_nothing_is_kept_by_browsers_or_proxies(world):
    kept = {name for name, answer in _answers(world).items() if "no-store" not in answer.headers["Cache-Control"]}
    assert kept == set()


def test_every_answer_carries_the_content_policy_and_refuses_to_be_framed_or_guessed(world):
    for name, answer in _answers(world).items():
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name


def test_static_files_carry_the_policy_too():
    names = settings.MIDDLEWARE
    assert names.index("csp.middleware.CSPMiddleware") < names.index("whitenoise.middleware.WhiteNoiseMiddleware")


@pytest.mark.parametrize("name", ["gouvernail_session", "gouvernail_csrf"])
def test_no_script_reads_the_cookies(world, name):
    client = Client()
    client.post("/compte/login/", {"login": world.owner.email, "password": PASSWORD})
    client.get("/c/agglo/actions/nouveau/")
    assert client.cookies[name]["httponly"]
    assert client.cookies[name]["samesite"] == "Lax"


def test_no_page_is_kept_aside_for_the_back_button(world):
    client = Client()
    client.force_login(world.owner)
    assert '"historyCacheSize":0,"refreshOnHistoryMiss":true' in client.get("/c/agglo/actions/").content.decode()
