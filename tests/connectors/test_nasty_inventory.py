"""An inventory as people really keep one: each of its faults is said, none is written in silence."""

import io
from datetime import date

import pytest
import xlsxwriter

from gouvernail.connectors import deciding
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.rejects import rejects_file
from gouvernail.estate.models import Equipment
from gouvernail.organisations.models import Site
from tests.connectors.conftest import notes_of, outcomes

HEAD = ["Nom", "Type", "N° de série", "Prix TTC", "Date d’achat"]


def told(run: ImportRun, line: int) -> dict[str, str]:
    return {note["code"]: note["sentence"] for note in notes_of(run, line)}


def test_a_serial_number_that_two_lines_bear_is_doubtful(compared):
    run = compared("equipment", [HEAD, ["PC-1", "Fixe", "SN-4410"], ["PC-2", "Fixe", "sn-4410"]])
    assert outcomes(run) == {2: "nouvelle", 3: "douteuse"}
    assert "ligne 2" in told(run, 3)["R-NUM-DUP"]


def test_a_serial_number_that_another_machine_bears_is_doubtful_the_machine_itself_is_not(compared, world):
    Equipment.objects.create(organisation=world.commune, name="PC-9", type="pc_fixe", serial="SN-4410")
    run = compared("equipment", [HEAD, ["PC-1", "Fixe", "SN-4410"], ["PC-9", "Portable", "SN-4410"]])
    assert outcomes(run)[2] == "douteuse"
    assert "« PC-9 »" in told(run, 2)["R-NUM-DUP"]


@pytest.mark.parametrize("word", ["N/A", "inconnu", "-", "To be filled by O.E.M."])
def test_words_that_stand_for_no_serial_number_are_not_compared(compared, word):
    run = compared("equipment", [HEAD, ["PC-1", "Fixe", word], ["PC-2", "Fixe", word]])
    assert "R-NUM-DUP" not in told(run, 3)


def test_the_base_of_an_amount_is_read_in_the_title_of_its_column(compared):
    run = compared("equipment", [HEAD, ["PC-1", "Fixe", "", "1\u202f234,56 €"], ["PC-2", "Fixe", "", "800 € HT"]])
    values = run.rows.get(line=2).values
    assert (values["purchase_price"], values["tax_basis"]) == ("1234.56", "ttc")
    assert "R-TAXBASE" in told(run, 3)


def test_without_a_base_in_the_title_none_is_supposed(compared):
    run = compared("equipment", [["Nom", "Type", "Prix"], ["PC-1", "Fixe", 800]])
    assert "tax_basis" not in run.rows.get(line=2).values


def test_a_purchase_to_come_is_doubtful(compared):
    run = compared(
        "equipment", [HEAD, ["PC-1", "Fixe", "", "", date(2041, 1, 5)], ["PC-2", "Fixe", "", "", "12/05/2021"]]
    )
    assert outcomes(run) == {2: "douteuse", 3: "nouvelle"}
    assert "est à venir" in told(run, 2)["R-DATE-YEAR"]


def test_a_cell_merged_over_several_lines_holds_for_them_all_and_it_is_said(compared):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("Parc")
        sheet.write_row(0, 0, ["Nom", "Type", "Modèle"])
        for rank, name in enumerate(("PC-1", "PC-2", "PC-3"), 1):
            sheet.write_row(rank, 0, [name, "Fixe"])
        sheet.merge_range(1, 2, 2, 2, "OptiPlex")
    run = compared("equipment", buffer.getvalue())
    models = {row.title: row.values.get("model") for row in run.rows.all()}
    assert models == {"PC-1": "OptiPlex", "PC-2": "OptiPlex", "PC-3": None}
    assert told(run, 3) == {"R-TABLE-SHIFT": "Lu dans la cellule fusionnée qui commence à la ligne 2."}
    assert outcomes(run) == dict.fromkeys((2, 3, 4), "nouvelle")


def test_examples_of_a_column_show_nobody(compared):
    rows = [
        ["Nom", "Type", "Utilisateur"],
        ["PC-1", "Fixe", "Mme Camille DURANTEL"],
        ["PC-2", "Fixe", "06 12 34 56 78"],
    ]
    kept = str(compared("equipment", rows).outline)
    assert "DURANTEL" not in kept
    assert "34 56" not in kept


def test_an_unknown_word_is_answered_once_for_all_its_lines(compared, owner, signed_in):
    rows = [["Nom", "Type"], *([f"PC-{n}", "Ordi de bureau"] for n in range(60)), ["PC-X", "Grille-pain"]]
    run = compared("equipment", rows)
    client, path = signed_in(), f"/c/commune/imports/{run.pk}/verifier/"
    page = client.get(path)
    words = {one.raw: one for one in page.context["words"]}
    assert (words["Ordi de bureau"].lines, words["Grille-pain"].lines) == (60, 1)
    assert "PC fixe" in words["Ordi de bureau"].options
    shown = page.context["lines"][0].row
    client.post(path, {words["Ordi de bureau"].name: "PC fixe", f"c:{shown.pk}:type": "Serveur"})
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 60, "refusee": 1}
    assert run.rows.get(pk=shown.pk).values["type"] == "serveur"  # what is typed on a line wins
    assert run.rows.filter(values__type="pc_fixe").count() == 59


def test_a_name_that_nobody_bears_may_be_one_that_exists(compared, world, signed_in):
    Site.objects.create(organisation=world.commune, name="Siège social")
    run = compared(
        "equipment", [["Nom", "Type", "Site"], ["PC-1", "Fixe", "Bâtiment A"], ["PC-2", "Fixe", "Bâtiment A"]]
    )
    client, path = signed_in(), f"/c/commune/imports/{run.pk}/verifier/"
    (word,) = client.get(path).context["words"]
    assert word.options == ["Siège social"]
    client.post(path, {word.name: "Siège social", "creations": "1"})
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 2}


def test_a_hidden_sheet_is_not_read_and_said(compared):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        workbook.add_worksheet("Parc").write_row(0, 0, ["Nom", "Type"])
        workbook.worksheets()[0].write_row(1, 0, ["PC-1", "Fixe"])
        hidden = workbook.add_worksheet("Ancien parc")
        hidden.write_row(0, 0, ["Nom", "Type"])
        hidden.hide()
    run = compared("equipment", buffer.getvalue())
    assert "« Ancien parc » est masquée" in run.log[0]


def test_what_was_corrected_on_a_line_left_aside_is_not_asked_again(compared, owner):
    rows = [["Nom", "Type", "Date d’achat"], ["PC-1", "Grille-pain", "30/02/2022"]]
    run = compared("equipment", rows)
    row = run.rows.get(line=2)
    deciding.decide(run, owner, {}, {row.pk: {"type": "Autre"}}, None)
    again = compared("equipment", rejects_file(run), name="a-corriger-parc.xlsx")
    (note,) = [one for one in again.rows.get(title="PC-1").notes if one["kind"] == "refusal"]
    assert note["field"] == "bought_on"


def test_a_run_tells_how_long_its_comparison_took(compared, signed_in):
    run = compared("equipment", [HEAD, ["PC-1", "Fixe"]])
    run.refresh_from_db()
    assert run.compared_in >= 0
    assert "Durée de la comparaison" in signed_in().get(f"/c/commune/imports/{run.pk}/").content.decode()
