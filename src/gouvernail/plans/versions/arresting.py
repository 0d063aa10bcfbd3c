"""Arrest a version: lines and their authorisations are copied as they stand; nothing changes the copies afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.models import BudgetLine, PlanVersion, VersionLine, VersionProgramme, VersionState
from gouvernail.plans.versions.programmes import copies_for, save_lines
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of


def arrest(place: Organisation, *, title: str, state: str, actor: Actor, **said: Any) -> PlanVersion:
    """Copy the budget lines of a place into a new version; one line of the journal.

    ``state`` is a ``VersionState``: a voted or a revised version copies what was voted where it is known, else what is
    planned; ``said`` are other fields of the version. Raises ``PermissionDenied`` without the right, ``RefusedError``
    when there is nothing to arrest.
    """
    if not actor.can(EDIT, "budget", place):
        raise PermissionDenied
    lines = list(register_of("budget_line").objects(place, actor).select_related("axis", "authorisation"))
    if not lines:
        raise RefusedError(_("Aucune ligne budgétaire : il n’y a rien à arrêter."))
    with transaction.atomic():
        version = PlanVersion.objects.create(
            organisation=place,
            title=title,
            state=state,
            made_on=place.today(),
            source=_("Saisie dans Gouvernail"),
            **said,
        )
        keep_copies(version, lines)
        record(
            actor=actor.key,
            verb="arreter_version",
            kind="plan_version",
            object_id=version.pk,
            place=place.path,
            label=title,
            details={"lignes": len(lines), "etat": state},
        )
    return version


def keep_copies(version: PlanVersion, lines: Iterable[BudgetLine]) -> list[VersionLine]:
    """Write in a version the copies of budget lines, and of the authorisations they name."""
    return save_lines(copies_of(version, lines))


def copies_of(
    version: PlanVersion, lines: Iterable[BudgetLine], programmes: Mapping[int, VersionProgramme] | None = None
) -> list[VersionLine]:
    """Return the copies of budget lines, not saved; ``programmes`` are the authorisations already copied, if any."""
    lines = list(lines)
    programmes = copies_for(version, lines) if programmes is None else programmes
    return [_copy_of(version, line, programmes.get(line.authorisation_id)) for line in lines]


def _copy_of(version: PlanVersion, line: BudgetLine, programme: VersionProgramme | None) -> VersionLine:
    voted = version.state != VersionState.DRAFT and line.voted is not None
    return VersionLine(
        version=version,
        key=f"p{line.project_id}" if line.project_id else line.label,
        label=line.label,
        axis=line.axis.name if line.axis else "",
        axis_order=line.axis.order if line.axis else 32_000,
        year=line.year,
        section=line.section,
        nature=line.nature,
        account=line.account,
        amount=line.voted if voted else line.planned,
        tax_basis=line.tax_basis,
        choice=line.choice,
        variant=line.variant,
        induced=line.induced,
        programme=programme,
        committed=line.committed,
        paid=line.paid,
    )
