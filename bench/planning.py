"""Measure the planning engine: published schedules, generated investment plans, conflicts and what-ifs.

    python bench/planning.py published FOLDER [--seconds 60] [--every 1]   files of PSPLIB with their optima.json
    python bench/planning.py plans [--seconds 60] [--sizes 40 100 300]     generated plans, both kinds of capacity
    python bench/planning.py answers [--size 100] [--seconds 15]           conflict, relaxation, what-if

Each line is printed as a row of a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generated import generated
from psplib import makespan, read

from gouvernail.engines.planning.certificate import certify, gap_of
from gouvernail.engines.planning.conflict import conflict
from gouvernail.engines.planning.explain import explain
from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.problem import Problem
from gouvernail.engines.planning.relaxation import least_relaxation
from gouvernail.engines.planning.search import search
from gouvernail.engines.planning.what_if import more_days, more_money, quick_worth, resolve, scaled_money, worth


def row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def plain(problem: Problem, seconds: float) -> tuple[str, int | None]:
    """What a plain OR-Tools model answers: one optional interval a mode, start and end shared by the modes."""
    from ortools.sat.python import cp_model

    model, count = cp_model.CpModel(), problem.calendar.count
    starts, ends, uses, money = {}, {}, {skill.key: [] for skill in problem.skills}, {"investment": [], "operating": []}
    for project in problem.projects:
        start, end = model.new_int_var(0, count, ""), model.new_int_var(0, count, "")
        starts[project.key], ends[project.key] = start, end
        chosen = [model.new_bool_var("") for _ in project.modes]
        model.add_exactly_one(chosen)
        for mode, literal in zip(project.modes, chosen, strict=True):
            interval = model.new_optional_interval_var(start, mode.duration, end, literal, "")
            for skill, days in mode.work.items():
                uses[skill].append((interval, int(days[0])))
            for section in money:
                money[section].append(int(sum(getattr(mode, section))) * literal)
    for rule in problem.precedences:
        model.add(starts[rule.after] >= ends[rule.before])
    for skill in problem.skills:
        pairs = uses[skill.key]
        model.add_cumulative([one for one, _ in pairs], [days for _, days in pairs], int(skill.capacity[0]))
    for envelope in problem.envelopes:
        model.add(sum(money[envelope.section]) <= int(envelope.total))
    model.minimize(ends[problem.projects[-1].key])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 2
    status = solver.solve(model)
    value = int(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    return solver.status_name(status), value


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
            status, value = plain(problem, seconds)
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


def plans(sizes: list[int], seconds: float) -> None:
    for size in sizes:
        for priced in (True, False):
            seen: list[Progress] = []
            seed, problem = possible(size, priced=priced)
            made = search(problem, seconds=seconds, report=seen.append)
            best = next((one for one in seen if one.best is not None), None)
            one_percent = next(
                (one for one in seen if (gap := gap_of(one.best, one.bound)) is not None and gap <= 0.01), None
            )
            said = certify(made)
            row(
                size,
                f"tirage {seed}",
                "jours achetés" if priced else "capacité ferme",
                "—" if best is None else f"{best.seconds:.1f}",
                "—" if one_percent is None else f"{one_percent.seconds:.1f}",
                "—" if said.gap is None else f"{said.gap * 100:.2f} %",
                said.word,
                f"{made.incumbent.seconds:.1f} s",
            )


def possible(size: int, *, priced: bool) -> tuple[int, Problem]:
    """The first draw with a plan: a few mandatory projects may ask for more than a small team has."""
    for seed in count(1):
        problem = generated(size, seed=seed, priced=priced)
        seen: list[Progress] = []
        search(problem, seconds=30, report=seen.append, cancelled=lambda seen=seen: bool(seen and seen[-1].best))
        if seen and seen[-1].best:
            return seed, problem
    raise AssertionError


def answers(size: int, seconds: float) -> None:
    problem = generated(size)
    made = search(problem, seconds=seconds)
    plan = made.incumbent.plan
    if plan is None:
        sys.exit(f"Aucun plan de {size} projets trouvé en {seconds:g} s : rien à expliquer (voir --seconds).")
    began = time.monotonic()
    said = explain(problem, plan)
    row(f"raisons de {len(said)} projets", f"{time.monotonic() - began:.2f} s", "")
    cut = scaled_money(Decimal("0.8"))(problem)
    for seconds in (1, 5):
        again = resolve(cut, plan, seconds=seconds)
        first = certify(again)
        row(
            f"budget réduit de 20 %, {seconds} s",
            f"{again.incumbent.seconds:.2f} s",
            "aucun plan" if first.gap is None else f"écart {first.gap * 100:.2f} %",
        )
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
    parser.add_argument("--size", type=int, default=100)
    parser.add_argument("--alone", action="store_true", help="without the plain model beside")
    given = parser.parse_args()
    seconds = given.seconds or (15 if given.what == "answers" else 60)
    if given.what == "published":
        published(given.folder, seconds, given.every, not given.alone)
    elif given.what == "plans":
        plans(given.sizes, seconds)
    else:
        answers(given.size, seconds)


if __name__ == "__main__":
    main()
