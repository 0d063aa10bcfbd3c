"""A request heavier than anything we ask for is refused before it is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@pytest.mark.parametrize("path", ["/compte/login/", "/nulle-part/"])
def test_a_heavy_request_is_refused_with_a_sentence(db, settings, path):
    settings.LARGEST_REQUEST = 1024 * 1024
    heavy = SimpleUploadedFile("x.bin", b"x" * (1024 * 1024 + 1))
    answer = Client().post(path, {"file": heavy})
    assert answer.status_code == 413
    assert "1 Mo au plus" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("length", ["9" * 400, "-1", "²", "abc"])
def test_a_length_that_is_none_is_refused(db, length):
    assert Client().post("/compte/login/", CONTENT_LENGTH=length).status_code == 413


def test_an_ordinary_request_goes_through(db):
    assert Client().post("/compte/login/", {"login": "a@x.example", "password": "b"}).status_code == 200
