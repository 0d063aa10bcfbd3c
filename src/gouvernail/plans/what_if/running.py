"""A run computed in a thread of its own, one at a time: signs of life, progress, a stop on demand, always a result.

The solvers are loaded there, never when the application starts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.plans.models import OPEN_RUNS, PlanRun, RunState
from gouvernail.plans.what_if.periods import period_said
from gouvernail.registers.apart import OneAtATime

if TYPE_CHECKING:
    from gouvernail.engines.planning.problem import Plan, Problem

LOOSENED_SECONDS = 3
"""Seconds of search for the plan that an impossible problem has once it is loosened."""
BEAT = 0.5
"""Seconds between two signs of life."""


def execute(pk: int) -> None:
    """Compute the run numbered ``pk`` now; whatever happens, it says what became of it."""
    begun = PlanRun.objects.filter(pk=pk, state=RunState.QUEUED).update(state=RunState.RUNNING, beat_at=timezone.now())
    if not begun:
        return
    run = PlanRun.objects.get(pk=pk)
    try:
        _compute(run)
    except Exception:
        _write(pk, state=RunState.INTERRUPTED)
        raise


def _compute(run: PlanRun) -> None:
    from gouvernail.engines.planning.checks import BadProblem
    from gouvernail.engines.planning.engine import make_plan
    from gouvernail.engines.planning.reading import read_problem
    from gouvernail.engines.planning.result import as_json
    from gouvernail.engines.planning.verify import Account
    from gouvernail.engines.planning.writing import write_problem
    from gouvernail.plans.what_if.extras import extras, spending

    watch = _Watch(run.pk)
    try:
        problem = read_problem(run.problem)
        result = watch.over(
            lambda: make_plan(
                problem,
                seconds=run.seconds,
                seed=run.seed,
                start=start_of(problem, run.settings.get("start")),
                report=watch.told,
                cancelled=lambda: watch.stopped,
            )
        )
    except BadProblem as flaw:
        _write(run.pk, state=RunState.REFUSED, refusal="\n".join(flaw.sentences))
        return
    found = as_json(result)
    found.pop("spending", None)  # the engine's is by period; the pages read euros by year and section
    if result.plan is not None:
        found["spending"] = spending(problem, Account(problem, result.plan))
    best, bound = result.certificate.score, result.certificate.bound
    _write(run.pk, result=found, best=best, bound=bound, engine_version=(result.versions or {}).get("engine", ""))
    if result.plan is not None and not watch.stopped:
        halves = {skill: Decimal(days) for skill, days in run.settings.get("half_posts", {}).items()}
        more = watch.over(
            lambda: extras(problem, result.plan, halves, bound=bound, seed=run.seed, cancelled=lambda: watch.stopped)
        )
        _write(run.pk, result=found | more)
    elif result.relaxation is not None and not watch.stopped:
        loosened, near = result.relaxation.problem, result.relaxation.plan
        answer = watch.over(lambda: make_plan(loosened, seconds=LOOSENED_SECONDS, seed=run.seed, start=near))
        told = {name: as_json(answer)[name] for name in ("projects", "explanations")}
        _write(run.pk, result=found | {"loosened": {"problem": write_problem(loosened)} | told})
    state = RunState.CANCELLED if watch.stopped else RunState.DONE
    _write(run.pk, state=state)


def start_of(problem: Problem, kept: dict[str, dict[str, Any]] | None) -> Plan | None:
    """Return the plan that the search begins from: what a run kept and the problem still has; None without any."""
    from gouvernail.engines.planning.problem import Placement, Plan

    modes = {project.key: {mode.key for mode in project.modes} for project in problem.projects}
    found = {}
    for key, row in (kept or {}).items():
        at = period_said(problem.calendar, row["start"])
        if row["mode"] in modes.get(key, ()) and at < problem.calendar.count:
            found[key] = Placement(row["mode"], at)
    return Plan(found) if found else None


class _Watch:
    """Runs a job in a thread and, meanwhile, writes the signs of life and reads whether to stop."""

    def __init__(self, pk: int) -> None:
        self.pk, self.stopped = pk, False
        self._best: Decimal | None = None
        self._bound: Decimal | None = None
        self._news = threading.Event()

    def told(self, progress: Any) -> None:
        """Keep the best plan and the bound; called from the threads of the solvers."""
        first = self._best is None and progress.best is not None
        self._best, self._bound = progress.best, progress.bound
        if first:
            self._news.set()

    def over(self, job: Callable[[], Any]) -> Any:
        """Return what the job returns, or raise what it raises."""
        answers: list[Any] = []
        errors: list[BaseException] = []
        ended = threading.Event()

        def work() -> None:
            try:
                answers.append(job())
            except BaseException as error:  # handed to the thread that watches
                errors.append(error)
            finally:
                ended.set()
                self._news.set()

        threading.Thread(target=work, daemon=True).start()
        while not ended.is_set():
            self._news.wait(BEAT)  # cut short by the first checked answer, and by the end
            self._news.clear()
            if not ended.is_set():
                _beat(self.pk, best=self._best, bound=self._bound)
                self.stopped = PlanRun.objects.filter(pk=self.pk, stop_asked=True).exists()
        if errors:
            raise errors[0]
        return answers[0]


def _beat(pk: int, **values: Any) -> None:
    _write(pk, beat_at=timezone.now(), **values)


def _write(pk: int, **values: Any) -> None:
    PlanRun.objects.filter(pk=pk, state__in=OPEN_RUNS).update(**values)


_runs = OneAtATime(execute, _beat, BEAT)


def start(run: PlanRun) -> None:
    """Compute a run beside the request, once the transaction that asked for it is over."""
    _runs.start(run.pk)


def progress_sentence(run: PlanRun) -> str:
    """Say in French how far a computation is."""
    if run.best is None:
        return _("Recherche d’un premier plan…")
    if run.bound is None:
        return _("Première réponse vérifiée ; la recherche l’améliore.")
    return _("Réponse vérifiée ; la recherche l’améliore et tente de prouver qu’aucune n’est meilleure.")
