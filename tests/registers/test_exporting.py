from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.connectors.spreadsheets import find_header, read_workbook
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.exporting import Sheet, escape_cell, unescape_cell, write_table, write_workbook
from gouvernail.registers.exporting_cells import clean_text
from gouvernail.registers.exporting_layout import column_widths, sheet_name

FORMATS = ["xlsx", "ods", "csv"]
NASTY = [
    "=1+1",
    "+33",
    "-5 °C",
    "@SUM(A1)",
    "\tx",
    "\nx",
    "'=x",
    "''",
    "'quote",
    "a;b",
    'a"b',
    "  deux  espaces ",
    "a\tb\nc",
]
texts = st.one_of(st.text(max_size=40), st.text(alphabet="='+-@\t\r\n; \"\u00a0a_x0041", max_size=12))


def back(data, format):
    return read_workbook(data, f"table.{format}").visible_sheets[0].rows


@pytest.mark.parametrize("format", FORMATS)
def test_headers_are_on_the_first_row_and_found_again(format):
    data = write_table(
        ["Nom du poste", "Prix HT"], [["PC-001", 3]], format=format, title="Parc", notes=["Source : démo"]
    )

    match = find_header(back(data, format), {"name": ("Nom du poste",), "price": ("Prix HT",)})

    assert match.line_number == 1
    assert match.unknown == match.missing == ()


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_cells_keep_their_type(format):
    row = [12, Decimal("1234.50"), date(2026, 2, 12), datetime(2026, 2, 12, 8, 30), True, False, None, "texte"]

    rows = back(write_table(list("abcdefgh"), [row], format=format, title="Parc"), format)

    assert rows[1].cells == (
        12,
        Decimal("1234.5"),
        date(2026, 2, 12),
        datetime(2026, 2, 12, 8, 30),
        "Oui",
        "Non",
        None,
        "texte",
    )


def test_a_csv_is_written_as_french_programs_open_it():
    row = [1200, Decimal("1234.50"), date(2026, 2, 12), datetime(2026, 2, 12, 8, 30), True, None, "a;b"]

    data = write_table(["é", *"bcdefg"], [row], format="csv", title="Parc", notes=["Source"])

    assert data.decode("utf-8") == ('\ufeffé;b;c;d;e;f;g\r\n1200;1234,50;12/02/2026;12/02/2026 08:30;Oui;;"a;b"\r\n')


@pytest.mark.parametrize("format", FORMATS)
def test_partial_dates_read_back(format):
    dates = [PartialDate.parse(text) for text in ("12/02/2026", "fin janvier 2026", "T1 2026", "2026")]

    rows = back(write_table(["a", "b"], [["x", when] for when in dates], format=format, title="Parc"), format)

    read = [row.cells[1] for row in rows[1:]]
    assert [
        PartialDate.of_day(value) if isinstance(value, date) else PartialDate.parse(value) for value in read
    ] == dates


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_are_harmless_and_read_back(format, text):
    rows = back(write_table(["a", "b"], [["x", text]], format=format, title="Parc"), format)

    written = rows[1].cells[1]
    assert written[0] not in "=+-@\t\r\n"
    assert unescape_cell(written) == text


@given(texts)
def test_escaping_is_undone_exactly(text):
    escaped = escape_cell(clean_text(text))

    assert unescape_cell(escaped) == clean_text(text)
    assert not escaped.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@settings(max_examples=60)
@given(
    st.lists(texts.filter(lambda text: text.strip() and "#" not in text), min_size=1, max_size=20),
    st.sampled_from(FORMATS),
)
def test_any_text_reads_back(values, format):
    for headers, before in ((["a"], []), (["a", "b"], ["x"])):
        data = write_table(headers, [[*before, value] for value in values], format=format, title="Parc")

        read = [row.cells[-1] for row in back(data, format)[1:]]
        assert [unescape_cell(value) for value in read] == [clean_text(value) for value in values]


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.decimals(-(10**9), 10**9, places=4)), min_size=1),
    st.sampled_from(["xlsx", "ods"]),
)
def test_any_number_reads_back(values, format):
    data = write_table(["a"], [[value] for value in values], format=format, title="Parc")

    assert [row.cells[0] for row in back(data, format)[1:]] == values


@pytest.mark.parametrize("format", FORMATS)
def test_a_number_too_long_for_a_spreadsheet_keeps_its_digits(format):
    rows = back(write_table(["a"], [[12345678901234567]], format=format, title="Parc"), format)

    assert rows[1].cells == ("12345678901234567",)


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_notes_go_to_a_second_sheet(format):
    data = write_table(["a"], [["x"]], format=format, title="Parc : été", notes=["=Source"])

    first, second = read_workbook(data, f"t.{format}").sheets
    assert (first.name, second.name) == ("Parc été", "Notes")
    assert second.rows[0].cells == ("'=Source",)


@pytest.mark.parametrize("format", FORMATS)
def test_a_table_without_rows_is_its_headers(format):
    assert len(back(write_table(["a", "b"], [], format=format, title=""), format)) == 1


def test_a_row_must_fit_the_headers():
    with pytest.raises(ValueError, match="La ligne 2 a 1 cellules pour 2 colonnes"):
        write_table(["a", "b"], [["x", "y"], ["z"]], format="csv", title="Parc")


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_is_never_cut_in_silence(format):
    with pytest.raises(ValueError, match="trop long pour une cellule"):
        write_table(["a"], [["x" * 40_000]], format=format, title="Parc")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Parc : été / 2026", "Parc été 2026"),
        ("x" * 50, "x" * 31),
        ("", "Tableau"),
        ("Notes", "Tableau"),
        ("'[a]'", "a"),
    ],
)
def test_a_sheet_has_a_name_that_every_program_accepts(title, name):
    assert sheet_name(title) == name


def test_columns_are_as_wide_as_their_longest_line_within_reason():
    assert column_widths([["a", "b", "c"], ["x" * 20, "x" * 900, "court\n" + "y" * 30]]) == [22, 60, 32]


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_a_workbook_holds_every_sheet_under_its_name_and_the_notes_last(format):
    sheets = [Sheet("Lignes", ("Axe", "Total"), [("A", Decimal("1.50"))]), Sheet("Totaux", ("Axe",), [("=B",)])]
    book = read_workbook(write_workbook(sheets, format=format, title="Plan", notes=["Une note"]), f"plan.{format}")
    assert [sheet.name for sheet in book.sheets] == ["Lignes", "Totaux", "Notes"]
    lines, totals, _notes = book.sheets
    assert lines.rows[1].cells == ("A", Decimal("1.5"))
    assert totals.rows[1].cells[0] == "'=B"


def test_a_workbook_without_sheet_or_with_one_name_twice_is_refused():
    for sheets in ([], [Sheet("A", ("x",), []), Sheet("a", ("y",), [])]):
        with pytest.raises(ValueError, match="au moins une feuille"):
            write_workbook(sheets, format="xlsx", title="T")
