"""``deck`` and ``minutes`` write a file whole or not at all, and say why they cannot."""

import sys
from types import SimpleNamespace

import pytest
from django.core.exceptions import ObjectDoesNotExist

from gouvernail.cli import main


@pytest.fixture
def asked(monkeypatch):
    """What was asked of the production of documents, which answers with a few bytes."""
    calls = []

    def meeting_document(meeting, name, format_):
        calls.append((meeting, name, format_))
        if meeting == 404:
            raise ObjectDoesNotExist
        return b"contenu"

    fake = SimpleNamespace(meeting_document=meeting_document)
    monkeypatch.setitem(sys.modules, "gouvernail.documents.production", fake)
    return calls


@pytest.mark.parametrize(
    ("command", "format_"), [("deck", "pptx"), ("deck", "pdf"), ("minutes", "pdf"), ("minutes", "docx")]
)
def test_the_document_is_written(asked, tmp_path, command, format_):
    file = tmp_path / "document"
    assert main([command, "--meeting", "3", "--format", format_, "-o", str(file)]) == 0
    assert asked == [(3, command, format_)]
    assert [path.name for path in tmp_path.iterdir()] == ["document"]
    assert file.read_bytes() == b"contenu"


def test_an_unknown_meeting_is_said_and_nothing_is_written(asked, tmp_path, capsys):
    assert main(["deck", "--meeting", "404", "-o", str(tmp_path / "document")]) == 1
    assert "il n’y a pas de séance n° 404" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_one_cannot_write_is_said(asked, tmp_path, capsys):
    assert main(["minutes", "--meeting", "3", "-o", str(tmp_path / "absent" / "document")]) == 1
    assert "absent" in capsys.readouterr().err
