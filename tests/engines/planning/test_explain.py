"""Each project left out or late names the rule that binds it."""

from decimal import Decimal

from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.explain import explain
from gouvernail.engines.planning.problem import External, Objective, Precedence, Skill
from tests.engines.planning.build import amounts, mode, plan, problem, project


def reasons(case, made) -> dict[str, str]:
    return {one.project: one.sentence for one in explain(case, made)}


def test_an_envelope_that_would_be_exceeded_is_said_with_the_amount():
    case = problem(project("a", mode(cost=[60])), project("b", mode(cost=[50])), money=[100])
    assert reasons(case, plan(a=0)) == {
        "b": "« Projet b » n’est pas retenu : enveloppe « Investissement » 2027 (100\u202f€), dépassée de 10\u202f€."
    }


def test_the_team_and_the_chain_that_delay_a_project_are_said():
    case = problem(
        project("a", mode(work=[8])),
        project("b", mode(work=[8])),
        project("c"),
        days=10,
        precedences=(Precedence("b", "c"),),
    )
    said = reasons(case, plan(a=0, b=1, c=2))
    assert said["b"] == (
        "« Projet b » commence en T2 2027 et non en T1 2027 : "
        "capacité « Équipe » (10 jours en T1 2027), 6 jours de trop."
    )
    assert said["c"].endswith("« Projet c » attend « Projet b ».")
    assert "a" not in said


def test_a_window_is_a_reason_too():
    case = problem(project("a", earliest=1))
    assert "« Projet a » ne commence pas avant T2 2027" in reasons(case, plan(a=1))["a"]


def test_a_price_is_a_reason_when_no_rule_forbids():
    outside = External(amounts(9, 9), Decimal(100))
    skill = Skill("equipe", "Équipe", amounts(5, 5), outside)
    pair = [project(key, mode(work=[5])) for key in "ab"]
    case = problem(*pair, periods=2, skills=(skill,), objective=Objective(money=Decimal(9)))
    assert "les jours à acheter" in reasons(case, plan(a=0, b=1))["b"]


def test_a_plan_that_could_be_better_says_so():
    said = reasons(problem(project("a")), plan(a=2))
    assert "aucune règle ne l’empêche ; ce plan gagnerait 2,5 points" in said["a"]


def test_what_is_at_its_best_needs_no_reason():
    case = problem(project("a"), project("b"))
    assert make_plan(case, seconds=10).explanations == ()
