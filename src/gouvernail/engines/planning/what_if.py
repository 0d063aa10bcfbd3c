"""What would change if: a budget cut, more days, a project imposed; what a little more buys, as an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from gouvernail.engines.planning.certificate import Certificate, certify
from gouvernail.engines.planning.found import Found
from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.problem import Envelope, Plan, Problem
from gouvernail.engines.planning.rules import rooms
from gouvernail.engines.planning.search import search
from gouvernail.engines.planning.solvers.matrix import matrix_of
from gouvernail.engines.planning.solvers.warm import WarmRelaxation
from gouvernail.engines.planning.units import POINT, points_of
from gouvernail.engines.planning.verify import Account
from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.money import CENT
from gouvernail.kernel.numbers_fr import format_number

Change = Callable[[Problem], Problem]


def more_money(envelope: str, amount: Decimal, year: int | None = None) -> Change:
    """Add euros (negative: take off) to an envelope in a year, or to its total (None); never below 0.

    Applied to a problem, raises ``ValueError`` when the envelope does not limit that.
    """

    def change(problem: Problem) -> Problem:
        return _envelopes(problem, lambda one: _richer(one, amount, year) if one.key == envelope else one)

    return change


def scaled_money(share: Decimal, envelopes: Sequence[str] | None = None) -> Change:
    """Multiply envelopes (all when None) by a share: 0.8 is a cut of 20 %; rounded down to the cent."""

    def scaled(amount: Decimal) -> Decimal:
        return (amount * share).quantize(CENT, ROUND_DOWN)

    def one(envelope: Envelope) -> Envelope:
        if envelopes is not None and envelope.key not in envelopes:
            return envelope
        amounts = {year: scaled(amount) for year, amount in envelope.amounts.items()}
        return replace(envelope, amounts=amounts, total=None if envelope.total is None else scaled(envelope.total))

    return lambda problem: _envelopes(problem, one)


def more_days(skill: str, days: Decimal, periods: Sequence[int] | None = None) -> Change:
    """Add days (negative: take off) to a skill in each of some periods (all when None); never below 0."""

    def change(problem: Problem) -> Problem:
        chosen = range(problem.calendar.count) if periods is None else periods
        skills = []
        for one in problem.skills:
            if one.key == skill:
                capacity = [
                    max(Decimal(0), had + days) if period in chosen else had for period, had in enumerate(one.capacity)
                ]
                one = replace(one, capacity=tuple(capacity))
            skills.append(one)
        return replace(problem, skills=tuple(skills))

    return change


def resolve(
    problem: Problem,
    incumbent: Plan,
    *,
    seconds: float = 5.0,
    seed: int = 0,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Found:
    """Search again from a plan of the problem before it changed; what still fits of it is the first answer."""
    return search(problem, seconds=seconds, seed=seed, start=incumbent, report=report, cancelled=cancelled)


@dataclass(frozen=True)
class Worth:
    """What a change brings, in points: at least ``low`` (a checked plan), at most ``high`` (a bound; None: unknown)."""

    low: Decimal
    high: Decimal | None
    plan: Plan | None

    @property
    def sentence(self) -> str:
        """The interval in French."""
        if self.high is None:
            return f"au moins {counted(self.low, 'point', 1)}"
        if self.high == self.low:
            return f"{counted(self.low, 'point', 1)}"
        return f"entre {format_number(self.low, 1)} et {counted(self.high, 'point', 1)}"


def worth(problem: Problem, incumbent: Plan, change: Change, *, seconds: float = 3.0, seed: int = 0) -> Worth:
    """What a change that gives more brings beside a checked plan: never subtract two plans that are only good.

    The low side is a plan found by searching again from the incumbent, never below 0. The high side is the bound of
    the changed problem minus the incumbent.
    """
    base = Account(problem, incumbent).score
    found = resolve(change(problem), incumbent, seconds=seconds, seed=seed)
    best = found.incumbent
    low = Decimal(0) if best.score is None else max(Decimal(0), points_of(best.score) - base)
    high = None if best.bound is None else max(low, points_of(best.bound) - base)
    return Worth(low, high, best.plan)


def quick_worth(problem: Problem, incumbent: Plan, changes: Sequence[Change]) -> list[Worth]:
    """The same for many changes of money or days at once, by the relaxation: the low side is 0 until searched for.

    ``ValueError`` for a change of anything else.
    """
    base = int(Account(problem, incumbent).score * POINT)
    model = build(problem)
    relaxed = WarmRelaxation(matrix_of(model))
    usual, found = rooms(problem), []
    lines = {(row.rule, row.key): at for at, row in enumerate(model.rows)}
    for change in changes:
        changed = change(problem)
        if replace(changed, envelopes=problem.envelopes, skills=problem.skills) != problem:
            raise ValueError("Seuls l’argent et les jours se comparent d’un coup ; cherchez de nouveau pour le reste.")
        now = rooms(changed)
        moved = [lines[key] for key in now if key in lines and now[key] != usual[key]]
        for key, room in now.items():
            if key in lines and room != usual[key]:
                relaxed.raise_to(lines[key], room)
        _, value = relaxed.solve()
        relaxed.restore(moved)
        found.append(Worth(Decimal(0), None if value is None else max(Decimal(0), points_of(value - base)), None))
    return found


@dataclass(frozen=True)
class Point:
    """One point of a curve: the share of the money, what the best checked plan earns, the bound, what may be said."""

    share: Decimal
    score: Decimal | None
    bound: Decimal | None
    certificate: Certificate
    plan: Plan | None


def curve(
    problem: Problem,
    incumbent: Plan,
    shares: Sequence[Decimal],
    *,
    envelopes: Sequence[str] | None = None,
    seconds: float = 3.0,
    seed: int = 0,
) -> list[Point]:
    """Points against money, from the least to the most: a plan that fits less money starts the search with more.

    So the curve never goes down, even where no plan is proven best.
    """
    points: list[Point] = []
    last = incumbent
    for share in sorted(shares):
        changed = scaled_money(share, envelopes)(problem)
        found = resolve(changed, last, seconds=seconds, seed=seed)
        said = certify(found)
        points.append(Point(share, said.score, said.bound, said, found.incumbent.plan))
        last = found.incumbent.plan or last
    return points


def _envelopes(problem: Problem, change: Callable[[Envelope], Envelope]) -> Problem:
    return replace(problem, envelopes=tuple(change(one) for one in problem.envelopes))


def _richer(envelope: Envelope, amount: Decimal, year: int | None) -> Envelope:
    if year is None:
        if envelope.total is None:
            raise ValueError(f"L’enveloppe « {envelope.label} » ne limite pas tout le plan : dites l’année.")
        return replace(envelope, total=max(Decimal(0), envelope.total + amount))
    had = envelope.amounts.get(year)
    if had is None:
        raise ValueError(f"L’enveloppe « {envelope.label} » ne limite pas {year}.")
    return replace(envelope, amounts={**envelope.amounts, year: max(Decimal(0), had + amount)})
