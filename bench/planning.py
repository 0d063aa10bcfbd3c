"""Measure the planning engine: published schedules, generated investment plans, conflicts and what-ifs.

    python bench/planning.py published FOLDER [--seconds 60] [--every 1]   files of PSPLIB with their optima.json
    python bench/planning.py plans [--seconds 60] [--sizes 40 100 300] [--draws 3] [--price 0.2] [--beside]
    python bench/planning.py answers [--size 100] [--seconds 15]           conflict, relaxation, what-if

Each line is printed as a row of a Markdown table. Seconds in brackets are those of the processor: on a shared machine
they are the ones to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count, islice, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from beside import exchanging, usual_schedule
from generated import PRICE, generated
from psplib import makespan, read

from gouvernail.engines.planning.certificate import certify, gap_of
from gouvernail.engines.planning.conflict import conflict
from gouvernail.engines.planning.explain import explain
from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.problem import Plan, Problem
from gouvernail.engines.planning.relaxation import least_relaxation
from gouvernail.engines.planning.search import search
from gouvernail.engines.planning.what_if import (
    more_days,
    more_money,
    quick_worth,
    resolve,
    scaled_money,
    worth,
)

NEAR = Decimal("0.01")


def row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def published(folder: Path, seconds: float, every: int, beside: bool) -> None:
    optima = json.loads((folder / "optima.json").read_text())
    names = list(optima)[::every]
    found = one_engine = confirmed = wrong = plain_found = plain_proved = plain_wrong = 0
    began, spent, plain_spent = time.monotonic(), 0.0, 0.0
    for name in names:
        problem = read(folder / name)
        made = search(problem, seconds=seconds)
        spent += made.incumbent.seconds
        said = certify(made)
        reached = None if made.incumbent.plan is None else makespan(problem, made.incumbent.plan)
        found += reached == optima[name]
        one_engine += bool(made.claims)
        confirmed += said.word == "optimal"
        if (said.word == "optimal" and reached != optima[name]) or said.word == "impossible":
            wrong += 1
            print("FAUX", name, reached, optima[name], file=sys.stderr)
        line = [name, reached, optima[name], said.word, f"{made.incumbent.seconds:.1f} s"]
        if beside:
            began_beside = time.monotonic()
            status, value = usual_schedule(problem, seconds)
            plain_spent += time.monotonic() - began_beside
            plain_found += value == optima[name]
            plain_proved += status == "OPTIMAL" and value == optima[name]
            plain_wrong += (status == "OPTIMAL" and value != optima[name]) or status == "INFEASIBLE"
            line += ["beside:", value, status]
        print(*line, file=sys.stderr, flush=True)
    row(
        folder.name,
        len(names),
        found,
        one_engine,
        confirmed,
        wrong,
        f"{spent / len(names):.2f}",
        plain_found,
        plain_proved,
        plain_wrong,
        f"{plain_spent / len(names):.2f}",
    )
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


def plans(sizes: list[int], seconds: float, draws: int, price: Decimal, beside: bool) -> None:
    """The engine on each draw, then (``beside``) the same solvers plainly put side by side, for as long."""
    for size, priced in product(sizes, (True, False)):
        for seed, problem in islice(possible(size, priced=priced, price=price), draws):
            load, watch = os.getloadavg()[0], Watch()
            made = search(problem, seconds=seconds, report=watch)
            spent, said = watch.spent, certify(made)
            cells = [_moment(watch.first), _moment(watch.near), _percent(said.gap), said.word, f"{spent:.0f}"]
            if beside:
                cpu = time.process_time()
                other = exchanging(problem, seconds)
                cells += [_percent(other), f"{time.process_time() - cpu:.0f}"]
            row(size, "jours achetés" if priced else "capacité ferme", seed, f"{load:.0f}", *cells)


class Watch:
    """Keeps each progress with the seconds of the processor it took."""

    def __init__(self) -> None:
        self.began = time.process_time()
        self.seen: list[tuple[Progress, float]] = []

    def __call__(self, progress: Progress) -> None:
        self.seen.append((progress, self.spent))

    @property
    def spent(self) -> float:
        """Seconds of the processor since the beginning."""
        return time.process_time() - self.began

    @property
    def first(self) -> tuple[Progress, float] | None:
        """When a checked plan was there."""
        return next((pair for pair in self.seen if pair[0].best is not None), None)

    @property
    def near(self) -> tuple[Progress, float] | None:
        """When the plan was within one percent of the bound."""
        for one, spent in self.seen:
            gap = gap_of(one.best, one.bound)
            if gap is not None and gap <= NEAR:
                return one, spent
        return None


def _moment(found: tuple[Progress, float] | None) -> str:
    """Seconds of the clock, those of the processor in brackets."""
    return "—" if found is None else f"{found[0].seconds:.1f} ({found[1]:.1f})"


def _percent(gap: Decimal | float | None) -> str:
    return "—" if gap is None else f"{float(gap) * 100:.2f} %"


def possible(size: int, *, priced: bool, price: Decimal) -> Iterator[tuple[int, Problem]]:
    """The draws with a plan: a few mandatory projects may ask for more than a small team has."""
    for seed in count(1):
        problem = generated(size, seed=seed, priced=priced, price=price)
        seen: list[Progress] = []
        search(problem, seconds=30, report=seen.append, cancelled=lambda seen=seen: bool(seen and seen[-1].best))
        if seen and seen[-1].best:
            yield seed, problem


def answers(size: int, seconds: float) -> None:
    problem = generated(size)
    made = search(problem, seconds=seconds)
    plan = made.incumbent.plan
    if plan is None:
        sys.exit(f"Aucun plan de {size} projets trouvé en {seconds:g} s : rien à expliquer (voir --seconds).")
    began = time.monotonic()
    said = explain(problem, plan)
    row(f"raisons de {len(said)} projets", f"{time.monotonic() - began:.2f} s", "")
    for what, changed in questions(problem, plan):
        watch = Watch()
        again = resolve(changed, plan, seconds=5, report=watch)
        first, near = watch.first, watch.near
        far = None if first is None else gap_of(first[0].best, certify(again).bound)
        row(f"{what}, 5 s", _moment(first), _percent(far), _moment(near), _percent(certify(again).gap))
    changes = [more_money("inv", Decimal(10_000), year) for year in range(2027, 2031)]
    changes += [
        more_days(skill.key, Decimal(15), [at]) for skill in problem.skills for at in range(problem.calendar.count)
    ]
    began = time.monotonic()
    quick_worth(problem, plan, changes)
    row(f"{len(changes)} bornes de « que rapporte »", f"{time.monotonic() - began:.2f} s", "")
    began = time.monotonic()
    ten = worth(problem, plan, changes[0], seconds=3)
    row("10 k€ de plus en 2027", f"{time.monotonic() - began:.2f} s", ten.sentence)
    for what, hard in hopeless(problem):
        began = time.monotonic()
        found = conflict(hard, seconds=10)
        words = (
            "aucun" if found is None else f"{len(found.rules)} règles, {'minimal' if found.smallest else 'non réduit'}"
        )
        row(f"conflit : {what}", f"{time.monotonic() - began:.2f} s", words)
        began = time.monotonic()
        relaxed = least_relaxation(hard, seconds=10)
        words = "aucun" if relaxed is None else f"{len(relaxed.said)} changements"
        row("moindre changement", f"{time.monotonic() - began:.2f} s", words)


def questions(problem: Problem, plan: Plan) -> Iterator[tuple[str, Problem]]:
    """What élus ask of a voted plan."""
    yield "budget réduit de 20 %", scaled_money(Decimal("0.8"))(problem)
    yield "budget réduit de 5 %", scaled_money(Decimal("0.95"))(problem)
    yield "budget accru de 20 %", scaled_money(Decimal("1.2"))(problem)
    yield "un dixième d’équipe en moins", more_days("s0", -problem.skills[0].capacity[0] / 10)(problem)
    out = [one.key for one in problem.projects if one.key not in plan.placements]
    if out:
        yield "un projet écarté imposé", _project_changed(problem, out[0], mandatory=True)
    yield "un projet pas avant trois ans", _project_changed(problem, next(iter(plan.placements)), earliest=12)


def _project_changed(problem: Problem, key: str, **fields: object) -> Problem:
    return replace(
        problem, projects=tuple(replace(one, **fields) if one.key == key else one for one in problem.projects)
    )


def hopeless(problem: Problem):
    """Impossible problems: one project due too early behind another; a quarter of all with 30 % of the money."""
    last = problem.precedences[-1]
    early = tuple(
        replace(one, mandatory=True, deadline=0, late_price=None) if one.key == last.after else one
        for one in problem.projects
    )
    yield "une échéance intenable", replace(problem, projects=early)
    due = tuple(replace(one, mandatory=True) if at % 4 == 0 else one for at, one in enumerate(problem.projects))
    yield "un quart obligatoire, 30 % du budget", scaled_money(Decimal("0.3"))(replace(problem, projects=due))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("published", "plans", "answers"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, help="limit of each search: 60, and 15 for answers")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 100, 300])
    parser.add_argument("--draws", type=int, default=1, help="plans of each size and kind")
    parser.add_argument("--price", type=Decimal, default=PRICE, help="points that 1 000 € of days bought cost")
    parser.add_argument("--beside", action="store_true", help="the same solvers plainly put side by side, too")
    parser.add_argument("--size", type=int, default=100)
    parser.add_argument("--alone", action="store_true", help="without the plain model beside")
    given = parser.parse_args()
    seconds = given.seconds or (15 if given.what == "answers" else 60)
    if given.what == "published":
        published(given.folder, seconds, given.every, not given.alone)
    elif given.what == "plans":
        plans(given.sizes, seconds, given.draws, given.price, given.beside)
    else:
        answers(given.size, seconds)


if __name__ == "__main__":
    main()
