"""Which column gives which field: recognised, changeable, remembered; one that is gone is said."""

import pytest

from gouvernail.connectors import comparing, receiving
from gouvernail.connectors.aliases import CHOICE_ALIASES, COLUMN_ALIASES, SHARED_COLUMN_ALIASES
from gouvernail.connectors.fields import import_fields, is_importable
from gouvernail.connectors.models import ColumnMemory, ImportRun
from gouvernail.connectors.outlines import loose_key
from gouvernail.estate.models import Equipment
from gouvernail.registers.registry import register_of, registers
from tests.connectors.conftest import outcomes
from tests.connectors.spreadsheets.making import xlsx, xlsx_rows

KINDS = [register.kind for register in registers() if is_importable(register)]


def _receive(world, owner, rows, kind="equipment"):
    data = rows if isinstance(rows, bytes) else xlsx_rows(rows)
    return receiving.receive(register_of(kind), world.commune, owner, "parc.xlsx", data)


def _mapped(run):
    return {header: field for field, (_index, header) in run.mapping.items()}


def test_columns_are_recognised_under_a_title_by_label_or_other_name(world, owner):
    run = _receive(
        world,
        owner,
        [
            ["Parc de la commune"],
            [],
            ["Hostname", "TYPE", "date d’achat", "OS", "Inconnue"],
            ["PC-1", "Fixe", "2020", "W11", 3],
        ],
    )
    assert _mapped(run) == {"Hostname": "name", "TYPE": "type", "date d’achat": "bought_on", "OS": "os"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_fields_have_the_same_label(kind):
    labels = [loose_key(one.label) for one in import_fields(register_of(kind)).values()]
    assert len(set(labels)) == len(labels)


def test_other_names_stand_for_fields_and_values_that_exist():
    for kind, fields in COLUMN_ALIASES.items():
        assert fields.keys() <= import_fields(register_of(kind)).keys(), kind
    everywhere = {name for kind in KINDS for name in import_fields(register_of(kind))}
    assert SHARED_COLUMN_ALIASES.keys() <= everywhere
    for (kind, name), values in CHOICE_ALIASES.items():
        choices = import_fields(register_of(kind))[name].field.flatchoices
        assert values.keys() <= {str(value) for value, _label in choices}


def test_columns_are_remembered_for_the_next_time(world, owner, signed_in):
    rows = [["Machine à compter", "Type", "Ville"], ["PC-1", "Fixe", "X"]]
    run = _receive(world, owner, rows)
    assert "Machine à compter" not in _mapped(run)
    client, page = signed_in(), f"/c/commune/imports/{run.pk}/colonnes/"
    answer = client.post(page, {"col-1": "type"})
    assert answer.status_code == 422
    assert "Dites quelle colonne donne « Nom ou numéro d’inventaire »" in answer.content.decode()
    client.post(page, {"col-0": "name", "col-1": "type"})
    assert outcomes(run) == {2: "nouvelle"}
    assert _mapped(_receive(world, owner, rows)) == {"Machine à compter": "name", "Type": "type"}
    data, beside = xlsx_rows(rows), world.neighbour_commune
    elsewhere = receiving.receive(register_of("equipment"), beside, owner, "parc.xlsx", data)
    assert "Machine à compter" not in _mapped(elsewhere)


def test_a_remembered_column_that_is_gone_is_said_and_not_passed_over(world, owner, signed_in):
    run = _receive(world, owner, [["Nom", "Type", "Antivirus installé"], ["PC-1", "Fixe", "Oui"]])
    ImportRun.objects.filter(pk=run.pk).update(mapping=run.mapping | {"protected": [2, "Antivirus installé"]})
    run.refresh_from_db()
    comparing.compare(run, owner)
    run = _receive(world, owner, [["Nom", "Type", "Protection"], ["PC-1", "Fixe", "Oui"]])
    client, page = signed_in(), f"/c/commune/imports/{run.pk}/colonnes/"
    text = client.get(page).content.decode()
    assert "Ne plus importer « Protégé par antivirus », que donnait « Antivirus installé »" in text
    answer = client.post(page, {"col-0": "name", "col-1": "type"})
    assert answer.status_code == 422
    assert "n’est plus dans le fichier" in answer.content.decode()
    assert not run.rows.exists()
    assert client.post(page, {"col-0": "name", "col-1": "type", "col-2": "protected"}).status_code == 302
    assert run.rows.get().values["protected"] == "True"
    assert client.post(page, {"col-0": "name", "col-1": "type", "abandon-protected": "on"}).status_code == 302
    assert ColumnMemory.objects.get(organisation=world.commune).columns == {"name": "Nom", "type": "Type"}


def test_two_columns_may_not_give_the_same_field(world, owner, signed_in):
    run = _receive(world, owner, [["Nom", "Type", "Nom 2"], ["PC-1", "Fixe", "PC-2"]])
    chosen = {"col-0": "name", "col-2": "name", "col-1": "type"}
    answer = signed_in().post(f"/c/commune/imports/{run.pk}/colonnes/", chosen)
    assert answer.status_code == 422
    assert "Deux colonnes donnent" in answer.content.decode()


def test_a_sheet_may_be_chosen(world, owner, signed_in):
    def fill(workbook, sheet):
        sheet.write_row(0, 0, ["Nom", "Type", "Système"])
        sheet.write_row(1, 0, ["PC-1", "Fixe", "W11"])
        other = workbook.add_worksheet("Écoles")
        other.write_row(0, 0, ["Nom", "Type"])
        other.write_row(1, 0, ["PC-ECOLE", "Fixe"])
        hidden = workbook.add_worksheet("Cachée")
        hidden.write_row(0, 0, ["Nom", "Type"])
        hidden.hide()

    run = _receive(world, owner, xlsx(fill))
    assert (run.sheet, [one["name"] for one in run.outline["sheets"]]) == ("Parc", ["Parc", "Écoles"])
    client = signed_in()
    client.post(f"/c/commune/imports/{run.pk}/feuille/", {"feuille": "Écoles"})
    client.post(f"/c/commune/imports/{run.pk}/colonnes/", {"col-0": "name", "col-1": "type"})
    run.refresh_from_db()
    assert (run.sheet, run.rows.get().title) == ("Écoles", "PC-ECOLE")
    client.post(f"/c/commune/imports/{run.pk}/feuille/", {"feuille": "Cachée"})
    run.refresh_from_db()
    assert run.sheet == "Écoles"


def test_when_nothing_is_recognised_a_person_says_what_is_what(world, owner, signed_in):
    run = _receive(world, owner, [["Appareil", "Sorte"], ["PC-1", "Fixe"]])
    page = f"/c/commune/imports/{run.pk}/colonnes/"
    assert "Aucune colonne n’a été reconnue" in signed_in().get(page).content.decode()
    signed_in().post(page, {"col-0": "name", "col-1": "type"})
    assert outcomes(run) == {2: "nouvelle"}


def test_the_reference_names_only_what_the_person_may_change(world, owner):
    mine = Equipment.objects.create(organisation=world.commune, name="A", type="pc_fixe")
    beside = Equipment.objects.create(organisation=world.neighbour_commune, name="B", type="pc_fixe")
    elsewhere = Equipment.objects.create(organisation=world.stranger_agglomeration, name="C", type="pc_fixe")
    out_of_reach = (beside.pk, elsewhere.pk, 9999)
    rows = [[pk, f"n{pk}", "Fixe"] for pk in (mine.pk, *out_of_reach)]
    run = _receive(world, owner, [["Référence Gouvernail", "Nom", "Type"], *rows])
    comparing.compare(run, owner)
    assert outcomes(run) == {2: "modifiee", 3: "refusee", 4: "refusee", 5: "refusee"}
    refused = zip(run.rows.filter(line__gt=2), out_of_reach, strict=True)
    sentences = {row.notes[0]["sentence"].replace(str(pk), "N") for row, pk in refused}
    assert len(sentences) == 1, "what is out of reach and what does not exist are told in the same words"


def test_an_organisation_is_named_among_those_one_may_write_to(world, owner):
    named = [["PC", "Fixe", name] for name in ("Commune voisine", "Agglomération étrangère", "Nulle part")]
    data = xlsx_rows([["Nom", "Type", "Collectivité"], *named])
    run = receiving.receive(register_of("equipment"), world.agglomeration, owner, "parc.xlsx", data)
    comparing.compare(run, owner)
    assert outcomes(run) == {2: "nouvelle", 3: "refusee", 4: "refusee"}
    assert run.rows.get(line=2).values["organisation"] == str(world.neighbour_commune.pk)
    assert "étrangère" not in run.rows.get(line=4).notes[0]["sentence"]


TWO_LINES = [
    ["Inventaire de la mairie"],
    ["Nom du poste", "Type de matériel", "Achat", None, "Système d’exploitation"],
    [None, None, "Prix", "Date d’achat", None],
    ["PC-001", "Fixe", "700", "12/02/2024", "Windows 11"],
    ["PC-002", "Fixe", "650", None, "Windows 11"],
]


def test_headers_on_two_lines_are_read_together(world, owner):
    run = _receive(world, owner, TWO_LINES)
    assert _mapped(run) == {
        "Nom du poste": "name",
        "Type de matériel": "type",
        "Prix": "purchase_price",
        "Date d’achat": "bought_on",
        "Système d’exploitation": "os",
    }
    comparing.compare(run, owner)
    assert outcomes(run) == {4: "nouvelle", 5: "nouvelle"}


def test_the_line_under_the_headers_is_not_taken_for_more_headers(world, owner):
    run = _receive(world, owner, [["Nom", "Type", "Site"], ["Poste", "Fixe", None], ["PC-2", "Fixe", "Nom"]])
    comparing.compare(run, owner)
    assert set(outcomes(run)) == {2, 3}
