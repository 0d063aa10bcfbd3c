"""Arrest a version: the lines of the plan are copied as they stand, and nothing changes the copy afterwards."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.models import BudgetLine, PlanVersion, VersionLine, VersionState
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
    lines = list(register_of("budget_line").objects(place, actor))
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
        VersionLine.objects.bulk_create(copy_of(version, line) for line in lines)
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


def copy_of(version: PlanVersion, line: BudgetLine) -> VersionLine:
    """Return the copy of a budget line that a version keeps."""
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
    )
