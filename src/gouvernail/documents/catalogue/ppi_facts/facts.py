"""All that the documents of a plan are written from, read once; a plan is today's lines or an arrested version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.ppi_facts.audit import Audit, audit_of
from gouvernail.documents.catalogue.ppi_facts.duties import Duties, duties_of
from gouvernail.documents.catalogue.ppi_facts.money import Money, money_of
from gouvernail.documents.catalogue.ppi_facts.planning import Planning, planning_of
from gouvernail.documents.catalogue.ppi_facts.programmes import ProgrammeFacts, programmes_arrested, programmes_of
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.controls import Control, check_plan
from gouvernail.plans.material import material_of, material_of_version
from gouvernail.plans.models import PlanRun, PlanVersion, VersionLine, VersionState
from gouvernail.plans.ppi import Matrix, matrices, version_lines
from gouvernail.plans.roadmap import projects_of
from gouvernail.plans.versions.arresting import copies_of
from gouvernail.plans.what_if.ground import run_in_force
from gouvernail.registers.registry import register_of


@dataclass(frozen=True)
class PlanFacts:
    """A plan on a day: where its lines come from in words (``origin``), its money, its planning, what to check."""

    place: Organisation
    title: str
    origin: str
    on: date
    version: PlanVersion | None
    usual: PlanVersion | None
    lines: tuple[VersionLine, ...]
    matrices: tuple[Matrix, ...]
    planning: Planning
    money: Money
    duties: Duties
    programmes: tuple[ProgrammeFacts, ...]
    controls: tuple[Control, ...]
    audit: Audit

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the plan covers."""
        return tuple(sorted({one.year for one in self.lines}))

    @property
    def period(self) -> str:
        """Its first and last years: « 2016-2019 »."""
        return period_of(self.years)

    @property
    def warned(self) -> tuple[Control, ...]:
        """The controls that did not turn out well."""
        return tuple(one for one in self.controls if one.tone in ("risk", "alert"))


def period_of(years: Sequence[int]) -> str:
    """Write first and last years: « 2016-2019 », « 2016 », nothing."""
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}-{years[-1]}"


def facts_of(place: Organisation, actor: Actor, version: PlanVersion | None = None) -> PlanFacts:
    """Gather a version, or the plan as its lines stand today; only what the actor may see, and nothing is written."""
    rows = register_of("budget_line").objects(place, actor)
    live = list(rows.select_related("axis", "project", "authorisation"))
    on = version.made_on if version else place.today()
    lines = _ordered(version.kept_lines() if version else copies_of(_unsaved(place), live))
    projects = {one.pk: one for one in projects_of(place, actor)}
    run = run_of(version) if version else run_in_force(place, actor)
    versions = register_of("plan_version").objects(place, actor).exclude(usual_investment=None)
    usual = version if version and version.usual_investment is not None else versions.first()
    material = material_of(rows, on, usual)
    if version:
        own = material_of_version(version, lines)
        stated = (usual.usual_investment, own.usual_words) if usual else (None, "")
        material = replace(own, aids=material.aids, usual=stated[0], usual_words=stated[1])
    return PlanFacts(
        place=place,
        title=_title(lines, version),
        origin=_origin(on, version),
        on=on,
        version=version,
        usual=usual,
        lines=lines,
        matrices=tuple(matrices(version_lines(lines))),
        planning=planning_of(place, actor, on, lines, projects, run),
        money=money_of(place, actor, lines, on),
        duties=duties_of(lines, projects, run),
        programmes=programmes_arrested(lines) if version else programmes_of(live),
        controls=tuple(check_plan(material)),
        audit=audit_of(place, actor),
    )


def run_of(version: PlanVersion) -> PlanRun | None:
    """Return the computation that a version was arrested from, if any."""
    return version.runs.exclude(result=None).first()


def _unsaved(place: Organisation) -> PlanVersion:
    """A version that is only a way to read the lines as they are planned today."""
    return PlanVersion(organisation=place, state=VersionState.DRAFT)


def _ordered(lines) -> tuple[VersionLine, ...]:
    return tuple(sorted(lines, key=lambda one: (one.axis_order, one.axis, one.label, one.year)))


def _title(lines: Sequence[VersionLine], version: PlanVersion | None) -> str:
    if version:
        return version.title
    period = period_of(sorted({one.year for one in lines}))
    return _("Plan pluriannuel d’investissement informatique %(period)s") % {"period": period}


def _origin(on: date, version: PlanVersion | None) -> str:
    day = str(PartialDate.of_day(on))
    if version is None:
        return _("lignes budgétaires au %(day)s") % {"day": day}
    return _("version « %(state)s » arrêtée le %(day)s") % {"state": version.get_state_display().lower(), "day": day}
