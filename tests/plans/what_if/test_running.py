import subprocess
import sys
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gouvernail.engines.planning.incumbent import Progress
from gouvernail.engines.planning.reading import read_problem
from gouvernail.plans.models import PlanRun, RunState
from gouvernail.plans.what_if import operations, running
from gouvernail.plans.what_if.comparing import LATE, OUT, compare, headline
from gouvernail.plans.what_if.operations import placements_of
from gouvernail.plans.what_if.running import start_of
from gouvernail.plans.what_if.settings import ProjectTerms
from tests.plans.what_if.conftest import SYSTEM


def test_the_plan_keeps_what_is_mandatory_and_says_how_good_it_is(computed, small):
    run = computed()
    assert run.state == RunState.DONE
    assert f"p{small['backup'].pk}" in placements_of(run.result)
    assert run.result["certificate"]["word"] in ("optimal", "feasible")
    assert (run.engine_version, run.best is not None, run.refusal) == ("1", True, "")


def test_a_cut_leaves_out_or_delays_and_names_the_rule(computed, small):
    whole = computed("Tout")
    less = computed("Moins", variation=-60)
    compared = compare(less, whole)
    lost = [row for row in compared.rows if row.change.rank in (OUT, LATE)]
    assert lost, "60 % less must cost something"
    assert all(row.why for row in lost if not row.now)
    assert any("enveloppe" in row.why or "capacité" in row.why for row in lost)
    assert "1 obligatoire tenu sur 1" in headline(compared)


def test_an_impossible_problem_gives_the_rules_in_conflict_and_the_least_change(computed, small):
    run = computed(variation=-90, seconds=3)
    assert run.result["certificate"]["word"] == "impossible"
    assert any("Sauvegarde" in rule for rule in run.result["conflict"]["rules"])
    assert run.result["relaxation"]
    assert not placements_of(run.result)


def test_projects_that_wait_for_each_other_are_refused_by_name(computed, small):
    small["portal"].waits_for, small["backup"].waits_for = small["backup"], small["portal"]
    small["portal"].save(), small["backup"].save()
    run = computed()
    assert run.state == RunState.REFUSED
    assert "« Portail »" in run.refusal
    assert "« Sauvegarde »" in run.refusal


def test_a_run_that_fell_silent_was_interrupted_even_though_it_wrote_nothing(place):
    now = timezone.now()
    run = PlanRun.objects.create(organisation=place, title="Tué", tax_basis="ttc", state=RunState.RUNNING, beat_at=now)
    assert run.state_at(now + timedelta(seconds=5)) == RunState.RUNNING
    assert run.state_at(now + timedelta(minutes=5)) == RunState.INTERRUPTED
    run.state = RunState.DONE
    assert run.state_at(now + timedelta(days=5)) == RunState.DONE


@pytest.mark.django_db
def test_the_first_checked_answer_is_shown_at_once_whatever_the_beat(monkeypatch):
    shown = threading.Event()
    monkeypatch.setattr(running, "BEAT", 60)
    monkeypatch.setattr(running, "_beat", lambda pk, best, bound: shown.set() if best == 3 else None)
    watch = running._Watch(0)

    def job() -> bool:
        watch.told(Progress(Decimal(3), None, 0.1))
        return shown.wait(20)

    assert watch.over(job)
    assert "Première réponse vérifiée" in running.progress_sentence(PlanRun(best=Decimal(3)))


def test_a_run_that_fails_says_so(place, small, by_hand, monkeypatch, ground):
    run = operations.ask(ground, operations.Settings(), title="Panne", actor=SYSTEM)
    monkeypatch.setattr(running, "_compute", lambda run: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        running.execute(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.INTERRUPTED


def test_a_run_is_computed_once(computed):
    run = computed()
    PlanRun.objects.filter(pk=run.pk).update(result=None)
    running.execute(run.pk)
    run.refresh_from_db()
    assert run.result is None


def test_a_stop_keeps_the_best_plan(place, small, by_hand, ground):
    run = operations.ask(ground, operations.Settings(seconds=5), title="Arrêt", actor=SYSTEM)
    operations.stop(run, actor=SYSTEM)
    run.refresh_from_db()
    assert run.stop_asked
    running.execute(run.pk)
    run.refresh_from_db()
    assert run.state in (RunState.CANCELLED, RunState.DONE)
    assert placements_of(run.result)


def test_a_duty_imposed_enters_the_plan(computed, small):
    assert f"p{small['estate'].pk}" not in placements_of(computed(variation=-50).result)
    imposed = computed(variation=-20, projects={small["estate"].pk: ProjectTerms(mandatory=True)})
    assert f"p{small['estate'].pk}" in placements_of(imposed.result)


def test_the_application_starts_without_the_solvers():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'gouvernail.config.test_settings';"
        "django.setup(); import gouvernail.config.urls; sys.exit('ortools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_search_begins_from_the_last_plan_and_the_run_keeps_it(computed, place):
    first = computed("Premier")
    second = computed("Second", variation=Decimal(-10))
    assert second.settings["start"] == {
        row["key"]: {"mode": row["mode"], "start": row["start"]} for row in first.result["projects"] if row["kept"]
    }
    problem = read_problem(second.problem)
    begun = start_of(problem, second.settings["start"])
    assert {key: place.mode for key, place in begun.placements.items()} == {
        key: row["mode"] for key, row in second.settings["start"].items()
    }


def test_a_start_keeps_only_what_the_problem_still_has(computed):
    problem = read_problem(computed().problem)
    key = problem.projects[0].key
    gone = {"p999999": {"mode": "v1", "start": "2027-T1"}, key: {"mode": "v999999", "start": "2027-T1"}}
    assert start_of(problem, gone) is None
    mode = problem.projects[0].modes[0].key
    assert start_of(problem, {key: {"mode": mode, "start": "2099-T1"}}) is None
    assert start_of(problem, {key: {"mode": mode, "start": "2027-T1"}}) is not None


def test_the_first_answer_says_what_is_spent_by_year_before_more_is_asked(computed, monkeypatch):
    monkeypatch.setattr("gouvernail.plans.what_if.extras.extras", lambda *_args, **_options: {})
    run = computed()
    assert {row["year"] for row in run.result["spending"]} == {"2027", "2028"}
    assert all({"investment", "operating"} <= set(row) for row in run.result["spending"])
