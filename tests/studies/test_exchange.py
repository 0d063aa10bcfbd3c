"""The matrix in and out as a table: what goes out comes back unchanged, what is pasted is taken as written."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gouvernail.engines.ranking.reading import read_study, study_of
from gouvernail.studies.exchange import UnreadableTableError, headers_of, rows_of, table_of_text
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.operations.importing import import_matrix
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import whole_of
from tests.studies.making import acting, address

TABLE = (
    "Critères d’analyse\tInfogérance\tRecrutement\n"
    "Sécurisation\tÉlevée (SLA)\tMoyenne\n"
    "Coût\t38 000\t56 000\n"
    "\n"
    "Délai\tCourt à moyen terme\tinconnu\n"
)


def cells(study):
    return {
        (one.criterion.name, one.scenario.name): (one.raw, one.unknown)
        for one in Rating.objects.filter(criterion__study=study).select_related("criterion", "scenario")
    }


def test_a_pasted_table_is_read_by_its_tabs_or_its_semicolons():
    for text in (TABLE, TABLE.replace("\t", ";")):
        table = table_of_text(text)
        assert table.scenarios == ["Infogérance", "Recrutement"]
        assert [line.name for line in table.lines] == ["Sécurisation", "Coût", "Délai"]
        assert table.lines[0].cells == {"Infogérance": "Élevée (SLA)", "Recrutement": "Moyenne"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("un seul mot", "pas un tableau"),
        ("Critère\tA\tA\nCoût\t1\t2", "même nom"),
        ("Critère\nCoût", "aucun scénario"),
        ("Critère\tA\n" + "x\ty\n" * 201, "trop grand"),
    ],
)
def test_what_is_not_a_matrix_is_refused_in_words(text, words):
    with pytest.raises(UnreadableTableError, match=words):
        table_of_text(text)


@pytest.mark.django_db
def test_a_table_makes_scenarios_criteria_and_ratings(world):
    study = Study.objects.create(organisation=world.agglomeration, title="Neuve", question="?")
    done = import_matrix(study, table_of_text(TABLE), source="tableau", actor=acting(world.owner))
    assert (done.scenarios, done.criteria, done.ratings) == (2, 3, 6)
    assert cells(study)["Sécurisation", "Infogérance"] == ("Élevée (SLA)", False)
    assert cells(study)["Délai", "Recrutement"] == ("", True)
    assert {one.text for one in ScaleWord.objects.filter(criterion__name="Sécurisation")} == {"Élevée", "Moyenne"}
    cost = Criterion.objects.get(study=study, name="Coût")
    assert not cost.in_words
    assert Rating.objects.get(criterion=cost, scenario__name="Infogérance").low == 38000


@pytest.mark.django_db
def test_what_goes_out_comes_back_unchanged(world, study):
    whole = whole_of(study)
    before = cells(study)
    text = "\n".join("\t".join(str(cell or "") for cell in row) for row in [headers_of(whole), *rows_of(whole)])
    done = import_matrix(study, table_of_text(text), source="retour", actor=acting(world.owner))
    assert (done.scenarios, done.criteria, done.ratings) == (0, 0, 0)
    assert cells(study) == before


@pytest.mark.django_db
def test_an_empty_cell_leaves_what_was_there(world, study):
    before = cells(study)
    text = "Critère\tMutualiser\tRecruter\nSécurité\t\tFaible"
    done = import_matrix(study, table_of_text(text), source="essai", actor=acting(world.owner))
    assert done.ratings == 1
    assert cells(study) == before | {("Sécurité", "Recruter"): ("Faible", False)}


@pytest.mark.django_db
def test_a_line_without_ratings_is_left_aside_and_said(world, study):
    done = import_matrix(
        study, table_of_text("Critère\tMutualiser\nGénéralités\t"), source="essai", actor=acting(world.owner)
    )
    assert done.criteria == 0
    assert "Généralités" in done.remarks[0]


@pytest.mark.django_db
@pytest.mark.parametrize("extension", ["xlsx", "ods", "csv"])
def test_a_file_exported_is_imported_back(study, owner, extension):
    study.scenarios.filter(name="Recruter").update(name="=Recruter; vite")
    before = cells(study)
    content = owner.get(address(study, f"matrice.{extension}")).content
    if extension != "csv":
        assert zipfile.is_zipfile(io.BytesIO(content))
    Rating.objects.filter(criterion__study=study).delete()
    file = SimpleUploadedFile(f"matrice.{extension}", content)
    answer = owner.post(address(study, "importer/"), {"file": file})
    assert answer.status_code == 302
    assert cells(study) == before
    assert Scenario.objects.filter(study=study).count() == 3


@pytest.mark.django_db
def test_a_table_is_pasted_on_the_page(study, owner):
    answer = owner.post(address(study, "importer/"), {"text": "Critère\tRecruter\nSécurité\tFaible"}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/echelles/")
    assert cells(study)["Sécurité", "Recruter"] == ("Faible", False)


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"text": "rien"}])
def test_nothing_to_import_is_said(study, owner, data):
    assert owner.post(address(study, "importer/"), data).status_code == 422


@pytest.mark.django_db
def test_a_damaged_file_is_refused_in_words(study, owner):
    file = SimpleUploadedFile("matrice.xlsx", b"PK\x03\x04 rien")
    answer = owner.post(address(study, "importer/"), {"file": file})
    assert answer.status_code == 422
    assert "matrice.xlsx" in answer.content.decode()


def example() -> str:
    """Return the example of the documentation of the format."""
    page = (Path(__file__).parents[2] / "docs" / "formats" / "etude.md").read_text()
    return page.split("```json\n", 1)[1].split("```", 1)[0]


@pytest.mark.django_db
def test_the_example_of_the_format_is_taken_in_and_ranks_as_the_engine_does(world, owner):
    study = Study.objects.create(organisation=world.agglomeration, title="Neuve", question="?")
    answer = owner.post(address(study, "importer/"), {"text": example()}, follow=True)
    assert "membres du fichier sont laissés de côté" in answer.content.decode()
    theirs = read_study(json.dumps({k: v for k, v in json.loads(example()).items() if k != "members"}))
    ours = study_of(engine_data(whole_of(study)))
    assert [one.name for one in ours.scenarios] == [one.name for one in theirs.scenarios]
    assert [[r.span for r in row] for row in ours.ratings] == [[r.span for r in row] for row in theirs.ratings]
    assert [one.requirement for one in ours.criteria] == [one.requirement for one in theirs.criteria]


@pytest.mark.django_db
def test_the_study_sent_as_json_is_what_the_engine_reads(study, owner):
    content = owner.get(address(study, "matrice.json")).content
    assert json.loads(content) == json.loads(json.dumps(engine_data(whole_of(study))))
    assert len(read_study(content).scenarios) == 3


@pytest.mark.django_db
def test_a_json_that_the_engine_refuses_is_refused_in_its_words(world, study, owner):
    empty = Study.objects.create(organisation=world.agglomeration, title="Neuve", question="?")
    answer = owner.post(address(empty, "importer/"), {"text": '{"format": "autre"}'})
    assert answer.status_code == 422
    assert "gouvernail-etude-1" in answer.content.decode()
    assert "étude vide" in owner.post(address(study, "importer/"), {"text": example()}).content.decode()
