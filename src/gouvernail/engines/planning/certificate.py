"""What may be said of a plan: « optimal » and « impossible » only when two engines agree or a trusted bound is met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import TOLERANCE
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, OPTIMAL
from gouvernail.engines.planning.units import points_of
from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.numbers_fr import format_percent

WORDS = {
    "optimal": "Optimal",
    "feasible": "Plan vérifié",
    "impossible": "Impossible",
    "unknown": "Aucun plan trouvé",
}


@dataclass(frozen=True)
class Certificate:
    """``word`` is ``optimal``, ``feasible``, ``impossible`` or ``unknown``; points; ``gap`` is (bound − plan) ÷ plan.

    ``engines`` are those that the word rests on; ``sentence`` says it in French.
    """

    word: str
    score: Decimal | None
    bound: Decimal | None
    gap: Decimal | None
    engines: tuple[str, ...]
    sentence: str


def certify(found: Found) -> Certificate:
    """Apply the rule to what a search found: only checked plans, only trusted bounds."""
    best = found.incumbent
    score = None if best.score is None else points_of(best.score)
    bound = None if best.bound is None else points_of(best.bound)
    if best.plan is None:
        return _without_plan(found, bound)
    gap = gap_of(score, bound)
    claimed = found.who(OPTIMAL)
    if best.met or found.agreed:
        engines = tuple(dict.fromkeys([*claimed, best.bounded_by]))
        said = "Aucun plan n’est meilleur : " + _who(engines) + "."
        return Certificate("optimal", score, bound, Decimal(0), engines, said)
    said = "Plan vérifié, le meilleur trouvé"
    if gap is not None:
        said += f" ; un meilleur dépasserait au plus de {format_percent(gap, 2)}"
    elif bound is not None:
        said += f" ; aucun plan ne dépasse {counted(bound, 'point', 1)}"
    if claimed:
        said += ". Un calcul le dit optimal, mais aucun second ne l’a confirmé"
    return Certificate("feasible", score, bound, gap, tuple(claimed), said + ".")


def _without_plan(found: Found, bound: Decimal | None) -> Certificate:
    engines = tuple(found.who(IMPOSSIBLE))
    if len(engines) > 1:
        said = f"Aucun plan ne respecte toutes les règles : {_who(engines)}."
        return Certificate("impossible", None, None, None, engines, said)
    said = "Aucun plan trouvé dans le temps donné"
    if engines:
        said += " ; un calcul dit qu’il n’y en a pas, mais aucun second ne l’a confirmé"
    return Certificate("unknown", None, bound, None, engines, said + ".")


def gap_of(score: Decimal | None, bound: Decimal | None) -> Decimal | None:
    """(bound − plan) ÷ plan as a share of one; None when the plan earns nothing or a side is unknown."""
    if score is None or bound is None or score <= 0:
        return None
    gap = max(Decimal(0), (bound - score) / score)
    return Decimal(0) if gap < Decimal(str(TOLERANCE)) else gap


def _who(engines: tuple[str, ...]) -> str:
    """Say what the word rests on without the names of the engines, which the certificate keeps beside the sentence."""
    named = [engine for engine in engines if engine]
    agreed = len(named) > 1
    return "deux calculs indépendants s’accordent" if agreed else "il atteint la limite qu’un calcul donne à tout plan"
