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


def test_a_format_that_needs_libreoffice_says_so(asked, tmp_path, capsys, monkeypatch):
    from gouvernail.documents.kit.office import OfficeMissingError

    def meeting_document(meeting, name, format_):
        raise OfficeMissingError

    monkeypatch.setattr(sys.modules["gouvernail.documents.production"], "meeting_document", meeting_document)
    assert main(["deck", "--meeting", "3", "--format", "odp", "-o", str(tmp_path / "document")]) == 1
    assert "LibreOffice" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_one_cannot_write_is_said(asked, tmp_path, capsys):
    assert main(["minutes", "--meeting", "3", "-o", str(tmp_path / "absent" / "document")]) == 1
    assert "absent" in capsys.readouterr().err


@pytest.fixture
def plans(monkeypatch):
    """What was asked of the documents of a plan."""
    calls = []

    from gouvernail.documents.kit.office import OfficeMissingError

    def document_of_place(place, version, document, format_):
        from gouvernail.organisations.models import Organisation
        from gouvernail.plans.models import PlanVersion

        calls.append((place, version, document, format_))
        if place == "nulle-part":
            raise Organisation.DoesNotExist
        if version == 404:
            raise PlanVersion.DoesNotExist
        if format_ == "odt":
            raise OfficeMissingError
        if format_ == "ods" and document == "fiche":
            raise ValueError("Le document « fiche » n’existe pas au format « ods ».")
        return b"contenu"

    fake = SimpleNamespace(document_of_place=document_of_place)
    monkeypatch.setitem(sys.modules, "gouvernail.documents.ppi.production", fake)
    return calls


def test_a_document_of_the_plan_is_written_in_its_first_format(plans, tmp_path):
    file = tmp_path / "document"
    assert main(["ppi", "diaporama", "--place", "ville", "-o", str(file)]) == 0
    assert main(["ppi", "tableau", "--place", "ville", "--version", "3", "--format", "ods", "-o", str(file)]) == 0
    assert plans == [("ville", None, "diaporama", "pptx"), ("ville", 3, "tableau", "ods")]
    assert file.read_bytes() == b"contenu"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("fiche", "--place", "nulle-part"), "pas de collectivité « nulle-part »"),
        (("fiche", "--place", "ville", "--version", "404"), "pas de version n° 404"),
        (("fiche", "--place", "ville", "--format", "ods"), "n’existe pas au format"),
        (("rapport", "--place", "ville", "--format", "odt"), "LibreOffice"),
    ],
)
def test_what_a_plan_does_not_have_is_said_and_nothing_is_written(plans, tmp_path, capsys, arguments, sentence):
    assert main(["ppi", *arguments, "-o", str(tmp_path / "document")]) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_and_the_documents_agree_on_formats():
    from gouvernail.cli.commands.ppi import FORMATS
    from gouvernail.documents.ppi.production import KINDS

    assert {word: kind.formats for word, kind in KINDS.items()} == FORMATS
