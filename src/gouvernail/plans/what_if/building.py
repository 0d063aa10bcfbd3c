"""From what there is to plan with and some hypotheses, the problem that the engine reads, and what stays apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import Calendar, read_period
from gouvernail.engines.planning.problem import Mode, Placement, Problem, Project
from gouvernail.kernel.money import CENT, share_by_largest_remainder
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.models import BudgetLine, BudgetSection, ProjectVariant
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.money import envelopes_of
from gouvernail.plans.what_if.periods import lasting, of_months, period_of, period_said
from gouvernail.plans.what_if.rules import aimed, freezes_of, groups_of, precedences_of
from gouvernail.plans.what_if.settings import ProjectTerms, Settings
from gouvernail.plans.what_if.staff import skills_of
from gouvernail.projects import models as projects

UNSAID = Decimal(1)
"""Points of a project whose value nobody said: enough to be placed where there is room, never to push another out."""

AS_DATED = "dates"
FEW = 3


@dataclass(frozen=True)
class Built:
    """A problem, and French sentences on what it leaves apart or takes for granted."""

    problem: Problem
    notes: tuple[str, ...]


def key_of(project: projects.Project) -> str:
    """The name of a project in a problem."""
    return f"p{project.pk}"


def build(ground: Ground, settings: Settings) -> Built:
    """Return the problem of a place under some hypotheses; nothing missing is invented without being said.

    All its amounts are of the basis of ``ground``, which the run keeps beside it: the engine only compares them.
    """
    notes: list[str] = []
    skills = skills_of(ground, settings)
    known = {one.key for one in skills}
    found: list[Project] = []
    for one in ground.projects:
        modes = _modes(ground, one, known, notes)
        if modes:
            found.append(_project(ground, one, modes, settings.projects.get(one.pk, ProjectTerms())))
    notes += _untold(ground, {one.key for one in found})
    if settings.strict_order:
        notes.append(_("Priorités strictes : ce que rapporterait un peu plus d’argent ou de temps n’est pas calculé."))
    kept = {one.key for one in found}
    problem = Problem(
        calendar=ground.calendar,
        projects=tuple(found),
        title=str(ground.place),
        envelopes=tuple(envelopes_of(ground, settings, notes)),
        skills=tuple(skills),
        precedences=precedences_of(ground, kept),
        groups=groups_of(ground, kept, notes),
        freezes=freezes_of(ground, settings),
    )
    return Built(aimed(problem, settings, _soft(ground, settings)), tuple(notes))


def _soft(ground: Ground, settings: Settings) -> set[str]:
    """The projects whose deadline may be missed at a price."""
    said = {one.pk: settings.projects.get(one.pk, ProjectTerms()).soft for one in ground.projects}
    return {key_of(one) for one in ground.projects if (one.soft_deadline if said[one.pk] is None else said[one.pk])}


def _untold(ground: Ground, kept: set[str]) -> list[str]:
    """Say which projects are planned without anybody having told what they are worth: by name when they are few."""
    untold = [
        one.title for one in ground.projects if key_of(one) in kept and one.value is None and one.risk_reduction is None
    ]
    if len(untold) <= FEW:
        return [_("« %(title)s » : valeur et réduction de risque non renseignées.") % {"title": one} for one in untold]
    words = _(
        "%(count)s projets sans valeur ni réduction de risque renseignées : ils se placent là où il reste de la place."
    )
    return [words % {"count": len(untold)}]


def _project(ground: Ground, one: projects.Project, modes: tuple[Mode, ...], terms: ProjectTerms) -> Project:
    calendar = ground.calendar
    points = Decimal(one.value or 0), Decimal(one.risk_reduction or 0)
    built = Project(
        key=key_of(one),
        label=one.title,
        modes=modes,
        axis=one.axis.name if one.axis else "",
        value=points[0] if any(points) else UNSAID,
        risk=points[1],
        priority=one.priority,
        earliest=_period(calendar, terms.earliest, one.earliest, last=False),
        latest=_period(calendar, None, one.latest, last=True),
        deadline=_period(calendar, terms.deadline, one.deadline, last=True),
        mandatory=one.mandatory if terms.mandatory is None else terms.mandatory,
        procurement=lasting(
            calendar, max((variant.procurement or 0 for variant in ground.variants.get(one.pk, ())), default=0)
        ),
    )
    if one.life_cycle == projects.LifeCycle.RUNNING and one.starts:
        start = period_of(calendar, one.starts.first_day)
        if start <= 0:
            longest = max(modes[0].duration, 1 - start)
            return replace(
                built,
                modes=(replace(modes[0], duration=longest), *modes[1:]),
                started=Placement(modes[0].key, start),
                earliest=None,
                latest=None,
                procurement=0,
            )
    return replace(built, voted=_voted(ground, one, modes))


def _voted(ground: Ground, one: projects.Project, modes: tuple[Mode, ...]) -> Placement | None:
    """Where the plan in force puts a project, else its own dates."""
    keys = {mode.key for mode in modes}
    run = ground.in_force
    for row in (run.result or {}).get("projects", ()) if run else ():
        if row["key"] == key_of(one):
            at = period_of(ground.calendar, read_period(row["start"]).first_day) if row.get("kept") else -1
            return Placement(row["mode"], at) if row.get("kept") and row["mode"] in keys and at >= 0 else None
    start = period_of(ground.calendar, one.starts.first_day) if one.starts else -1
    return Placement(modes[0].key, start) if 0 <= start < ground.calendar.count else None


def _modes(ground: Ground, one: projects.Project, skills: set[str], notes: list[str]) -> tuple[Mode, ...]:
    variants = ground.variants.get(one.pk, ())
    other = [variant for variant in variants if variant.tax_basis != ground.basis and _has_amount(variant)]
    for variant in other:
        notes.append(
            _("« %(variant)s » : montants laissés de côté (%(basis)s).")
            % {"variant": variant, "basis": variant.get_tax_basis_display()}
        )
    kept = [variant for variant in variants if variant not in other]
    if kept:
        return tuple(_mode(ground.calendar, variant, skills, notes) for variant in kept)
    if variants:
        return ()
    if one.starts and one.ends and one.starts.first_day <= one.ends.last_day:
        return (_as_dated(ground, one),)
    notes.append(_("« %(title)s » : ni variante ni dates, il n’entre pas dans le calcul.") % {"title": one.title})
    return ()


def _mode(calendar: Calendar, variant: ProjectVariant, skills: set[str], notes: list[str]) -> Mode:
    duration = lasting(calendar, variant.quarters)
    if variant.months is not None and calendar.per_year > 4:
        duration = of_months(calendar, variant.months)
    if variant.investment is None and variant.operating is None and variant.running is None:
        notes.append(_("« %(variant)s » : aucun montant renseigné.") % {"variant": variant})
    work = {}
    if variant.days and variant.skill in skills:
        work = {variant.skill: _spread(variant.days, duration)}
    elif variant.days:
        notes.append(
            _("« %(variant)s » : %(days)s jours sans capacité connue pour « %(skill)s ».")
            % {"variant": variant, "days": variant.days.normalize(), "skill": variant.skill or _("non renseigné")}
        )
    return Mode(
        key=f"v{variant.pk}",
        label=variant.name,
        duration=duration,
        investment=_spread(variant.investment, duration),
        operating=_spread(variant.operating, duration),
        running=((variant.running or Decimal(0)) / calendar.per_year).quantize(CENT),
        work=work,
    )


def _as_dated(ground: Ground, one: projects.Project) -> Mode:
    """A project without variants is done as its dates and its budget lines say."""
    first, last = (period_of(ground.calendar, day) for day in (one.starts.first_day, one.ends.last_day))
    duration = last - first + 1
    lines = [line for line in ground.lines.get(one.pk, ()) if line.tax_basis == ground.basis]
    return Mode(
        key=AS_DATED,
        label=_("tel que daté"),
        duration=duration,
        investment=_spread(_total(lines, BudgetSection.INVESTMENT), duration),
        operating=_spread(_total(lines, BudgetSection.OPERATING), duration),
    )


def _total(lines: list[BudgetLine], section: str) -> Decimal | None:
    amounts = [line.planned for line in lines if line.section == section and line.planned is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _spread(total: Decimal | None, periods: int) -> tuple[Decimal, ...]:
    return () if total is None else tuple(share_by_largest_remainder(total, [1] * max(periods, 1)))


def _has_amount(variant: ProjectVariant) -> bool:
    return any(amount for amount in (variant.investment, variant.operating, variant.running))


def _period(calendar: Calendar, said: str | None, known: PartialDate | None, *, last: bool) -> int | None:
    if said:
        return period_said(calendar, said, last=last)
    if known is None:
        return None
    number = period_of(calendar, known.last_day if last else known.first_day)
    return number if last or number > 0 else None
