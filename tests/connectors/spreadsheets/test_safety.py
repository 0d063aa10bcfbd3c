import struct

import pytest

from gouvernail.connectors.spreadsheets import safety
from gouvernail.connectors.spreadsheets.model import UnreadableFile
from gouvernail.connectors.spreadsheets.safety import check_file

from .making import archive, ods, xlsx_rows

XLSX = xlsx_rows([["a", "b"]])
ODS = ods('<table:table table:name="a"/>')
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (XLSX, "parc.xlsx", "xlsx"),
        (XLSX, "PARC.XLSM", "xlsx"),
        (ODS, "parc.ods", "ods"),
        (b"a;b\n1;2", "parc.csv", "csv"),
        ("a;é".encode("utf-16"), "parc.csv", "csv"),
        ("nom;é".encode("utf-16-le"), "parc.txt", "csv"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "parc.xls", "xls"),
    ],
)
def test_tells_the_kind_by_the_content(data, name, kind):
    assert check_file(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "parc.csv", "parc.csv est vide"),
        (b"  \r\n ", "parc.csv", "parc.csv est vide"),
        (ODS, "parc.xlsx", "se présente comme un classeur XLSX mais c’est un classeur ODS. Renommez-le en .ods"),
        (XLSX, "parc.csv", "se présente comme un fichier CSV mais c’est un classeur XLSX"),
        (b"a;b", "parc.xlsx", "mais c’est un fichier CSV"),
        (XLSX, "parc", "extension de parc n’est pas reconnue"),
        (b"<html><table><tr><td>a", "parc.xls", "est une page web, pas un tableur"),
        (b'<?xml version="1.0"?><Workbook/>', "parc.xls", "est un fichier XML, pas un tableur"),
        (b"%PDF-1.7", "parc.xlsx", "est un PDF, pas un tableur"),
        (archive({"word/document.xml": "<a/>"}), "parc.xlsx", "traitement de texte"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "parc.ods", "traitement de texte"),
        (archive({"photo.jpg": "x"}), "parc.xlsx", "est une archive ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x01\x02\x03\x04\x05", "parc.csv", "type inconnu"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "parc.xlsx", "mot de passe"),
        (b"PK\x03\x04 not really", "parc.xlsx", "abîmé"),
    ],
)
def test_refuses_with_a_sentence(data, name, sentence):
    with pytest.raises(UnreadableFile) as refusal:
        check_file(data, name)

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_path_in_the_name_is_left_out():
    with pytest.raises(UnreadableFile, match=r"^parc\.csv est vide"):
        check_file(b"", "/home/somebody/parc.csv")


def test_refuses_a_heavy_file(monkeypatch):
    monkeypatch.setattr(safety, "MAX_BYTES", 1024 * 1024)

    with pytest.raises(UnreadableFile, match="dépasse 1 Mo"):
        check_file(b"a;b\n" * 300_000, "parc.csv")


def test_refuses_an_archive_that_unpacks_beyond_measure():
    with pytest.raises(UnreadableFile, match="contenu démesuré"):
        check_file(archive({"xl/workbook.xml": b"\0" * 5_000_000}), "parc.xlsx")


def test_refuses_a_total_beyond_measure(monkeypatch):
    monkeypatch.setattr(safety, "MAX_UNPACKED_BYTES", 1000)

    with pytest.raises(UnreadableFile, match="contenu démesuré"):
        check_file(XLSX, "parc.xlsx")


def test_refuses_a_directory_that_lies_about_sizes():
    data = bytearray(archive({"xl/workbook.xml": b"\0" * 5_000_000}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)  # announced size

    with pytest.raises(UnreadableFile, match="abîmé"):
        check_file(bytes(data), "parc.xlsx")


def test_refuses_an_encrypted_archive():
    data = bytearray(XLSX)
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    data[6] |= 1

    with pytest.raises(UnreadableFile, match="mot de passe"):
        check_file(bytes(data), "parc.xlsx")
