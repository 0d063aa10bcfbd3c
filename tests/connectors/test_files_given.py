"""The files an import gives: lines to correct, which come back; templates to fill; nothing a spreadsheet would run."""

import pytest

from gouvernail.connectors import applying, comparing, receiving
from gouvernail.connectors.fields import import_fields, is_importable
from gouvernail.connectors.filling import file_to_fill
from gouvernail.connectors.rejects import REASON, rejects_file
from gouvernail.connectors.spreadsheets import read_workbook
from gouvernail.estate.models import Equipment
from gouvernail.registers.registry import register_of, registers
from tests.connectors.conftest import outcomes

KINDS = [register.kind for register in registers() if is_importable(register)]
HEADERS = ["Inventaire", "Type", "Prix", "Divers"]


def test_lines_left_aside_are_given_back_with_why(compared):
    run = compared(
        "equipment",
        [HEADERS, ["PC-1", "Frigo", 850, "x"], ["PC-2", "Fixe", 12, "y"], ["PC-3", "Fixe ?", "12 € HT", "z"]],
    )
    sheet = read_workbook(rejects_file(run), "rejets.xlsx").sheets[0]
    header, *rows = [row.cells for row in sheet.rows]
    assert header == ("Inventaire", "Type", "Prix", REASON)
    assert [row[:3] for row in rows] == [("PC-1", "Frigo", 850), ("PC-3", "Fixe ?", "12 € HT")]
    assert rows[0][3].startswith("Ligne 2. Colonne B · Type : « Frigo » n’est pas un mot accepté.")
    assert "Proposé : PC fixe" in rows[1][3]


def test_once_corrected_they_are_imported(world, compared, owner):
    run = compared("equipment", [HEADERS, ["PC-1", "Frigo", 850, "x"], ["PC-2", "Fixe", 12, "y"]])
    applying.apply(run, owner)
    rows = [list(row.cells) for row in read_workbook(rejects_file(run), "rejets.xlsx").sheets[0].rows]
    rows[1][1] = "Portable"
    again = compared("equipment", rows, name="a-corriger-parc.xlsx")
    assert outcomes(again) == {2: "nouvelle"}
    applying.apply(again, owner)
    assert Equipment.objects.get(name="PC-1").type == "pc_portable"


def test_nothing_given_back_is_run_by_a_spreadsheet(compared, signed_in):
    hostile = "=cmd|' /C calc'!A0"
    data = f"Inventaire;Type\n{hostile};Frigo\n@SUM(1);+Frigo\n".encode()
    run = compared("equipment", data, name="parc.csv")
    answer = signed_in().get(f"/c/commune/imports/{run.pk}/rejets.xlsx")
    assert "a-corriger-parc.xlsx" in answer["Content-Disposition"]
    cells = [cell for row in read_workbook(answer.content, "r.xlsx").sheets[0].rows for cell in row.cells]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert f"'{hostile}" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_a_text_made_harmless_by_an_export_comes_back_as_it_was(compared, owner):
    applying.apply(compared("equipment", [HEADERS, ["'=1+1", "Fixe", None, None]]), owner)
    assert Equipment.objects.get().name == "=1+1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_recognised_whole_and_its_example_is_not_imported(world, owner, kind):
    register = register_of(kind)
    data = file_to_fill(register, world.commune)
    run = receiving.receive(register, world.commune, owner, "modele.xlsx", data)
    assert set(run.mapping) == set(import_fields(register))
    comparing.compare(run, owner)
    assert (run.state, run.counts) == ("a_verifier", {})
    assert run.log == ["Ligne 2 : ligne d’exemple, non lue."]


def test_a_template_lists_the_accepted_words_on_its_second_sheet(world):
    book = read_workbook(file_to_fill(register_of("equipment"), world.commune), "modele.xlsx")
    words = [cell for row in book.sheets[1].rows for cell in row.cells]
    assert book.sheets[1].name == "Mots acceptés"
    assert {"PC portable", "Windows 11", "Réformé", "HT ou TTC non précisé"} <= set(words)


def test_templates_are_given_by_their_page(signed_in):
    answer = signed_in().get("/c/commune/imports/modeles/action.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="modele-actions.xlsx"'
    assert read_workbook(answer.content, "m.xlsx").sheets[0].name == "Actions"
    assert signed_in().get("/c/commune/imports/modeles/licorne.xlsx").status_code == 404


def test_a_formula_written_in_a_template_stays_a_text(world):
    world.commune.name = world.commune.short_name = "=HYPERLINK(1)"
    book = read_workbook(file_to_fill(register_of("site"), world.commune), "m.xlsx")
    assert book.sheets[0].rows[1].cells[0] in ("'=HYPERLINK(1)", "=HYPERLINK(1)")
