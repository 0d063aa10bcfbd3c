from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.connectors.spreadsheets.model import (
    NOT_COMPUTED,
    CellError,
    MergedRange,
    UnreadableFile,
    column_letter,
    spread_merged,
)
from gouvernail.connectors.spreadsheets.workbooks import read_workbook

from .making import changed, ods, xlsx, xlsx_rows

TEXT = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def test_reads_typed_cells_and_their_lines():
    def fill(workbook, sheet):
        sheet.write(0, 0, "Inventaire")
        sheet.write(2, 0, "00123")
        sheet.write(2, 1, 125)
        sheet.write(2, 2, 850.5)
        sheet.write(2, 3, True)
        sheet.write_datetime(2, 4, datetime(2021, 3, 15), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write(2, 5, 43831)
        sheet.write(2, 6, 0.1 + 0.2)
        sheet.write_formula(2, 7, "=1+1", None, 2)

    sheet = read_workbook(xlsx(fill), "parc.xlsx").sheet("Parc")

    assert [row.line_number for row in sheet.rows] == [1, 3]
    assert sheet.rows[1].cells == ("00123", 125, Decimal("850.5"), True, date(2021, 3, 15), 43831, Decimal("0.3"), 2)
    assert not any(isinstance(cell, float) for cell in sheet.rows[1].cells)
    assert sheet.rows[1].cell(50) is None


def test_errors_are_not_blanks():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 4, "=Z0", None, "#REF!")

    sheet = read_workbook(xlsx(fill), "parc.xlsx").sheet("Parc")

    assert sheet.errors == ((2, "B", CellError("#DIV/0!")), (3, "E", CellError("#REF!")))
    assert sheet.rows[1].cells[0] is None


def test_a_formula_never_computed_is_not_a_blank():
    data = xlsx(lambda _, sheet: (sheet.write(0, 0, "a"), sheet.write_formula(1, 0, "=1+1", None, 7)))
    data = changed(data, "xl/worksheets/sheet1.xml", "<v>7</v>", "<v></v>")

    assert read_workbook(data, "parc.xlsx").sheet("Parc").errors == ((2, "A", NOT_COMPUTED),)


def test_a_formula_may_give_an_empty_text():
    data = xlsx(lambda _, sheet: (sheet.write(0, 0, "a"), sheet.write_formula(1, 0, '=""', None, "")))
    data = changed(data, "xl/worksheets/sheet1.xml", '<c r="A2">', '<c r="A2" t="str">')
    data = changed(data, "xl/worksheets/sheet1.xml", "<v>0</v>", "<v></v>") if b"<v>0</v>" in data else data

    assert read_workbook(data, "parc.xlsx").sheet("Parc").errors == ()


def test_hidden_sheets_are_read_and_said():
    def fill(workbook, sheet):
        sheet.write(0, 0, "a")
        other = workbook.add_worksheet("Secret")
        other.write(0, 0, "b")
        other.hide()
        workbook.add_worksheet("Vide")

    workbook = read_workbook(xlsx(fill), "parc.xlsx")

    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [
        ("Parc", False),
        ("Secret", True),
        ("Vide", False),
    ]
    assert [sheet.name for sheet in workbook.visible_sheets] == ["Parc"]


@pytest.mark.parametrize("formula", [False, True])
def test_hidden_rows_are_read_and_counted(formula):
    def fill(_, sheet):
        for line in range(6):
            sheet.write(line, 2, f"PC-{line}")
        if formula:
            sheet.write_formula(0, 3, "=1+1", None, 2)
        for line in (1, 2, 4, 90):
            sheet.set_row(line, None, None, {"hidden": True})

    sheet = read_workbook(xlsx(fill), "parc.xlsx").sheet("Parc")

    assert sheet.hidden_rows == 3
    assert [row.cells[:3] for row in sheet.rows] == [(None, None, f"PC-{line}") for line in range(6)]


def test_a_sheet_found_plain_is_read_the_same_without_a_second_inspection():
    data = xlsx(lambda _, sheet: (sheet.write(2, 1, "a"), sheet.write(4, 3, 2.5)))
    first = read_workbook(data, "parc.xlsx")
    assert first.plain
    assert read_workbook(data, "parc.xlsx", plain=True).sheets == first.sheets


def test_merged_cells_are_said_and_spread_on_demand():
    def fill(workbook, sheet):
        sheet.merge_range(0, 0, 2, 0, "Mairie", workbook.add_format())
        sheet.write_column(0, 1, ["a", "b", "c"])

    sheet = read_workbook(xlsx(fill), "parc.xlsx").sheet("Parc")

    assert sheet.merged == (MergedRange(1, 0, 3, 0),)
    assert [row.cells for row in sheet.rows] == [("Mairie", "a"), (None, "b"), (None, "c")]
    assert [row.cells for row in spread_merged(sheet).rows] == [("Mairie", "a"), ("Mairie", "b"), ("Mairie", "c")]


def test_an_ods_repeats_blank_rows_to_the_end_of_the_sheet():
    table = (
        '<table:table table:name="Parc"><table:table-row>'
        + TEXT.format(' table:number-columns-spanned="2"', "Poste")
        + "<table:covered-table-cell/>"
        + '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        + '<table:table-row table:number-rows-repeated="2">'
        + '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        + 'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        + '<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell>'
        + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048566">'
        + '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )

    sheet = read_workbook(ods(table), "parc.ods").sheet("Parc")

    assert [row.cells for row in sheet.rows] == [
        ("Poste", None),
        (CellError("#DIV/0!"), Decimal("12.5")),
        (CellError("#DIV/0!"), Decimal("12.5")),
    ]
    assert sheet.merged == (MergedRange(1, 0, 1, 1),)


def test_reads_the_old_format(old_workbook):
    workbook = read_workbook(old_workbook, "parc.xls")

    assert workbook.sheets[0].rows[0].cells[:2] == ("Nom du poste", "Date d’achat")
    assert workbook.sheets[0].rows[1].cells == ("PC-001", date(2021, 3, 15), Decimal("850.5"))
    assert workbook.warnings == ()


def test_errors_of_the_old_format_are_not_blanks(old_errors):
    workbook = read_workbook(old_errors, "erreurs.xls")

    assert [row.cells for row in workbook.sheet("Parc").rows[1:]] == [
        ("PC-001", "Fixe", CellError("#DIV/0!")),
        ("PC-002", CellError("#N/A"), 700),
    ]
    assert workbook.sheet("Références").errors == ((2, "B", CellError("#REF!")),)


def test_an_old_workbook_that_asks_for_a_password_is_said_so(locked_workbook):
    with pytest.raises(UnreadableFile, match="mot de passe"):
        read_workbook(locked_workbook, "protege.xls")


@given(st.integers(0, 6143), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_forged_old_workbook_is_read_or_refused(old_errors, place, byte):
    forged = old_errors[:place] + bytes([byte]) + old_errors[place + 1 :]
    try:
        read_workbook(forged, "forge.xls")
    except UnreadableFile:
        return


@pytest.mark.parametrize("last", [(1048575, 16383), (1048575, 3), (9999, 9999)])
def test_a_cell_in_the_far_corner_is_refused(last):
    data = xlsx(lambda _, sheet: (sheet.write(0, 0, "a"), sheet.write(*last, "b")))

    with pytest.raises(UnreadableFile, match="c’est trop pour être lu"):
        read_workbook(data, "parc.xlsx")


def test_a_far_blank_cell_with_a_format_is_no_trouble():
    data = xlsx(
        lambda workbook, sheet: (sheet.write(0, 0, "a"), sheet.write_blank(1048575, 16383, None, workbook.add_format()))
    )

    assert len(read_workbook(data, "parc.xlsx").sheet("Parc").rows) == 1


def test_repeated_cells_with_a_value_are_refused():
    table = (
        '<table:table table:name="Parc"><table:table-row table:number-rows-repeated="1048576">'
        + TEXT.format(' table:number-columns-repeated="16384"', "x")
        + "</table:table-row></table:table>"
    )

    with pytest.raises(UnreadableFile, match="c’est trop pour être lu"):
        read_workbook(ods(table), "parc.ods")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx_rows([["a"]])[:-200], "parc.xlsx"),
        (changed(xlsx_rows([["a"]]), "xl/workbook.xml", "</workbook>", ""), "parc.xlsx"),
        (changed(xlsx_rows([["a"]]), "xl/worksheets/sheet1.xml", 'r="A1"', 'r="A0"'), "parc.xlsx"),
        (ods("<table:table>"), "parc.ods"),
    ],
)
def test_a_damaged_file_is_refused(data, name):
    with pytest.raises(UnreadableFile, match="abîmé ou incomplet"):
        read_workbook(data, name)


def test_entities_are_refused():
    data = changed(
        xlsx_rows([["a"]]), "xl/worksheets/sheet1.xml", "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    )

    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read_workbook(data, "parc.xlsx")


def test_a_workbook_without_data_is_refused():
    with pytest.raises(UnreadableFile, match="aucune donnée"):
        read_workbook(xlsx(lambda *_: None), "parc.xlsx")


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_names_columns_as_the_program_does(index, letters):
    assert column_letter(index) == letters


def test_hidden_rows_of_an_old_workbook_are_read_and_counted():
    data = (Path(__file__).parents[2] / "data" / "spreadsheets" / "masquees.xls").read_bytes()
    (sheet,) = read_workbook(data, "masquees.xls").sheets
    assert (len(sheet.rows), sheet.hidden_rows) == (8, 3)
