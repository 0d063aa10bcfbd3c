"""Every page goes through the typography, and nothing but pages."""

import json

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from gouvernail.config import settings as real_settings
from gouvernail.config.test_settings import TYPOGRAPHY
from gouvernail.ui.middleware import TypographyMiddleware

TEXT = "<p>Adopter « le plan » ?</p>"


def shown(response, rf):
    return TypographyMiddleware(lambda request: response)(rf.get("/"))


def test_a_page_is_held(rf):
    assert shown(HttpResponse(TEXT), rf).content.decode() == "<p>Adopter «\u00a0le plan\u00a0»\u202f?</p>"


@pytest.mark.parametrize("kind", ["text/csv", "image/svg+xml", "text/plain", "application/pdf"])
def test_a_file_is_left(rf, kind):
    assert shown(HttpResponse(TEXT, content_type=kind), rf).content.decode() == TEXT


def test_data_and_streams_are_left(rf):
    assert json.loads(shown(JsonResponse({"a": TEXT}), rf).content) == {"a": TEXT}
    assert b"".join(shown(StreamingHttpResponse([TEXT]), rf).streaming_content).decode() == TEXT


def test_the_application_has_it_after_everything_that_writes_pages():
    assert real_settings.MIDDLEWARE[-1] == TYPOGRAPHY


def test_a_real_page_shows_no_loose_mark(db, client, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, TYPOGRAPHY]
    page = client.get("/compte/login/").content.decode()
    assert "Mot de passe" in page
    assert "\u00a0:" in page or "\u202f?" in page
