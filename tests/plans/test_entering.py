"""A table of several years pasted into the plan: what is understood, what is refused, what is written."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gouvernail.action_plan.models import Axis
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of, system_actor
from gouvernail.organisations.enums import Role
from gouvernail.plans.entering.operations import enter
from gouvernail.plans.entering.table import UnreadableTable, read_table
from gouvernail.plans.models import BudgetLine
from gouvernail.plans.ppi import matrices, read_lines
from gouvernail.projects.models import Project
from gouvernail.registers.exporting import Sheet, write_workbook
from gouvernail.registers.operations import RefusedError
from tests.factories import make_budget_line, make_organisation
from tests.worlds import person

SYSTEM = system_actor("essai")
DOCUMENT = """Synthèse des enveloppes\t2016\t2017\t2018\t2019
INFRASTRUCTURE\t175K\t34K€\t\t
MODERNISATION DES OUTILS\t344K€\t210K€\t40K€\t35K€
CENTRE DE SERVICE\t10K€\t\t\t
TOTAL\t529K€\t244K€\t40K€\t35K€
"""
PROJECTS = """Thématiques et projets;2027;2028;Obligatoire
INFRASTRUCTURE;;;
1. Haute disponibilité;90;;oui
2. Sauvegarde;20,5;10;
MODERNISATION DES OUTILS;;;
1. Parc;;190 000 €;
"""


@pytest.fixture
def here(db):
    return make_organisation("Ici")


def refused(text, **options):
    with pytest.raises(UnreadableTable) as caught:
        read_table(text, **{"kilo": False} | options)
    return caught.value.sentences


def test_the_table_of_envelopes_of_a_real_plan_is_read_as_it_is_written():
    table = read_table(DOCUMENT, kilo=False)
    assert table.years == [2016, 2017, 2018, 2019]
    assert [one.label for one in table.rows] == ["INFRASTRUCTURE", "MODERNISATION DES OUTILS", "CENTRE DE SERVICE"]
    assert table.rows[0].amounts == {2016: 175_000, 2017: 34_000}, "an empty cell is not a zero"
    assert [table.sum_of(year) for year in table.years] == [529_000, 244_000, 40_000, 35_000]
    assert table.notes == []


def test_rows_without_amount_are_axes_and_bare_numbers_follow_the_unit():
    table = read_table(PROJECTS, kilo=True)
    assert [(one.label, one.axis, one.mandatory) for one in table.rows] == [
        ("Haute disponibilité", "INFRASTRUCTURE", True),
        ("Sauvegarde", "INFRASTRUCTURE", False),
        ("Parc", "MODERNISATION DES OUTILS", False),
    ]
    assert table.rows[1].amounts == {2027: Decimal(20_500), 2028: Decimal(10_000)}
    assert table.rows[2].amounts == {2028: 190_000}, "an amount that says its unit keeps it"


def test_a_total_that_is_not_the_sum_is_told_and_corrected_by_nobody():
    table = read_table(DOCUMENT.replace("529K€", "530K€"), kilo=False)
    assert table.notes == [
        "2016 : le total écrit est 530\u202f000\u202f€, la somme des lignes donne 529\u202f000\u202f€."
    ]
    assert table.sum_of(2016) == 529_000


def test_quarters_add_up_to_their_year_and_other_columns_are_named():
    text = "Projet\t2027\t\t2028\tPilote\n\tT1\tT2\tT1\t\nParc\t1 k€\t2 k€\t4 k€\tDSI"
    table = read_table(text, kilo=False)
    assert table.rows[0].amounts == {2027: 3_000, 2028: 4_000}
    assert table.notes == ["Colonnes laissées de côté : Pilote."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A\tB\nC\t12", "Aucune colonne d’année"),
        ("Plan\t2027\t2028", "Aucune ligne sous les années"),
        ("Plan\t2027\nA\tenviron 12", "Ligne 2, 2027"),
        ("Plan\t2027\nA\t-12", "n’est pas négatif"),
        ("Plan\t2027\n\t12", "sans libellé"),
        ("Plan\t2027\nA\t1\na\t2", "même libellé"),
        ("Plan\t2027\n" + "A\t1\n" * 500, "par parties"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text, told):
    assert any(told in one for one in refused(text)), refused(text)


def test_projects_last_the_years_they_are_paid_in(here):
    written = enter(
        here, read_table(PROJECTS, kilo=True), kind="projets", section="investissement", basis="ttc", actor=SYSTEM
    )
    assert (written.lines, written.projects, written.axes) == (4, 3, 2)
    backup = Project.objects.get(title="Sauvegarde")
    assert (str(backup.starts), str(backup.ends), backup.axis.name) == ("2027", "2028", "INFRASTRUCTURE")
    assert Project.objects.get(mandatory=True).title == "Haute disponibilité"
    assert backup.budget_lines.count() == 2


def test_envelopes_make_their_axes_and_the_totals_of_the_document(here):
    Axis.objects.create(organisation=here, name="Infrastructure")
    written = enter(
        here, read_table(DOCUMENT, kilo=False), kind="axes", section="investissement", basis="inconnue", actor=SYSTEM
    )
    assert (written.lines, written.projects, written.axes) == (7, 0, 2), "an axis of that name is not made again"
    (matrix,) = matrices(read_lines(BudgetLine.objects.all()))
    assert [cell.value for cell in matrix.total.cells] == [529_000, 244_000, 40_000, 35_000]


def test_nothing_is_written_when_a_line_is_there_already(here):
    make_budget_line(here, 2028, 1, label="Parc")
    table = read_table(PROJECTS, kilo=True)
    with pytest.raises(RefusedError, match="Parc"):
        enter(here, table, kind="projets", section="investissement", basis="ttc", actor=SYSTEM)
    assert BudgetLine.objects.count() == 1
    assert not Project.objects.exists()


def test_a_table_is_seen_before_it_is_written(client, here):
    dsi = person("dsi@essai.example", Role.DSI, here)
    client.force_login(dsi)
    address = reverse("plan_enter", args=[here.slug])
    data = {"text": DOCUMENT, "kind": "axes", "section": "investissement", "basis": "inconnue", "unit": ""}
    page = client.post(address, data | {"voir": "1"}).content.decode()
    assert "848\u202f000\u202f€" in page
    assert not BudgetLine.objects.exists()
    answer = client.post(address, data | {"ecrire": "1"})
    assert answer["Location"] == reverse("ppi", args=[here.slug])
    assert BudgetLine.objects.count() == 7
    assert Entry.objects.filter(verb="creer", kind="budget_line", actor=actor_of(dsi, here.today()).key).count() == 7
    again = client.post(address, data | {"ecrire": "1"})
    assert again.status_code == 422
    assert BudgetLine.objects.count() == 7


def test_only_who_writes_the_budget_enters_a_plan(client, here):
    address = reverse("plan_enter", args=[here.slug])
    client.force_login(person("elu@essai.example", Role.ELECTED, here))
    assert client.get(address).status_code == 403
    client.force_login(person("autre@essai.example", Role.DSI, make_organisation()))
    assert client.get(address).status_code == 404


def test_a_workbook_with_years_in_columns_is_read_as_if_it_were_pasted(client, here):
    rows = [(175_000, 34_000, None, None), (344_000, 210_000, 40_000, 35_000), (10_000, None, None, None)]
    labels = ("INFRASTRUCTURE", "MODERNISATION DES OUTILS", "CENTRE DE SERVICE")
    sheet = Sheet("PPI", ("Enveloppes", "2016", "2017", "2018", "2019"), [
        *((label, *amounts) for label, amounts in zip(labels, rows, strict=True)),
        ("TOTAL", 529_000, 244_000, 41_000, 35_000),
    ])  # fmt: skip
    client.force_login(person("dsi@ici.example", Role.DSI, here))
    for format in ("xlsx", "ods"):
        content = write_workbook([sheet], format=format, title="PPI")
        data = {
            "file": SimpleUploadedFile(f"ppi.{format}", content), "text": "", "kind": "axes", "unit": "",
            "section": "investissement", "basis": "ttc",
        }  # fmt: skip
        page = client.post(reverse("plan_enter", args=[here.slug]), data).content.decode()
        assert "Le tableau tel qu’il est compris" in page
        assert "le total écrit est" in page, "2018 does not add up, and this is said"
        assert BudgetLine.objects.count() == 0


def test_a_file_that_is_no_spreadsheet_is_refused_with_a_sentence(client, here):
    client.force_login(person("dsi@ici.example", Role.DSI, here))
    data = {"file": SimpleUploadedFile("ppi.xlsx", b"rien"), "text": "", "kind": "axes", "section": "investissement"}
    answer = client.post(reverse("plan_enter", args=[here.slug]), data | {"basis": "ttc", "unit": ""})
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()


def test_neither_table_nor_file_is_said(client, here):
    client.force_login(person("dsi@ici.example", Role.DSI, here))
    data = {"text": "", "kind": "axes", "section": "investissement", "basis": "ttc", "unit": ""}
    assert (
        "Collez un tableau, ou choisissez un fichier"
        in client.post(reverse("plan_enter", args=[here.slug]), data).content.decode()
    )


def test_a_column_of_names_beside_that_of_axes_is_read_as_such():
    found = read_table(
        "Axe;Projet;Base;2027;2028\nÉcoles;Tablettes;TTC;10;\nÉcoles;Tableaux;TTC;;5\nTotal;;;10;5\n", kilo=True
    )
    assert [(one.axis, one.label) for one in found.rows] == [("Écoles", "Tablettes"), ("Écoles", "Tableaux")]
    assert found.notes == ["Colonnes laissées de côté : Base."]
