"""The questions of a meeting and the sliders: one act computes a plan beside the one in force."""

from decimal import Decimal

import pytest
from django.urls import reverse

from gouvernail.organisations.enums import Role
from gouvernail.plans.models import Envelope, PlanRun
from gouvernail.plans.what_if.forms import usual_settings
from gouvernail.plans.what_if.ground import ground_of
from gouvernail.plans.what_if.questions import questions
from gouvernail.plans.what_if.settings import Settings, settings_from
from gouvernail.plans.what_if.sliders import words_of
from tests.plans.what_if.conftest import ON, SYSTEM
from tests.worlds import person


@pytest.fixture
def dsi(client, place):
    client.force_login(person("dsi@essai.example", Role.DSI, place))
    return client


def asked(ground):
    return {one.key: one for one in questions(ground, usual_settings(ground, {}))}


def test_the_questions_follow_the_size_of_the_budget(place, ground):
    found = asked(ground)
    assert found["moins"].label.replace("\u202f", " ") == "10 k€ de moins en 2027"
    assert found["moins"].settings.investment == {2027: 40_000, 2028: 50_000}
    assert found["moins-20"].settings.share == Decimal("0.8")
    Envelope.objects.filter(year=2028).update(amount=300_000)
    larger = asked(ground_of(place, SYSTEM, ON))
    assert larger["moins"].settings.investment[2028] == 200_000


def test_one_more_post_comes_the_year_after(ground):
    hire = asked(ground)["poste-0"]
    assert hire.label == "un poste de plus à partir de T1 2028 (Réseau)"
    assert (hire.settings.posts, hire.settings.posts_from) == ({"Réseau": 1}, "2028-T1")


def test_without_a_budget_nothing_is_taken_from_it(place, small):
    Envelope.objects.all().delete()
    assert set(asked(ground_of(place, SYSTEM, ON))) == {"poste-0"}


def test_a_question_is_one_click(dsi, place, small, by_hand):
    page = dsi.get(reverse("what_if", args=[place.slug])).content.decode()
    assert "Et si… un poste de plus à partir de T1 2028 (Réseau)" in page
    answer = dsi.post(reverse("what_if_ask", args=[place.slug]), {"question": "moins-20"})
    run = PlanRun.objects.get()
    assert answer["Location"] == reverse("plan_run", args=[place.slug, run.pk])
    assert settings_from(run.settings).variation == -20
    assert dsi.post(reverse("what_if_ask", args=[place.slug]), {"question": "autre"}).status_code == 404


def test_sliders_compute_another_plan_from_the_same_hypotheses(dsi, place, computed):
    run = computed(carry_over=True)
    page = dsi.get(reverse("plan_run", args=[place.slug, run.pk])).content.decode()
    assert 'data-slider-for="vite_variation"' in page
    address = reverse("plan_run_again", args=[place.slug, run.pk])
    dsi.post(address, {"variation": "-15", "posts_0": "0.5", "posts_from": "2028-T1"})
    settings = settings_from(PlanRun.objects.latest("pk").settings)
    assert (settings.variation, settings.posts, settings.posts_from) == (-15, {"Réseau": Decimal("0.5")}, "2028-T1")
    assert settings.carry_over
    assert settings.investment == settings_from(run.settings).investment


def test_a_slider_out_of_bounds_is_refused_in_words(dsi, place, computed):
    run = computed()
    address = reverse("plan_run_again", args=[place.slug, run.pk])
    page = dsi.post(address, {"variation": "-500", "posts_from": ""}, follow=True).content.decode()
    assert "Variation de tous les budgets" in page
    assert PlanRun.objects.count() == 1
    assert dsi.get(address).status_code == 302


def test_who_only_reads_turns_nothing(client, place, computed):
    run = computed()
    client.force_login(person("elue@essai.example", Role.ELECTED, place))
    assert client.get(reverse("plan_run", args=[place.slug, run.pk])).context["quick"] is None
    for name, args, data in (
        ("plan_run_again", [place.slug, run.pk], {"variation": "-10"}),
        ("what_if_ask", [place.slug], {"question": "moins-20"}),
    ):
        assert client.post(reverse(name, args=args), data).status_code == 403
    assert PlanRun.objects.count() == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(), ""),
        (Settings(variation=Decimal(-20)), "Budget −20 %"),
        (Settings(variation=Decimal(5), posts={"Réseau": Decimal("0.5")}), "Budget +5 %, +0,5 poste (Réseau)"),
        (Settings(posts={"Réseau": Decimal(-2)}), "−2 postes (Réseau)"),
        (Settings(carry_over=True), "restes reportés"),
        (Settings(frozen=("2027-T4",), strict_order=True), "trimestre gelé, priorités strictes"),
    ],
)
def test_hypotheses_in_a_few_words(settings, words):
    assert words_of(settings).replace("\u202f", " ") == words
