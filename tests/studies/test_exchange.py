"""The matrix in and out as a table: what goes out comes back unchanged, what is pasted is taken as written."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gouvernail.engines.ranking.reading import read_study, study_of
from gouvernail.studies.exchange import UnreadableTableError, headers_of, rows_of, table_of_text
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.operations.importing import import_matrix
from gouvernail.studies.results import engine_member, voices
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
def test_a_column_named_do_nothing_is_the_scenario_that_changes_nothing(world, owner):
    study = Study.objects.create(organisation=world.agglomeration, title="Neuve", question="?")
    for name, said in (("Recruter", True), ("Ne rien faire", False)):
        table = table_of_text(f"Critère\tMutualiser\t{name}\nSécurité\tÉlevée\tFaible")
        import_matrix(study, table, source="tableau", actor=acting(world.owner))
        assert ("si l’on ne faisait rien" in owner.get(address(study)).content.decode()) == said
    assert [one.name for one in study.scenarios.filter(baseline=True)] == ["Ne rien faire"]


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


@pytest.fixture
def taken_in(world, owner):
    """Give a study where a text in the format of the engine was taken in, and what the page said."""

    def take(data) -> tuple[Study, str]:
        study = Study.objects.create(
            organisation=world.agglomeration, title=f"Neuve {Study.objects.count()}", question="?"
        )
        text = data if isinstance(data, str) else json.dumps(data)
        answer = owner.post(address(study, "importer/"), {"text": text}, follow=True)
        return study, answer.content.decode()

    return take


@pytest.mark.django_db
def test_the_example_of_the_format_is_taken_in_and_ranks_as_the_engine_does(taken_in, owner):
    study, page = taken_in(example())
    assert "2 fonctions reprises avec leurs poids" in page
    owner.post(address(study, "membres/clore/"))
    study.refresh_from_db()
    theirs, whole = read_study(example()), whole_of(study)
    ours = study_of(engine_data(whole, voices(whole)))
    assert [one.name for one in ours.scenarios] == [one.name for one in theirs.scenarios]
    assert [[r.span for r in row] for row in ours.ratings] == [[r.span for r in row] for row in theirs.ratings]
    assert [one.requirement for one in ours.criteria] == [one.requirement for one in theirs.criteria]
    for mine, other in zip(ours.members, theirs.members, strict=True):
        assert (mine.name, mine.voices) == (other.name, other.voices)
        assert mine.weights.reference == pytest.approx(other.weights.reference)


KEYS = ("a", "b", "kind")
EVERY_FORM = (
    {"kind": "exact", "values": {"a": 50, "b": 30, "kind": 20}},
    {"kind": "points", "values": {"a": 5, "b": 3, "kind": 0}},
    {"kind": "ranges", "ranges": {"a": [0.1, 0.5]}, "pairs": [["a", "kind"]]},
    {"kind": "order", "order": [["a", "kind"], "b"]},
    {"kind": "order", "pairs": [["a", "b"]]},
    {"kind": "swing", "points": {"a": 100, "b": [20, 30], "kind": 50}},
    {"kind": "simos", "cards": [["b"], 2, ["a", "kind"]], "ratio": 4},
    {"kind": "ahp", "comparisons": [["a", "b", 3], ["b", "kind", 2], ["a", "kind", 5]]},
)


@pytest.mark.django_db
def test_weights_of_every_form_come_in_with_their_functions(taken_in):
    members = [{"id": f"m{at}", "name": f"Fonction {at}", "weights": one} for at, one in enumerate(EVERY_FORM)]
    data = {
        "format": "gouvernail-etude-1",
        "title": "Pesée",
        "question": "?",
        "criteria": [{"id": key, "name": f"Critère {key}", "direction": "more", "bounds": [0, 1]} for key in KEYS],
        "scenarios": [{"id": f"s{at}", "name": f"S{at}", "ratings": dict.fromkeys(KEYS, at)} for at in (0, 1)],
        "members": members,
    }
    study, _page = taken_in(data)
    theirs = study_of(data).members
    assert study.members.count() == len(theirs) == len(EVERY_FORM)
    for mine, other in zip(study.members.all(), theirs, strict=True):
        read = study_of(engine_data(whole_of(study), [engine_member(mine)])).members[0].weights
        assert read.reference == pytest.approx(other.weights.reference)


@pytest.mark.django_db
def test_weights_without_a_function_keep_their_place(taken_in):
    data = json.loads(example())
    data["weights"] = data.pop("members")[1]["weights"]
    study, _page = taken_in(data)
    assert [one.function for one in study.members.all()] == ["Pondération du fichier"]


def rich() -> dict:
    """Return the example with what it leaves out: values by points and by steps, a contested cell, a line set aside."""
    data = json.loads(example())
    data["criteria"][1] |= {"value": {"points": [[0, 1], [100, 0.9], [400, 0]]}, "indifference": 5, "preference": 20}
    levels = {"points": [[1, 0], [2, 0], [5, 1]]}
    data["criteria"].append(
        {
            "id": "delai",
            "name": "Délai",
            "direction": "less",
            "bounds": [0, 36],
            "value": {"steps": [[0, 1], [12, 0.4]]},
        }
    )
    data["criteria"].append(
        {"id": "appui", "name": "Appui", "direction": "more", "scale": "qualite", "value": levels, "requirement": 1.5}
    )
    for row, delay in zip(data["scenarios"], (6, [6, 18], None), strict=True):
        row["ratings"] |= {"delai": delay, "appui": "Bonne"}
    data["scenarios"][2]["ratings"]["appui"] = {"word": "Moyenne", "note": "page 4", "otherwise": ["Très bonne"]}
    data["set_aside"] = [{"name": "Avis", "reason": "Une conclusion.", "texts": {"rien": "Non", "recruter": "Oui"}}]
    data["members"][0]["weights"]["order"] = ["cout", ["lisibilite", "delai"], "appui"]
    data["members"][1]["weights"]["values"] |= {"delai": 10, "appui": 5}
    return data


@pytest.mark.django_db
def test_a_study_goes_out_as_it_came_in_and_comes_back(taken_in, owner):
    first, _page = taken_in(rich())
    owner.post(address(first, "membres/clore/"))
    sent = owner.get(address(first, "matrice.json")).content.decode()
    assert [one.value for one in read_study(sent).criteria] == [one.value for one in study_of(rich()).criteria]
    second, _page = taken_in(sent)
    owner.post(address(second, "membres/clore/"))
    again = owner.get(address(second, "matrice.json")).content.decode()
    assert _without_keys(again) == _without_keys(sent)
    contested = Rating.objects.get(criterion__study=second, scenario__name="Recruter", criterion__name="Appui")
    assert (contested.raw, contested.elsewhere, contested.elsewhere_low) == ("Moyenne", "page 4", 5)
    aside = Criterion.objects.get(study=second, counts=False)
    assert (aside.name, aside.note, aside.ratings.count()) == ("Avis", "Une conclusion.", 2)


def _without_keys(text):
    """Return all that the engine reads in a study, except the keys, which are those of a database."""
    found = read_study(text)
    return (
        [replace(one, id="") for one in found.criteria],
        [replace(one, id="", parts=(len(one.parts),)) for one in found.scenarios],
        found.ratings,
        [(one.name, one.voices, one.weights.words, one.weights.reference.tolist()) for one in found.members],
        [(one["name"], one["reason"], list(one["texts"].values())) for one in json.loads(text)["set_aside"]],
    )


OTHER_RULE = {"id": "autre", "name": "Autre", "rules": {"cout": "worst"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["scenarios"][0].update(name="Rien " * 40), "160 caractères"),
        (lambda data: data["combinations"].append(data["combinations"][0] | OTHER_RULE), "la même règle"),
    ],
)
def test_what_a_study_cannot_keep_is_refused_whole(taken_in, change, words):
    data = json.loads(example())
    change(data)
    study, page = taken_in(data)
    assert words in page
    assert not study.scenarios.exists()


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
