"""The pages of a study, through the three standing people; edits in place and on a page of their own."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gouvernail.engines.ranking.reading import study_of
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study
from gouvernail.studies.operations.matrix import learn_words
from gouvernail.studies.pages.robustness import rank_chart
from gouvernail.studies.reading import read_cell
from gouvernail.studies.results import result_of
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import whole_of
from gouvernail.ui.charts.numbers import number
from tests.studies.making import address, make_study
from tests.worlds import person

pytestmark = pytest.mark.django_db

READ = (
    "comparer/", "ponderer/", "ponderer/cartes/", "robustesse/", "couts/", "membres/", "", "matrice.csv",
    "matrice.xlsx", "matrice.ods", "matrice.json",
)  # fmt: skip
WRITE = ("importer/", "echelles/", "criteres/nouveau/", "membres/nouveau/")
HTMX = {"HX-Request": "true"}


def pages(study):
    criterion, scenario = study.criteria.first(), study.scenarios.last()
    own = (f"criteres/{criterion.pk}/", f"comparer/{criterion.pk}/{scenario.pk}/", f"couts/{scenario.pk}/")
    return [*READ, *WRITE, *own, f"criteres/{criterion.pk}/supprimer/"]


def test_the_owner_sees_every_page(study, owner):
    for page in pages(study):
        assert owner.get(address(study, page)).status_code == 200, page


def test_the_neighbour_and_the_stranger_see_none(world, study, client_of):
    for user, own in ((world.neighbour, world.neighbour_commune), (world.stranger, world.stranger_agglomeration)):
        client = client_of(user)
        for page in pages(study):
            assert client.get(address(study, page)).status_code == 404, page
            assert client.get(address(study, page, own)).status_code == 404, page


def test_an_elected_member_reads_and_changes_nothing(world, study, client_of):
    client = client_of(person("elu@agglo.example", Role.ELECTED, world.agglomeration))
    for page in READ:
        assert client.get(address(study, page)).status_code == 200, page
    for page in set(pages(study)) - set(READ):
        assert client.get(address(study, page)).status_code == 403, page
    assert client.post(address(study, "etat/presenter/")).status_code == 403
    shown = client.get(address(study)).content.decode()
    assert "Présenter" not in shown
    assert "rated-open" not in shown


def test_reading_never_writes(study, owner):
    owner.get("/")
    with CaptureQueriesContext(connection) as queries:
        for page in pages(study):
            owner.get(address(study, page))
    written = [q["sql"] for q in queries if q["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []


@pytest.mark.parametrize("page", ["comparer/", "ponderer/", "robustesse/", "couts/", "membres/"])
def test_a_page_asks_as_many_queries_for_many_criteria_as_for_few(world, study, owner, page):
    owner.get(address(study, page))
    with CaptureQueriesContext(connection) as few:
        owner.get(address(study, page))
    many_of = {f"Critère {rank}": ("plus", ("Faible", "Bonne", "Moyenne", "Bonne")) for rank in range(9)}
    bigger = make_study(world.agglomeration, "Autre", many_of, ("A", "B", "C", "D"))
    with CaptureQueriesContext(connection) as many:
        owner.get(address(bigger, page))
    assert len(many) == len(few), "\n".join(query["sql"] for query in many.captured_queries)


def test_a_cell_is_edited_in_its_place(study, owner):
    criterion, scenario = study.criteria.get(name="Sécurité"), study.scenarios.get(name="Recruter")
    place = address(study, f"comparer/{criterion.pk}/{scenario.pk}/")
    form = owner.get(place, headers=HTMX).content.decode()
    assert form.startswith("<td")
    assert 'value="Bonne"' in form
    answer = owner.post(place, {"raw": "Faible"}, headers=HTMX)
    assert answer.headers["HX-Trigger"] == "study-changed"
    assert answer.content.decode().startswith("<td")
    assert "●●○○○" in answer.content.decode()
    assert Rating.objects.get(criterion=criterion, scenario=scenario).raw == "Faible"
    assert Entry.objects.filter(verb="noter", object_id=str(study.pk)).count() == 1


def test_a_cell_is_edited_without_scripts(study, owner):
    criterion, scenario = study.criteria.get(name="Sécurité"), study.scenarios.get(name="Recruter")
    place = address(study, f"comparer/{criterion.pk}/{scenario.pk}/")
    answer = owner.post(place, {"raw": "Bonne", "low": "3", "high": "4", "elsewhere": "« non »", "elsewhere_low": "2"})
    assert answer.status_code == 302
    rating = Rating.objects.get(criterion=criterion, scenario=scenario)
    assert (rating.low, rating.high, rating.elsewhere_high) == (3, 4, 2)
    page = owner.get(address(study)).content.decode()
    assert "contredit" in page


def test_a_rating_is_not_both_known_and_unknown(study, owner):
    criterion, scenario = study.criteria.first(), study.scenarios.first()
    place = address(study, f"comparer/{criterion.pk}/{scenario.pk}/")
    answer = owner.post(place, {"raw": "Bonne", "unknown": "on"}, headers=HTMX)
    assert answer.status_code == 422
    assert "décochez" in answer.content.decode()


def test_a_new_word_waits_for_its_level_and_the_page_says_so(study, owner):
    criterion, scenario = study.criteria.get(name="Sécurité"), study.scenarios.get(name="Recruter")
    owner.post(address(study, f"comparer/{criterion.pk}/{scenario.pk}/"), {"raw": "Excellente"}, headers=HTMX)
    word = ScaleWord.objects.get(criterion=criterion, text="Excellente")
    assert not word.is_placed
    page = owner.get(address(study)).content.decode()
    assert "À situer" in page
    assert "sans niveau sur l’échelle, donc tenu pour inconnu : « Excellente »." in page


def words_of(study, **changed):
    data = {}
    for word in ScaleWord.objects.filter(criterion__study=study):
        for name in ("low", "high", "other_low", "other_high"):
            level = getattr(word, name)
            data[f"{name}-{word.pk}"] = "" if level is None else f"{level:g}".replace(".", ",")
        data[f"note-{word.pk}"] = word.note
    return data | changed


def test_words_are_placed_by_a_person(study, owner):
    word = ScaleWord.objects.get(criterion__name="Sécurité", text="Bonne")
    data = words_of(study, **{f"low-{word.pk}": "3,5", f"high-{word.pk}": ""})
    assert owner.post(address(study, "echelles/"), data).status_code == 302
    word.refresh_from_db()
    assert (word.low, word.high) == (word.low, word.low)
    assert float(word.low) == 3.5
    details = Entry.objects.get(verb="echelle").details
    assert details == {"Sécurité : Bonne": ["4", "3.5"]}


def test_the_scales_say_how_each_criterion_enters_the_ranking(study, owner):
    cost, security = study.criteria.get(name="Coût"), study.criteria.get(name="Sécurité")
    page = owner.get(address(study, "echelles/")).content.decode()
    assert f'name="sense-{security.pk}"' in page
    data = words_of(study) | {f"sense-{security.pk}": "apart"}
    assert owner.post(address(study, "echelles/"), data).status_code == 302
    security.refresh_from_db()
    cost.refresh_from_db()
    assert (security.counts, security.direction) == (False, "plus")
    assert cost.counts
    assert Entry.objects.get(verb="critere").details == {"sens": {"Sécurité": ["plus", "apart"]}}


def test_a_wrong_level_leaves_the_direction_as_it_was(study, owner):
    word = ScaleWord.objects.get(criterion__name="Sécurité", text="Bonne")
    data = words_of(study, **{f"low-{word.pk}": "9"}) | {f"sense-{word.criterion_id}": "moins"}
    assert owner.post(address(study, "echelles/"), data).status_code == 422
    assert Criterion.objects.get(pk=word.criterion_id).direction == "plus"


def test_a_long_text_is_one_word_and_its_level_is_read(study, owner):
    long = "Externalisation de tout ce qui peut l’être, le référent gardant la coordination, l’appui et le suivi"
    assert len(long) > 80
    criterion, scenario = study.criteria.get(name="Sécurité"), study.scenarios.first()
    for _again in range(2):
        Rating.objects.update_or_create(criterion=criterion, scenario=scenario, defaults={"raw": long})
        learn_words(criterion, [long])
    word = ScaleWord.objects.get(criterion=criterion, text__startswith="Externalisation")
    assert word.text == long
    data = words_of(study, **{f"low-{word.pk}": "4"})
    assert owner.post(address(study, "echelles/"), data).status_code == 302
    whole = whole_of(study)
    reading = read_cell(criterion, whole.rating(criterion, scenario), whole.words[criterion.pk])
    assert (reading.low, reading.high) == (4, 4)


@pytest.mark.parametrize(
    ("low", "high", "words"), [("6", "6", "De 1 à 5"), ("4", "2", "à l’envers"), ("x", "", "nombre")]
)
def test_a_level_out_of_the_scale_is_refused(study, owner, low, high, words):
    word = ScaleWord.objects.get(criterion__name="Sécurité", text="Bonne")
    answer = owner.post(
        address(study, "echelles/"), words_of(study, **{f"low-{word.pk}": low, f"high-{word.pk}": high})
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_criterion_is_added_moved_and_deleted(study, owner):
    owner.post(
        address(study, "criteres/nouveau/"),
        {"name": "Délai", "direction": "moins", "counts": "on", "in_words": "on", "low": "1", "high": "5",
         "combination": "pire"},
    )  # fmt: skip
    added = Criterion.objects.get(study=study, name="Délai")
    assert added.order == 5
    owner.post(address(study, f"criteres/{added.pk}/deplacer/"), {"sens": "haut"})
    assert [one.name for one in study.criteria.all()][-2:] == ["Délai", "Coût"]
    owner.post(address(study, f"criteres/{added.pk}/supprimer/"))
    assert not Criterion.objects.filter(pk=added.pk).exists()


def test_a_criterion_that_makes_no_sense_is_refused(study, owner):
    base = {"name": "Délai", "direction": "moins", "counts": "on", "in_words": "on", "combination": "pire"}
    for wrong, words in (
        ({"low": "5", "high": "1"}, "doit dépasser le bas"),
        ({"low": "1", "high": ""}, "les deux bornes"),
        ({"low": "1", "high": "5", "name": "Coût"}, "déjà un critère"),
        ({"low": "1", "high": "5", "combination": "somme"}, "ne s’additionnent pas"),
    ):
        answer = owner.post(address(study, "criteres/nouveau/"), base | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode(), wrong


WORTH = {
    "name": "Délai", "direction": "moins", "low": "0", "high": "36", "combination": "meilleur", "counts": "on",
}  # fmt: skip


def test_what_a_measure_is_worth_is_typed_and_shown_again(study, owner):
    data = WORTH | {"shape": "points", "worth": "36 = 0\n0 = 1\n12 = 0,9"}
    assert owner.post(address(study, "criteres/nouveau/"), data).status_code == 302
    delay = study.criteria.get(name="Délai")
    assert delay.value == {"points": [[0.0, 1.0], [12.0, 0.9], [36.0, 0.0]]}
    shown = owner.get(address(study, f"criteres/{delay.pk}/")).content.decode()
    assert "12 = 0,9" in shown
    assert '<option value="points" selected>' in shown
    read = study_of(engine_data(whole_of(study))).criteria[-1]
    assert float(read.value(6)) == pytest.approx(0.95)
    owner.post(address(study, f"criteres/{delay.pk}/"), data | {"shape": "droite"})
    delay.refresh_from_db()
    assert delay.value is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"worth": "beaucoup"}, "100 = 0,5"),
        ({"worth": "0 = 1"}, "au moins deux points"),
        ({"worth": "0 = 0\n36 = 1"}, "aller dans le sens du critère"),
        ({"worth": "0 = 1\n12 = 0"}, "ne couvrent pas toute l’échelle"),
        ({"worth": "0 = 1\n36 = 0", "low": "", "high": ""}, "deux bornes entre lesquelles"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_words(study, owner, wrong, words):
    answer = owner.post(address(study, "criteres/nouveau/"), WORTH | {"shape": "points"} | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not study.criteria.filter(name="Délai").exists()


def test_a_presented_study_does_not_change(study, owner):
    assert owner.post(address(study, "etat/presenter/")).status_code == 302
    study.refresh_from_db()
    assert (study.state, study.weights_open) == ("presentee", False)
    criterion, scenario = study.criteria.first(), study.scenarios.first()
    before = Rating.objects.get(criterion=criterion, scenario=scenario).raw
    answer = owner.post(address(study, f"comparer/{criterion.pk}/{scenario.pk}/"), {"raw": "Bonne"}, headers=HTMX)
    assert answer.status_code == 422
    assert "reprenez-la en brouillon" in answer.content.decode()
    assert Rating.objects.get(criterion=criterion, scenario=scenario).raw == before
    assert owner.get(address(study, "modifier/")).status_code == 403
    assert owner.get(f"/c/agglo/scenarios/{scenario.pk}/modifier/").status_code == 403
    owner.post(address(study, "etat/reprendre/"))
    assert Study.objects.get(pk=study.pk).is_open


def test_a_frozen_study_says_what_it_said(study, owner):
    owner.post(address(study, "etat/presenter/"))
    owner.post(address(study, "etat/figer/"))
    study.refresh_from_db()
    assert study.state == "figee"
    assert study.frozen["result"]["leader"] == str(study.scenarios.get(name="Mutualiser").pk)
    said = study.frozen["result"]["sentences"][0]
    said["text"] = "Ce qui fut dit ce jour-là."
    Study.objects.filter(pk=study.pk).update(frozen=study.frozen)
    assert "Ce qui fut dit ce jour-là." in owner.get(address(study)).content.decode()


def test_a_scenario_of_another_study_is_not_combined(world, study, owner):
    other = make_study(world.agglomeration, "Autre étude")
    foreign = other.scenarios.first()
    mine = list(study.scenarios.values_list("pk", flat=True))[:1]
    data = {"study": study.pk, "order": 4, "name": "Mélange", "examined": "on", "parts": [*mine, foreign.pk]}
    answer = owner.post(f"/c/agglo/scenarios/nouveau/?study={study.pk}", data)
    assert answer.status_code == 422
    assert not Scenario.objects.filter(name="Mélange").exists()


def test_the_paragraph_leads_to_its_figures(study, owner):
    page = owner.get(address(study)).content.decode()
    criterion, scenario = study.criteria.get(name="Coût"), study.scenarios.get(name="Mutualiser")
    assert "arrive en tête" in page
    assert f'href="/c/agglo/scenarios/{scenario.pk}/">« Mutualiser »' in page
    assert f'#critere-{criterion.pk}">« Coût »' in page
    leading = study.scenarios.get(name="Mutualiser")
    assert f"/robustesse/#rang-{leading.pk}" in page
    figures = owner.get(address(study, "robustesse/")).content.decode()
    for anchor in re.findall(r'/robustesse/#([\w-]+)"', page):
        assert f'id="{anchor}"' in figures


def test_the_room_of_each_weight_is_drawn_as_it_is_written(study, owner):
    page = owner.get(address(study, "robustesse/")).content.decode()
    answer = result_of(whole_of(study)).answer
    drawn = re.findall(r'room-span" x="([\d.]+)" y="3" width="([\d.]+)"', page)
    assert drawn == [(f"{100 * one.low:.2f}", f"{100 * (one.high - one.low):.2f}") for one in answer.stability]
    assert page.count("quel que soit ce poids") == sum(one.whole for one in answer.stability)


def test_the_chart_of_ranks_rounds_a_share_as_its_sentence_does(study):
    answer = result_of(whole_of(study)).answer
    ranks = answer.shares.ranks.copy()
    ranks[answer.leader] = [0.85497, 0.14503, *[0] * (len(ranks) - 2)]  # 85.5 once rounded, then 86
    chart = rank_chart(replace(answer, shares=replace(answer.shares, ranks=ranks)), date(2026, 1, 13))
    assert "est premier pour 85\u202f%" in chart.summary
    assert number(chart.series[0].values[0], decimals=0) == "85"


def test_a_recommendation_of_what_was_not_examined_is_pointed_out(study, owner):
    Scenario.objects.create(study=study, name="Quatrième voie", order=9, recommended=True, examined=False)
    page = owner.get(address(study)).content.decode()
    assert "n’a pas été étudié avec les autres" in page


def test_the_view_received_is_confirmed_or_contradicted(study, owner):
    study.scenarios.filter(name="Mutualiser").update(recommended=True)
    assert "la comparaison le confirme" in owner.get(address(study)).content.decode()
    study.scenarios.update(recommended=False)
    study.scenarios.filter(name="Recruter").update(recommended=True)
    assert "place « Mutualiser » en tête" in owner.get(address(study)).content.decode()


def test_every_method_is_explained_and_replays_its_example(owner):
    from gouvernail.engines.ranking.catalogue import methods

    for code, method in methods().items():
        page = owner.get(f"/aide/methodes/{code}/").content.decode()
        assert method.publication.split(",")[0] in page
        assert "identique" in page
        assert "différent" not in page
    assert owner.get("/aide/methodes/inconnue/").status_code == 404
