"""Published problems with known answers, and a published plan cut by a fifth."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gouvernail.engines.planning.certificate import certify
from gouvernail.engines.planning.engine import make_plan
from gouvernail.engines.planning.model import build
from gouvernail.engines.planning.reading import read_problem
from gouvernail.engines.planning.result import as_json
from gouvernail.engines.planning.search import search
from gouvernail.engines.planning.solvers import cpsat_intervals
from gouvernail.engines.planning.solvers.first_plan import quick_plans
from gouvernail.engines.planning.solvers.matrix import matrix_of
from gouvernail.engines.planning.verify import check
from gouvernail.engines.planning.what_if import scaled_money

DATA = Path(__file__).parents[2] / "data"


def _bench(name: str):
    """A module of ``bench/``, which is no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[3] / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


psplib = _bench("psplib")
PUBLISHED = {"j104_1.mm": 27, "j1010_1.mm": 17, "j103_7.mm": 14, "J30_1.txt": 43, "J30_321.txt": 65}


@pytest.mark.parametrize(("name", "best"), PUBLISHED.items())
def test_published_optima_are_found_and_confirmed_by_a_second_engine(name, best):
    case = psplib.read(DATA / "psplib" / name)
    assert cpsat_intervals.fits(case)
    found = search(case, seconds=40)
    assert psplib.makespan(case, found.incumbent.plan) == best
    said = certify(found)
    assert said.word == "optimal"
    assert len(said.engines) == 2


def test_a_schedule_that_cannot_be_is_said_impossible_by_two_engines():
    case = psplib.read(DATA / "psplib" / "j104_1.mm")
    poor = replace(case, envelopes=tuple(replace(one, total=Decimal(3)) for one in case.envelopes))
    said = certify(search(poor, seconds=20))
    assert said.word == "impossible"
    assert len(said.engines) == 2


@pytest.mark.parametrize("priced", [True, False])
def test_a_plan_too_large_to_prove_is_checked_and_says_its_gap(priced):
    case = _bench("generated").generated(30, priced=priced)
    seen = []
    result = make_plan(case, seconds=4, report=seen.append)
    assert check(case, result.plan) == []
    assert result.certificate.word in ("feasible", "optimal")
    said = result.certificate
    assert said.gap >= 0
    assert said.gap == (said.bound - said.score) / said.score
    scores = [one.best for one in seen if one.best is not None]
    assert scores == sorted(scores)
    bounds = [one.bound for one in seen if one.bound is not None]
    assert bounds == sorted(bounds, reverse=True)
    assert result.explanations


@pytest.mark.parametrize("priced", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_first_plan_needs_no_solver(priced, seed):
    """What must be done finds its place by trying other orders, whatever is left of the time."""
    case = _bench("generated").generated(100, seed=seed, priced=priced)
    model = build(case)
    plans = [model.columns.plan(values) for values in quick_plans(model, matrix_of(model), None)]
    assert any(check(case, one) == [] for one in plans)
    assert all(one.key in plans[0].placements for one in case.projects if one.must_be_done)


def ppi():
    return read_problem(json.loads((DATA / "planning" / "ppi_2016.json").read_text()))


def test_the_plan_of_2016_is_the_published_one():
    case = ppi()
    assert len(case.projects) == 11
    whole = next(one for one in case.envelopes if one.key == "investissement")
    assert list(whole.amounts.values()) == [529_000, 244_000, 40_000, 35_000]
    assert sum(sum(project.modes[0].investment) for project in case.projects) == 848_000


def test_cut_by_a_fifth_it_says_what_slips_and_keeps_what_is_mandatory():
    full, cut = (make_plan(case, seconds=20) for case in (ppi(), scaled_money(Decimal("0.8"))(ppi())))
    assert full.certificate.word == cut.certificate.word == "optimal"
    assert cut.certificate.score < full.certificate.score
    assert {"ha", "windows"} <= set(cut.plan.placements)
    said = " ".join(one.sentence for one in cut.explanations)
    assert "« Plan de reprise d’activité » n’est pas retenu : enveloppe « Infrastructure » 2017" in said
    assert "Outil de gestion de l’activité" in cut.warnings[0]


def test_the_result_adds_up_and_is_plain_json():
    written = json.loads(json.dumps(as_json(make_plan(ppi(), seconds=20))))
    by_axis = [one for one in written["envelopes"] if one["envelope"] in ("infrastructure", "modernisation", "service")]
    whole = [one for one in written["envelopes"] if one["envelope"] == "investissement"]
    assert sum(Decimal(one["spent"]) for one in by_axis) == sum(Decimal(one["spent"]) for one in whole)
    assert sum(Decimal(one["investment"]) for one in written["spending"]) == sum(Decimal(one["spent"]) for one in whole)
    ha = next(one for one in written["projects"] if one["key"] == "ha")
    assert (ha["purchase"], ha["start"]) == ("2016-T1", "2016-T2")


def test_importing_the_engine_loads_no_solver():
    code = (
        "import sys, gouvernail.engines.planning.engine, gouvernail.engines.planning.what_if; "
        "print([name for name in sys.modules if name.split('.')[0] in ('ortools', 'scipy')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
