"""Write a table entered at once: new axes, projects if its rows are projects, one budget line a row and year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.action_plan.models import Axis
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.entering.table import EnteredRow, EnteredTable
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import LifeCycle, Project
from gouvernail.registers.operations import RefusedError, save_object
from gouvernail.registers.registry import register_of


class RowKind(models.TextChoices):
    """What the rows of a table are."""

    PROJECTS = "projets", gettext_lazy("Des projets")
    AXES = "axes", gettext_lazy("Des enveloppes d’axe")
    LINES = "lignes", gettext_lazy("De simples dépenses")


@dataclass(frozen=True)
class Written:
    """How much was written."""

    lines: int
    projects: int
    axes: int


def may_enter(actor: Actor, place: Organisation, kind: str) -> bool:
    """Say whether somebody may write a table here: the budget, and the projects when rows are projects or axes."""
    return actor.can(EDIT, "budget", place) and (kind == RowKind.LINES or actor.can(EDIT, "projects", place))


def enter(place: Organisation, table: EnteredTable, *, kind: str, section: str, basis: str, actor: Actor) -> Written:
    """Write a table in one transaction: all of it or nothing; nothing that is there already is changed.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when a line of the same label and year exists.
    """
    writer = _Writer(place, kind, actor)
    _refuse_known(place, table, kind)
    count = 0
    with transaction.atomic():
        for row in table.rows:
            axis = writer.axis(row.label if kind == RowKind.AXES else row.axis)
            project = writer.project(row, axis) if kind == RowKind.PROJECTS else None
            for year, amount in sorted(row.amounts.items()):
                line = BudgetLine(
                    organisation=place,
                    year=year,
                    label=label_of(row, kind),
                    axis=axis,
                    project=project,
                    section=section,
                    planned=amount,
                    tax_basis=basis,
                    source=_("Tableau collé"),
                    source_place=_("ligne %(line)s") % {"line": row.line},
                )
                save_object(register_of("budget_line"), line, actor=actor)
                count += 1
    return Written(count, writer.projects, writer.axes)


def label_of(row: EnteredRow, kind: str) -> str:
    """What the budget lines of a row are called."""
    return (_("Enveloppe %(axis)s") % {"axis": row.label})[:200] if kind == RowKind.AXES else row.label


def _refuse_known(place: Organisation, table: EnteredTable, kind: str) -> None:
    wanted = {(label_of(row, kind), year) for row in table.rows for year in row.amounts}
    known = BudgetLine.objects.filter(organisation=place, year__in=table.years).values_list("label", "year")
    taken = sorted(wanted & set(known))
    if taken:
        names = ", ".join(f"{label} ({year})" for label, year in taken[:3])
        more = len(taken) - 3
        said = _("Déjà au plan : %(names)s.") % {"names": names}
        if more > 0:
            said = _("Déjà au plan : %(names)s, et %(more)s autres lignes.") % {"names": names, "more": more}
        raise RefusedError(_("%(said)s Rien n’est écrit : retirez-les du tableau, ou modifiez-les.") % {"said": said})


class _Writer:
    """Finds or creates the axes and the projects that rows name."""

    def __init__(self, place: Organisation, kind: str, actor: Actor) -> None:
        self.place, self.actor = place, actor
        self.projects = self.axes = 0
        self._axes = {fold(one.name): one for one in Axis.objects.filter(organisation=place)}
        self._known: dict[str, Project] = {}
        if kind == RowKind.PROJECTS:
            self._known = {fold(one.title): one for one in Project.objects.filter(organisation=place)}

    def axis(self, name: str) -> Axis | None:
        """Return the axis of that name, created if it is new; none for no name."""
        if not name:
            return None
        if fold(name) not in self._axes:
            axis = Axis(organisation=self.place, name=name[:80], order=len(self._axes) + 1)
            self._axes[fold(name)] = save_object(register_of("axis"), axis, actor=self.actor)
            self.axes += 1
        return self._axes[fold(name)]

    def project(self, row: EnteredRow, axis: Axis | None) -> Project:
        """Return the project of that title as it is, or a new one that lasts the years it is paid in."""
        known = self._known.get(fold(row.label))
        if known is not None:
            return known
        years = sorted(row.amounts)
        project = Project(
            organisation=self.place,
            title=row.label,
            axis=axis,
            life_cycle=LifeCycle.PLANNED,
            mandatory=row.mandatory,
            starts=PartialDate.of_year(years[0]) if years else None,
            ends=PartialDate.of_year(years[-1]) if years else None,
            source=_("Tableau collé"),
            source_place=_("ligne %(line)s") % {"line": row.line},
        )
        self.projects += 1
        return save_object(register_of("project"), project, actor=self.actor)
