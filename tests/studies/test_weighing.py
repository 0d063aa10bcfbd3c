"""Members' weights: secret until the vote is closed, in every form, never a person's name."""

import json
import re

import pytest
from django.http import QueryDict

from gouvernail.engines.ranking.answer import answer
from gouvernail.engines.ranking.reading import study_of
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.studies.models import Criterion, Member
from gouvernail.studies.pages.cards import laid
from gouvernail.studies.pages.weights import TRIAL_DRAWS
from gouvernail.studies.pairs import field_name, pairs_of
from gouvernail.studies.results import DRAWS, engine_member, result_of
from gouvernail.studies.translation import engine_data
from gouvernail.studies.whole import whole_of
from tests.studies.making import address
from tests.worlds import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def elected(world):
    return person("elu@agglo.example", Role.ELECTED, world.agglomeration)


@pytest.fixture
def director(world):
    return person("dgs@agglo.example", Role.DIRECTION, world.agglomeration)


@pytest.fixture
def members(study, elected, director):
    return (
        Member.objects.create(study=study, order=1, function="Élu référent", account=elected),
        Member.objects.create(study=study, order=2, function="Direction générale", account=director),
    )


def give(client, member, kind="points", **more):
    names = {f"c{one.pk}": one.name for one in member.study.criteria.all()}
    data = {key: more.get(name, more.get("each", "25")) for key, name in names.items()}
    page = address(member.study, f"membres/{member.pk}/poids/?forme={kind}")
    return client.post(page, data | ({"ratio": more["ratio"]} if "ratio" in more else {}))


def test_nobody_but_its_account_gives_the_weights_of_a_function(study, members, client_of, owner, elected, director):
    first, _second = members
    for client in (owner, client_of(director)):
        assert client.get(address(study, f"membres/{first.pk}/poids/")).status_code == 403
        assert give(client, first).status_code == 403
    assert give(client_of(elected), first).status_code == 302
    first.refresh_from_db()
    assert first.weights["kind"] == "points"


def test_what_a_function_gave_stays_hidden_until_the_vote_is_closed(
    study, members, client_of, owner, elected, director
):
    first, second = members
    given = ("73,19", "11,03", "86,9", "13,1")
    give(client_of(elected), first, each="0", Coût=given[0], Sécurité=given[1])
    for client in (owner, client_of(director)):
        for page in ("membres/", "comparer/", "ponderer/", "robustesse/", "", "matrice.csv", "document/note/"):
            shown = client.get(address(study, page)).content.decode()
            assert not [one for one in given if one in shown or one.replace(",", ".") in shown], page
            assert "Points répartis" not in shown, page
    assert "Points répartis" in client_of(elected).get(address(study, "membres/")).content.decode()
    give(client_of(director), second)
    owner.post(address(study, "membres/clore/"))
    shown = client_of(director).get(address(study, "membres/")).content.decode()
    assert "Points répartis" in shown
    assert given[2] in shown


def test_weights_given_change_no_result_before_the_vote_is_closed(study, members, client_of, owner, elected):
    before = result_of(whole_of(study)).answer.shares.first
    give(client_of(elected), members[0], each="0", Coût="100")
    assert (result_of(whole_of(study)).answer.shares.first == before).all()
    owner.post(address(study, "membres/clore/"))
    study.refresh_from_db()
    after = result_of(whole_of(study)).answer
    assert after.study.scenarios[after.leader].name == "Ne rien faire"


def test_the_journal_says_that_weights_were_given_never_what_they_are(study, members, client_of, elected):
    give(client_of(elected), members[0], each="3", Coût="97")
    entry = Entry.objects.get(verb="ponderer")
    assert entry.details == {"fonction": "Élu référent"}
    assert "97" not in json.dumps([one.details for one in Entry.objects.all()])


def test_once_closed_nobody_changes_and_starting_again_forgets_all(study, members, client_of, owner, elected):
    give(client_of(elected), members[0])
    owner.post(address(study, "membres/clore/"))
    give(client_of(elected), members[0], Coût="99")
    members[0].refresh_from_db()
    assert set(members[0].weights["values"].values()) == {25.0}
    owner.post(address(study, "membres/recommencer/"))
    members[0].refresh_from_db()
    assert members[0].weights is None
    study.refresh_from_db()
    assert study.weights_open


def test_a_function_given_to_another_account_forgets_its_weights(study, members, client_of, owner, elected, director):
    give(client_of(elected), members[0])
    data = {"function": "Élu référent", "voices": "2", "account": director.pk}
    assert owner.post(address(study, f"membres/{members[0].pk}/"), data).status_code == 302
    members[0].refresh_from_db()
    assert members[0].weights is None
    assert members[0].voices == 2


def test_a_function_without_account_is_typed_by_those_who_may_write(study, owner, client_of, elected):
    member = Member.objects.create(study=study, function="Services")
    assert give(client_of(elected), member).status_code == 403
    assert give(owner, member).status_code == 302


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("points", {"each": "10", "Coût": "30"}, ("points", {"Coût": 30.0})),
        ("exact", {"each": "20", "Coût": "40"}, ("exact", {"Coût": 40.0})),
        ("order", {"each": "2", "Coût": "1"}, ("order", None)),
        ("simos", {"each": "1", "Coût": "3", "ratio": "4"}, ("simos", None)),
        ("swing", {"each": "60 à 80", "Coût": "100"}, ("swing", {"Coût": [100.0, 100.0]})),
        ("ranges", {"each": "", "Coût": "30 à 50"}, ("ranges", {"Coût": [0.3, 0.5]})),
        ("none", {}, ("none", None)),
    ],
)
def test_every_form_of_weights_is_what_the_engine_reads(study, owner, kind, given, expected):
    member = Member.objects.create(study=study, function="Services")
    assert give(owner, member, kind, **given).status_code == 302
    member.refresh_from_db()
    cost = str(study.criteria.get(name="Coût").pk)
    assert member.weights["kind"] == expected[0]
    if expected[1]:
        held = next(value for key, value in member.weights.items() if key != "kind")
        assert held[cost] == expected[1]["Coût"]
    owner.post(address(study, "membres/clore/"))
    study.refresh_from_db()
    whole = whole_of(study)
    member_data = {"id": str(member.pk), "name": "Services", "voices": 1.0, "weights": member.weights}
    theirs = answer(study_of(engine_data(whole, [member_data])), draws=DRAWS, seed=study.seed)
    assert (result_of(whole).answer.shares.ranks == theirs.shares.ranks).all()
    shown = owner.get(address(study, "membres/")).content.decode()
    assert "Ce que pèse chaque critère, par fonction" in shown


def compared(study, **times):
    """Answer « 1 » to each pair, or what ``times`` says of the pair named « A|B »."""
    pairs = pairs_of(list(study.criteria.all()))
    return {field_name(pair): times.get(f"{pair[0]}|{pair[1]}", "1") for pair in pairs}


def test_criteria_are_compared_two_by_two_and_shown_again(study, owner):
    member = Member.objects.create(study=study, function="Services")
    page = address(study, f"membres/{member.pk}/poids/?forme=ahp")
    given = compared(study, **{"Sécurité|Lisibilité": "3", "Sécurité|Acceptabilité": "1/5"})
    assert owner.post(page, given).status_code == 302
    member.refresh_from_db()
    whole = whole_of(study)
    assert len(member.weights["comparisons"]) == 6
    first, second = (str(study.criteria.get(name=name).pk) for name in ("Sécurité", "Acceptabilité"))
    assert [first, second, pytest.approx(0.2)] in member.weights["comparisons"]
    assert study_of(engine_data(whole, [engine_member(member)])).members[0].weights.consistency > 0
    shown = owner.get(page).content.decode()
    assert shown.count('<option value="1/5" selected>') == 1
    assert "cohérence" in owner.get(address(study, "membres/")).content.decode()


def test_the_consistency_ratio_follows_the_answers_before_anything_is_kept(study, owner):
    member = Member.objects.create(study=study, function="Services")
    page = address(study, f"membres/{member.pk}/poids/?forme=ahp")
    part = {"HX-Request": "true", "HX-Target": "coherence"}
    some = compared(study)
    some.pop(next(iter(some)))
    assert "quand toutes les paires" in owner.post(page, some, headers=part).content.decode()
    assert "0,00" in owner.post(page, compared(study), headers=part).content.decode()
    turning = {"Sécurité|Lisibilité": "9", "Lisibilité|Acceptabilité": "9", "Sécurité|Acceptabilité": "1/9"}
    said = owner.post(page, compared(study, **turning), headers=part).content.decode()
    assert "se contredisent" in said
    assert "La réponse qui s’écarte le plus" in said
    member.refresh_from_db()
    assert member.weights is None


def test_a_pair_left_without_answer_is_asked_for(study, owner):
    member = Member.objects.create(study=study, function="Services")
    given = compared(study)
    given[next(iter(given))] = ""
    answer = owner.post(address(study, f"membres/{member.pk}/poids/?forme=ahp"), given)
    assert answer.status_code == 422
    assert "il manque la comparaison de « Sécurité » et de « Lisibilité »" in answer.content.decode()
    member.refresh_from_db()
    assert member.weights is None


def test_simos_cards_leave_white_cards_where_levels_are_skipped(study, owner):
    member = Member.objects.create(study=study, function="Services")
    give(owner, member, "simos", each="1", Coût="3", ratio="4")
    member.refresh_from_db()
    cost = str(study.criteria.get(name="Coût").pk)
    assert member.weights["cards"][-2:] == [1, [cost]]
    page = owner.get(address(study, f"membres/{member.pk}/poids/?forme=simos")).content.decode()
    assert f'name="c{cost}" value="3"' in page


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("exact", {"each": "20"}, "doit faire 1 (ou 100)"),
        ("points", {"each": "0"}, "zéro point"),
        ("points", {"each": "-1"}, "négatif"),
        ("swing", {"each": "50"}, "100 points"),
        ("swing", {"each": "beaucoup"}, "60 à 80"),
        ("ranges", {"each": "60 à 80"}, "aucun poids ne convient"),
        ("simos", {"each": "1", "ratio": "0,5"}, "au moins autant"),
    ],
)
def test_weights_that_cannot_be_are_refused_in_words(study, owner, kind, given, words):
    member = Member.objects.create(study=study, function="Services")
    answer = give(owner, member, kind, **given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    member.refresh_from_db()
    assert member.weights is None


def test_weights_that_no_longer_fit_the_criteria_are_left_out_and_said(study, owner):
    member = Member.objects.create(study=study, function="Services")
    give(owner, member)
    Criterion.objects.create(study=study, name="Délai", order=9)
    assert "les criteres ont change" in _plain(owner.get(address(study, "membres/")).content.decode())
    owner.post(address(study, "membres/clore/"))
    study.refresh_from_db()
    assert [one.name for one in result_of(whole_of(study)).answer.study.members] == ["Ensemble"]


def _plain(text):
    from gouvernail.kernel.text import fold

    return fold(text)


def test_a_function_is_not_a_person(study, owner):
    answer = owner.post(address(study, "membres/nouveau/"), {"function": "DSI 02 43 00 00 00", "voices": "1"})
    assert answer.status_code == 422
    assert "Écrivez une fonction" in answer.content.decode()


def test_sliders_move_the_ranking_and_write_nothing(study, owner):
    cost = study.criteria.get(name="Coût").pk
    others = "&".join(f"p{one.pk}=0" for one in study.criteria.exclude(pk=cost))
    page = owner.get(f"{address(study, 'ponderer/')}?{others}&p{cost}=10").content.decode()
    assert "« Ne rien faire » arrive premier" in page
    part = owner.get(
        f"{address(study, 'ponderer/')}?p{cost}=0&marge=25", headers={"HX-Request": "true", "HX-Target": "ranking"}
    ).content.decode()
    assert part.startswith("<section")
    assert 'hx-swap-oob="true"' in part
    assert "« Mutualiser » arrive premier" in part
    assert Entry.objects.count() == 0


def test_sliders_all_at_zero_say_so(study, owner):
    zeros = "&".join(f"p{one.pk}=0" for one in study.criteria.all())
    assert "Tous les critères sont à zéro" in owner.get(f"{address(study, 'ponderer/')}?{zeros}").content.decode()


def test_a_share_comes_with_its_standard_error(study, owner):
    page = owner.get(f"{address(study, 'ponderer/')}?marge=50").content.decode()
    shown = re.findall(r"<span>(\d+,\d)\s%<span class=\"muted\"> ± (\d,\d)</span>", page)
    assert len(shown) == 3
    for share, error in shown:
        part = float(share.replace(",", ".")) / 100
        assert float(error.replace(",", ".")) == pytest.approx(100 * (part * (1 - part) / TRIAL_DRAWS) ** 0.5, abs=0.06)


def test_cards_move_the_ranking_and_write_nothing(study, owner):
    cost = study.criteria.get(name="Coût").pk
    page = address(study, "ponderer/cartes/")
    level = owner.get(page).content.decode()
    assert level.count('class="weigh-card"') == 4
    assert "carte blanche</span>" not in level
    raised = owner.get(f"{page}?c{cost}=2&monter={cost}&ratio=10").content.decode()
    assert f'name="c{cost}" value="3"' in raised
    assert raised.count("carte blanche</span>") == 1
    assert "« Ne rien faire » arrive premier" in raised
    part = owner.get(f"{page}?descendre={cost}", headers={"HX-Request": "true", "HX-Target": "cards"}).content.decode()
    assert part.startswith('<div id="cards"')
    assert "« Mutualiser » arrive premier" in part
    assert Entry.objects.count() == 0


def test_cards_weigh_as_simos_says(study):
    whole = whole_of(study)
    params = QueryDict(f"c{whole.counting[0].pk}=3&c{whole.counting[1].pk}=4&ratio=5")
    cards = [card for level in laid(whole, params).levels for card in level.cards]
    weights = [float(card.share.split("\u202f")[0].replace(",", ".")) for card in cards]
    units = [5, 1 + 4 * 2 / 3, 1, 1]
    assert weights == pytest.approx([100 * one / sum(units) for one in units], abs=0.06)
