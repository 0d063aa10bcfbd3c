"""From what there is to plan with and some hypotheses, the problem that the engine reads, and what stays apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from gouvernail.engines.planning.calendar import Calendar
from gouvernail.engines.planning.problem import (
    Envelope,
    Freeze,
    Mode,
    Objective,
    Placement,
    Precedence,
    Problem,
    Project,
)
from gouvernail.kernel.money import CENT, euros, share_by_largest_remainder
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Quarter
from gouvernail.plans.models import BudgetLine, BudgetSection, ProjectVariant
from gouvernail.plans.what_if.ground import Ground
from gouvernail.plans.what_if.settings import ProjectTerms, Settings
from gouvernail.plans.what_if.staff import skills_of
from gouvernail.projects import models as projects

SECTIONS = {BudgetSection.INVESTMENT: "investment", BudgetSection.OPERATING: "operating"}
UNSAID = Decimal(1)
"""Points of a project whose value nobody said: enough to be placed where there is room, never to push another out."""

OBJECTIVE = Objective(lateness=Decimal("0.5"), priority_ratio=Decimal(2), stability=Decimal("0.5"))
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
    waits = [(f"p{one.waits_for_id}", key_of(one)) for one in ground.projects if one.waits_for_id]
    problem = Problem(
        calendar=ground.calendar,
        projects=tuple(found),
        title=str(ground.place),
        envelopes=tuple(_envelopes(ground, settings, notes)),
        skills=tuple(skills),
        precedences=tuple(Precedence(before, after) for before, after in waits if {before, after} <= kept),
        freezes=_freezes(ground.calendar, settings),
        objective=replace(OBJECTIVE, lexicographic=settings.strict_order),
    )
    return Built(problem, tuple(notes))


def _freezes(calendar: Calendar, settings: Settings) -> tuple[Freeze, ...]:
    """The quarter in which nothing starts nor is delivered, when the plan still holds it."""
    period = calendar.read(settings.frozen) if settings.frozen else -1
    if not 0 <= period < calendar.count:
        return ()
    return (Freeze(_("Trimestre gelé"), (period,)),)


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
        deadline=_period(calendar, terms.deadline, one.deadline, last=True),
        mandatory=one.mandatory if terms.mandatory is None else terms.mandatory,
        procurement=max((variant.procurement or 0 for variant in ground.variants.get(one.pk, ())), default=0),
    )
    if one.life_cycle == projects.LifeCycle.RUNNING and one.starts:
        start = _number(calendar, Quarter.of(one.starts.first_day))
        if start <= 0:
            longest = max(modes[0].duration, 1 - start)
            return replace(
                built,
                modes=(replace(modes[0], duration=longest), *modes[1:]),
                started=Placement(modes[0].key, start),
                earliest=None,
                procurement=0,
            )
    return replace(built, voted=_voted(ground, one, modes))


def _voted(ground: Ground, one: projects.Project, modes: tuple[Mode, ...]) -> Placement | None:
    """Where the plan in force puts a project, else its own dates."""
    keys = {mode.key for mode in modes}
    run = ground.in_force
    for row in (run.result or {}).get("projects", ()) if run else ():
        if row["key"] == key_of(one):
            at = ground.calendar.read(row["start"]) if row.get("kept") else -1
            return Placement(row["mode"], at) if row.get("kept") and row["mode"] in keys and at >= 0 else None
    start = _number(ground.calendar, Quarter.of(one.starts.first_day)) if one.starts else -1
    return Placement(modes[0].key, start) if 0 <= start < ground.calendar.count else None


def _modes(ground: Ground, one: projects.Project, skills: set[str], notes: list[str]) -> tuple[Mode, ...]:
    variants = ground.variants.get(one.pk, ())
    other = [variant for variant in variants if variant.tax_basis != ground.basis and _has_amount(variant)]
    for variant in other:
        notes.append(
            _("« %(variant)s » : montants %(basis)s, laissés de côté.")
            % {"variant": variant, "basis": variant.get_tax_basis_display()}
        )
    kept = [variant for variant in variants if variant not in other]
    if kept:
        return tuple(_mode(one, variant, skills, notes) for variant in kept)
    if variants:
        return ()
    if one.starts and one.ends and one.starts.first_day <= one.ends.last_day:
        return (_as_dated(ground, one),)
    notes.append(_("« %(title)s » : ni variante ni dates, il n’entre pas dans le calcul.") % {"title": one.title})
    return ()


def _mode(one: projects.Project, variant: ProjectVariant, skills: set[str], notes: list[str]) -> Mode:
    if variant.investment is None and variant.operating is None and variant.running is None:
        notes.append(_("« %(variant)s » : aucun montant renseigné.") % {"variant": variant})
    work = {}
    if variant.days and variant.skill in skills:
        work = {variant.skill: _spread(variant.days, variant.quarters)}
    elif variant.days:
        notes.append(
            _("« %(variant)s » : %(days)s jours sans capacité connue pour « %(skill)s ».")
            % {"variant": variant, "days": variant.days.normalize(), "skill": variant.skill or _("non renseigné")}
        )
    return Mode(
        key=f"v{variant.pk}",
        label=variant.name,
        duration=variant.quarters,
        investment=_spread(variant.investment, variant.quarters),
        operating=_spread(variant.operating, variant.quarters),
        running=((variant.running or Decimal(0)) / 4).quantize(CENT),
        work=work,
    )


def _as_dated(ground: Ground, one: projects.Project) -> Mode:
    """A project without variants is done as its dates and its budget lines say."""
    first, last = Quarter.of(one.starts.first_day), Quarter.of(one.ends.last_day)
    duration = (last.year - first.year) * 4 + last.quarter - first.quarter + 1
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


def _envelopes(ground: Ground, settings: Settings, notes: list[str]) -> list[Envelope]:
    def scaled(amount: Decimal) -> Decimal:
        return (amount * settings.share).quantize(CENT, ROUND_DOWN)

    labels = {"investment": _("Investissement"), "operating": _("Fonctionnement")}
    found = []
    for section, name in SECTIONS.items():
        amounts = {year: scaled(amount) for year, amount in getattr(settings, name).items()}
        for year in amounts:
            apart = ground.apart(section, year)
            amounts[year] = max(Decimal(0), amounts[year] - apart)
            if apart:
                words = {"section": labels[name], "year": year, "amount": euros(apart)}
                notes.append(_("%(section)s %(year)s : %(amount)s déjà pris par les lignes sans projet.") % words)
        if amounts:
            found.append(Envelope(name, labels[name], name, amounts=amounts, carry_over=settings.carry_over))
    by_axis: dict[tuple[str, str], dict[int, Decimal]] = {}
    for one in ground.by_axis:
        by_axis.setdefault((one.axis.name, one.section), {})[one.year] = scaled(one.amount)
    for (axis, section), amounts in by_axis.items():
        name = SECTIONS[section]
        label = f"{labels[name]}, {axis}"
        found.append(Envelope(f"{name}/{axis}", label, name, axis, amounts, settings.carry_over))
    return found


def _spread(total: Decimal | None, quarters: int) -> tuple[Decimal, ...]:
    return () if total is None else tuple(share_by_largest_remainder(total, [1] * max(quarters, 1)))


def _has_amount(variant: ProjectVariant) -> bool:
    return any(amount for amount in (variant.investment, variant.operating, variant.running))


def _period(calendar: Calendar, said: str | None, known: PartialDate | None, *, last: bool) -> int | None:
    if said:
        return calendar.read(said)
    if known is None:
        return None
    number = _number(calendar, Quarter.of(known.last_day if last else known.first_day))
    return number if last or number > 0 else None


def _number(calendar: Calendar, quarter: Quarter) -> int:
    return calendar.read(f"{quarter.year}-T{quarter.quarter}")
