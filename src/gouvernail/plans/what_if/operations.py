"""What people do with a what-if: ask for it, stop it, adopt it. Each act is one line of the journal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import Placement, Plan, Problem
from gouvernail.engines.planning.reading import read_problem
from gouvernail.engines.planning.writing import write_problem
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW
from gouvernail.plans.models import (
    OPEN_RUNS,
    BudgetLine,
    BudgetSection,
    Envelope,
    PlanRun,
    PlanVersion,
    RunState,
    VersionLine,
    VersionState,
)
from gouvernail.plans.versions.arresting import copies_of
from gouvernail.plans.versions.programmes import charge, copies_for, save_lines
from gouvernail.plans.what_if.building import build
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.running import start
from gouvernail.plans.what_if.settings import Settings
from gouvernail.plans.what_if.staff import half_post
from gouvernail.registers.models import Relation
from gouvernail.registers.operations import RefusedError, link_objects, note_act, save_object
from gouvernail.registers.registry import register_of

PLANS_LOOKED_AT = 5

VERBS = {
    "calculer_plan": gettext_lazy("plan demandé"),
    "arreter_calcul": gettext_lazy("calcul arrêté"),
    "adopter_plan": gettext_lazy("plan adopté"),
    "arreter_version": gettext_lazy("version arrêtée"),
    "trancher_variante": gettext_lazy("variante retenue"),
}
"""The words by which the history of a sheet tells these acts."""


def may_try(actor: Actor, place: Organisation) -> bool:
    """Say whether somebody may compute a plan here: they see the budget and may write studies."""
    return actor.can(VIEW, "budget", place) and actor.can(EDIT, "studies", place)


def may_adopt(actor: Actor, place: Organisation) -> bool:
    """Say whether somebody may adopt a plan here: they see the budget and may decide."""
    return actor.can(VIEW, "budget", place) and actor.can(DECIDE, "governance", place)


def may_keep(actor: Actor, place: Organisation) -> bool:
    """Say whether somebody may keep a plan as a version here: they write the budget."""
    return actor.can(EDIT, "budget", place)


def ask(ground: Ground, settings: Settings, *, title: str, actor: Actor) -> PlanRun:
    """Record a what-if and start its computation; ``PermissionDenied`` without the right."""
    if not may_try(actor, ground.place):
        raise PermissionDenied
    ground = ground.counted_in(settings.step)
    built = build(ground, settings)
    run = PlanRun(
        organisation=ground.place,
        title=title,
        source=_("Calcul de Gouvernail"),
        tax_basis=ground.basis,
        settings=settings.as_json()
        | {
            "half_posts": {one: str(half_post(ground, one)) for one in ground.skills},
            "start": _last_plan(ground.place),
        },
        problem=write_problem(built.problem),
        left_apart=list(built.notes),
        seconds=settings.seconds,
    )
    return _started(run, actor)


def ask_loosened(run: PlanRun, *, actor: Actor) -> PlanRun:
    """Compute the plan that an impossible one becomes with the least change that its engine found.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when the run has no such change to offer.
    """
    if not may_try(actor, run.organisation):
        raise PermissionDenied
    loosened = (run.result or {}).get("loosened")
    if not loosened:
        raise RefusedError(_("Ce calcul ne propose aucun changement : changez les hypothèses."))
    changes = [_("Assoupli : %(change)s.") % {"change": change} for change in run.result["relaxation"]]
    title = _("%(title)s, assoupli") % {"title": run.title[:140]}
    return _started(
        PlanRun(
            organisation=run.organisation,
            title=title,
            source=run.source,
            tax_basis=run.tax_basis,
            settings=run.settings,
            problem=loosened["problem"],
            left_apart=[*changes, *run.left_apart],
            seconds=run.seconds,
        ),
        actor,
    )


def _started(run: PlanRun, actor: Actor) -> PlanRun:
    with transaction.atomic():
        run.save()
        _journal(actor, "calculer_plan", run, {"reglages": run.settings})
        start(run)
    return run


def _last_plan(place: Organisation) -> dict[str, dict[str, Any]]:
    """Return where the last plan of a place puts its projects: the search begins there, and the run keeps it."""
    known = PlanRun.objects.filter(organisation=place, result__isnull=False).order_by("-pk")
    last = next((one for one in known[:PLANS_LOOKED_AT] if placements_of(one.result)), None)
    rows = placements_of(last.result if last else None)
    return {key: {"mode": row["mode"], "start": row["start"]} for key, row in rows.items()}


def stop(run: PlanRun, *, actor: Actor) -> None:
    """Ask a computation to stop: it gives the best plan it has."""
    if not may_try(actor, run.organisation):
        raise PermissionDenied
    with transaction.atomic():
        if PlanRun.objects.filter(pk=run.pk, state__in=OPEN_RUNS).update(stop_asked=True):
            _journal(actor, "arreter_calcul", run)


def adopt(run: PlanRun, *, actor: Actor) -> PlanVersion:
    """Adopt a plan: its lines become a version, and a decision is put to the committee when the actor may write one.

    Raises ``PermissionDenied`` without the right to decide, ``RefusedError`` for a run without plan or adopted already.
    """
    if not may_adopt(actor, run.organisation):
        raise PermissionDenied
    with transaction.atomic():
        run = PlanRun.objects.select_for_update().select_related("organisation").get(pk=run.pk)
        if run.adopted_at:
            raise RefusedError(_("Ce plan est déjà adopté."))
        if run.state not in (RunState.DONE, RunState.CANCELLED) or not placements_of(run.result):
            raise RefusedError(_("Seul un plan terminé s’adopte."))
        version = _made_revised(run)
        run.adopted_at, run.adopted_by, run.version = timezone.now(), actor.key, version
        run.save(update_fields=["adopted_at", "adopted_by", "version", "updated_at"])
        _journal(actor, "adopter_plan", run, {"version": version.pk})
        if actor.can(EDIT, "governance", run.organisation):
            _put_to_committee(run, actor)
    return version


def keep(run: PlanRun, *, actor: Actor) -> PlanVersion:
    """Keep a plan as a version to compare, without adopting it; one line of the journal.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` for a run without plan or kept already.
    """
    if not may_keep(actor, run.organisation):
        raise PermissionDenied
    with transaction.atomic():
        run = PlanRun.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
        if run.version_id:
            raise RefusedError(_("Ce plan est déjà gardé comme version."))
        if run.state not in (RunState.DONE, RunState.CANCELLED) or not placements_of(run.result):
            raise RefusedError(_("Seul un plan terminé devient une version."))
        version = run.version = version_of_run(run, VersionState.DRAFT)
        run.save(update_fields=["version", "updated_at"])
        _journal(actor, "arreter_version", run, {"version": version.pk})
    return version


def _made_revised(run: PlanRun) -> PlanVersion:
    """Return the version of a plan that is adopted: the one kept before, now revised, or a new one."""
    if run.version is None:
        return version_of_run(run, VersionState.REVISED)
    run.version.state = VersionState.REVISED
    run.version.save(update_fields=["state", "updated_at"])
    return run.version


def _put_to_committee(run: PlanRun, actor: Actor) -> None:
    """Prepare the decision that the committee will take, tied to the plan by the thread."""
    decisions = register_of("decision")
    decision = decisions.model(
        organisation=run.organisation,
        number="",
        title=_("Adopter le plan « %(title)s »") % {"title": run.title},
        wording=_("Adopter le plan pluriannuel « %(title)s », arrêté le %(day)s.")
        % {"title": run.title, "day": f"{run.organisation.today():%d/%m/%Y}"},
        context=(run.result or {}).get("certificate", {}).get("sentence", ""),
        source=_("Hypothèse de plan « %(title)s »") % {"title": run.title},
    )
    save_object(decisions, decision, actor=actor)
    link_objects((register_of("plan_run"), run), (decisions, decision), relation=Relation.DECIDED_BY.value, actor=actor)


def version_of_run(run: PlanRun, state: str = VersionState.REVISED) -> PlanVersion:
    """Return a new version of the plan made of what a run spends, by project, year and section."""
    version = PlanVersion.objects.create(
        organisation=run.organisation,
        title=run.title,
        state=state,
        made_on=run.organisation.today(),
        source=run.source or _("Calcul de Gouvernail"),
    )
    save_lines(lines_of_run(run, version))
    return version


def lines_of_run(run: PlanRun, version: PlanVersion) -> list[VersionLine]:
    """Return what a run spends as lines of a version, and the lines of no project beside it; nothing is written."""
    problem = read_problem(run.problem)
    lines = _lines(version, problem, plan_of(problem, run.result), run.tax_basis)
    known = BudgetLine.objects.filter(organisation__path__startswith=run.organisation.path)
    rows = list(known.select_related("axis", "authorisation").order_by("pk"))
    programmes = copies_for(version, rows)
    charge(lines, rows, programmes)
    return [*lines, *copies_of(version, _apart(run, rows), programmes)]


def _apart(run: PlanRun, rows: list[BudgetLine]) -> list[BudgetLine]:
    """Return the lines of no project that a plan leaves as they are: all but those that made its budget."""
    limited = Envelope.objects.filter(
        Q(last_year=None) | Q(last_year=F("year")),
        organisation__path__startswith=run.organisation.path,
        axis=None,
        tax_basis=run.tax_basis,
    ).exclude(amount=None)
    sections = {BudgetSection.OPERATING.value, *limited.values_list("section", flat=True)}
    return [one for one in rows if one.project_id is None and one.section in sections]


def _lines(version: PlanVersion, problem: Problem, plan: Plan, basis: str) -> list[VersionLine]:
    sections = {"investment": "investissement", "operating": "fonctionnement"}
    axes = list(dict.fromkeys(project.axis for project in problem.projects))
    found = []
    for project in problem.projects:
        place = plan.placements.get(project.key)
        if place is None:
            continue
        mode = project.mode(place.mode)
        for section, amounts in (("investment", mode.investment), ("operating", mode.operating)):
            for year, amount in _by_year(problem.calendar, place.start, amounts).items():
                found.append(
                    VersionLine(
                        version=version,
                        key=project.key,
                        label=project.label,
                        axis=project.axis,
                        axis_order=axes.index(project.axis),
                        year=year,
                        section=sections[section],
                        amount=amount,
                        tax_basis=basis,
                        variant=mode.label,
                    )
                )
    return found


def _by_year(calendar: Calendar, start: int, amounts: tuple[Decimal, ...]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for offset, amount in enumerate(amounts):
        if 0 <= start + offset < calendar.count and amount:
            year = calendar.year(start + offset)
            found[year] = found.get(year, Decimal(0)) + amount
    return found


def placements_of(result: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Return the projects that a result keeps, by their name in the problem."""
    return {row["key"]: row for row in (result or {}).get("projects", ()) if row.get("kept")}


def plan_of(problem: Problem, result: dict[str, Any] | None) -> Plan:
    """Return the plan that a result holds."""
    read = problem.calendar.read
    return Plan({key: Placement(row["mode"], read(row["start"])) for key, row in placements_of(result).items()})


def _journal(actor: Actor, verb: str, run: PlanRun, details: Any = None) -> None:
    note_act(register_of("plan_run"), run, actor, verb, details)
