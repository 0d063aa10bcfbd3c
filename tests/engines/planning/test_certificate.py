"""What may be said: « optimal » and « impossible » need a second engine or a trusted bound."""

from decimal import Decimal

from gouvernail.engines.planning.certificate import certify
from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import Incumbent
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, OPTIMAL, Answer
from gouvernail.engines.planning.units import POINT
from tests.engines.planning.build import mode, plan, problem, project

CASE = problem(project("a", mode(cost=[1])), money=[5])


def found(*claims: tuple[str, str], with_plan=True) -> Found:
    made = Found(Incumbent(CASE))
    if with_plan:
        made.incumbent.offer(plan(a=1), "essai")  # 7.5 points, the best is 8.75
    for engine, status in claims:
        made.claim(Answer(engine, status))
    return made


def test_one_engine_that_calls_a_plan_optimal_is_not_believed():
    made = found(("CP-SAT", OPTIMAL))
    made.incumbent.limit(7.5 * POINT, "CP-SAT")
    said = certify(made)
    assert said.word == "feasible"
    assert said.bound is None
    assert "aucun second" in said.sentence


def test_the_gap_comes_from_a_trusted_bound():
    made = found()
    made.incumbent.limit(9 * POINT, "PL")
    said = certify(made)
    assert (said.word, said.gap) == ("feasible", Decimal("0.2"))
    assert "20,00" in said.sentence


def test_a_trusted_bound_that_meets_the_plan_proves_it():
    made = found()
    made.incumbent.limit(7.5 * POINT + 3, "SCIP")
    assert certify(made).word == "optimal"
    assert certify(made).engines == ("SCIP",)


def test_two_engines_that_agree_prove_it():
    made = found(("CP-SAT", OPTIMAL))
    made.confirm("SCIP")
    said = certify(made)
    assert said.word == "optimal"
    assert said.engines == ("CP-SAT", "SCIP")
    assert "s’accordent" in said.sentence


def test_a_second_engine_that_does_better_takes_the_claim_back():
    made = found(("CP-SAT", OPTIMAL))
    made.contradict(Answer("SCIP", "feasible", plan=plan(a=0)))
    assert certify(made).word == "feasible"
    assert certify(made).score == Decimal("8.75")


def test_impossible_needs_two_engines():
    assert certify(found(("PL", IMPOSSIBLE), with_plan=False)).word == "unknown"
    assert certify(found(("PL", IMPOSSIBLE), ("PL", IMPOSSIBLE), with_plan=False)).word == "unknown"
    assert certify(found(("PL", IMPOSSIBLE), ("CP-SAT", IMPOSSIBLE), with_plan=False)).word == "impossible"


def test_a_plan_that_the_verifier_refuses_is_never_kept():
    made = found(with_plan=False)
    assert not made.incumbent.offer(plan(a=99), "moteur")
    assert made.incumbent.plan is None
    assert "moteur : « Projet a » sort des périodes" in made.incumbent.refused[0]
