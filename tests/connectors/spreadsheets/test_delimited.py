import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.spreadsheets.delimited import read_csv
from gouvernail.connectors.spreadsheets.model import CellError, UnreadableFile

TEXT = "Nom;Prix\r\nPoste été;1 234,56 €\r\n"


def cells(data, name="parc.csv"):
    return [row.cells for row in read_csv(data, name).sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_reads_the_usual_encodings(encoding):
    assert cells(TEXT.encode(encoding)) == [("Nom", "Prix"), ("Poste été", "1 234,56 €")]


def test_says_that_windows_1252_was_guessed():
    assert read_csv(TEXT.encode(), "parc.csv").warnings == ()
    assert "Windows-1252" in read_csv(TEXT.encode("cp1252"), "parc.csv").warnings[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1,5;2,5\n", [("a", "b"), ("1,5", "2,5")]),
        ("a,b,c\n1,2,3\n", [("a", "b", "c"), ("1", "2", "3")]),
        ("a\tb\n1\t2\n", [("a", "b"), ("1", "2")]),
        ("Parc, mairie\n\na;b\n1;2\n3;4\n", [("Parc, mairie",), ("a", "b"), ("1", "2"), ("3", "4")]),
        ("sep=,\na,b;c\n", [("a", "b;c")]),
        ('a;b\nx;"0\t\n\t\n\t"\n', [("a", "b"), ("x", "0\t\n\t\n\t")]),
        ("seul\nun\n", [("seul",), ("un",)]),
        ('a;b\n"1;2";3\n', [("a", "b"), ("1;2", "3")]),
        ("a;b;c\n1;;3\n;;\n", [("a", "b", "c"), ("1", None, "3")]),
    ],
)
def test_finds_the_separator(text, expected):
    assert cells(text.encode()) == expected


def test_numbers_lines_as_the_file_does():
    workbook = read_csv(b'sep=;\na;b\n"deux\nlignes";1\n\nc;2\n', "parc.csv")

    assert [row.line_number for row in workbook.sheets[0].rows] == [2, 3, 6]


def test_error_codes_are_not_texts():
    assert cells(b"a;b\n#DIV/0!;#N/A\n") == [("a", "b"), (CellError("#DIV/0!"), CellError("#N/A"))]


def test_says_where_quotes_are_faulty():
    workbook = read_csv(b'a;b\n1;2\n"x"y;3\n', "parc.csv")

    assert workbook.sheets[0].rows[2].cells == ("xy", "3")
    assert "ligne 3" in workbook.warnings[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'a;b\n1;2\n"x;3\n4;5\n', "un guillemet ouvert ligne 3"),
        (b";;\n;;\n", "aucune donnée"),
        (b"a;\x81\x8d\n", "ni en UTF-8"),
        ((b"a" * 200_000) + b";b\n", "La ligne 1"),
    ],
)
def test_refuses_with_a_sentence(data, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read_csv(data, "parc.csv")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        rows = read_csv(data, "parc.csv").sheets[0].rows
    except UnreadableFile:
        return
    assert all(row.filled for row in rows)
