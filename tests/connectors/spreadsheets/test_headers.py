import pytest

from gouvernail.connectors.spreadsheets.headers import find_header, is_total_row, require
from gouvernail.connectors.spreadsheets.model import Row, UnreadableFile

KNOWN = {
    "name": ("Nom du poste", "Poste", "Hostname"),
    "bought_on": ("Date d’achat", "Acheté le"),
    "price": ("Prix HT", "Coût HT"),
    "system": ("Système", "OS"),
}


def rows(*contents):
    return [Row(line, tuple(cells)) for line, cells in enumerate(contents, 1) if any(cells)]


def test_finds_the_header_under_titles():
    sheet = rows(
        ("Inventaire du parc — Poste", None),
        (None,),
        ("N° inv.", "NOM DU POSTE", "date d'achat ", "Cout HT", None),
        ("1", "PC-001", None, 5, "perdu"),
    )

    match = find_header(sheet, KNOWN)

    assert match.line_number == 3
    assert {name: column.letter for name, column in match.columns.items()} == {
        "name": "B",
        "bought_on": "C",
        "price": "D",
    }
    assert [column.label for column in match.unknown] == ["N° inv."]
    assert match.missing == ("system",)
    assert [title.line_number for title in match.titles] == [1]
    assert match.values(sheet[-1]) == {"name": "PC-001", "bought_on": None, "price": 5}
    assert match.stray_cells(sheet[-1]) == (("E", "perdu"),)


def test_the_field_names_themselves_are_headers():
    assert find_header(rows(("name", "bought_on")), KNOWN).missing == ("price", "system")


def test_a_repeated_column_is_said_and_not_read():
    match = find_header(rows(("Poste", "Nom du poste", "OS")), KNOWN)

    assert match.columns["name"].index == 0
    assert [column.label for column in match.duplicated] == ["Nom du poste"]


def test_says_which_headers_were_expected():
    with pytest.raises(UnreadableFile, match="Nom du poste, Date d’achat, Prix HT, Système"):
        find_header(rows(("Poste", "x"), ("PC-001", "y")), KNOWN)


def test_one_known_field_is_enough_when_there_is_only_one():
    assert find_header(rows(("Nom", "Autre")), {"name": ("Nom",)}).line_number == 1


def test_names_the_columns_it_cannot_do_without():
    match = find_header(rows(("Poste", "OS")), KNOWN)

    require(match, KNOWN, ["name"])
    with pytest.raises(UnreadableFile, match="« Prix HT »"):
        require(match, KNOWN, ["name", "price"])


def test_leaves_out_totals_and_the_notes_under_them():
    sheet = rows(
        ("Poste", "Prix HT"),
        ("PC-001", 1),
        ("Sous-total", 1),
        ("PC-002", 2),
        (None, None),
        ("TOTAL", 3),
        ("Total général HT", 3),
        ("Source : inventaire", None),
    )

    kept, ignored = find_header(sheet, KNOWN).body(sheet)

    assert [row.line_number for row in kept] == [2, 3, 4]
    assert [(row.line_number, row.reason) for row in ignored] == [
        (6, "ligne de total"),
        (7, "ligne de total"),
        (8, "note sous le total"),
    ]
    assert is_total_row(kept[1])


def test_keeps_every_row_when_there_is_no_total():
    sheet = rows(("Poste", "Prix HT"), ("PC-001", 1), ("PC-002", None))

    kept, ignored = find_header(sheet, KNOWN).body(sheet)

    assert [row.line_number for row in kept] == [2, 3]
    assert ignored == ()


@pytest.mark.parametrize(
    "label", ["Total", "TOTAUX", "Total général", "Sous-total :", "Total HT", "Total des postes", "Total 2026"]
)
def test_knows_a_total(label):
    assert is_total_row(Row(1, (None, label, 3)))


@pytest.mark.parametrize("label", ["TotalEnergies", "Total Énergie Services", "Totalité", "Somme", 12, None])
def test_a_supplier_is_not_a_total(label):
    assert not is_total_row(Row(1, (label, "x")))
