"""Writing the results of a campaign, department by department, all or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from gouvernail.awareness.models import Campaign, CampaignResult
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department
from gouvernail.organisations.rights import EDIT


@dataclass(frozen=True)
class ResultRecord:
    """What one department did with a campaign; ``None`` is not measured."""

    department: Department
    recipients: int
    clicked: int
    submitted: int | None = None
    reported: int | None = None


def write_results(campaign: Campaign, results: Iterable[ResultRecord], *, actor: Actor) -> None:
    """Replace the results of a campaign; ``PermissionDenied`` without the right to change facts there."""
    if not actor.can(EDIT, "facts", campaign.organisation):
        raise PermissionDenied
    rows = [
        CampaignResult(
            campaign=campaign,
            department=one.department,
            recipients=one.recipients,
            clicked=one.clicked,
            submitted=one.submitted,
            reported=one.reported,
        )
        for one in results
    ]
    with transaction.atomic():
        campaign.results.all().delete()
        CampaignResult.objects.bulk_create(rows)
        record(
            actor=actor.key,
            verb="modifier",
            kind="campaign",
            object_id=campaign.pk,
            place=campaign.organisation.path,
            label=str(campaign),
            details={"services": len(rows)},
        )
