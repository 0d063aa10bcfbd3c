"""Write the phishing exercises of a reading, with their counts by department."""

from __future__ import annotations

from gouvernail.awareness.models import Campaign
from gouvernail.awareness.operations import ResultRecord, write_results
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import HeldRecord, SourceRun, StagedCampaign
from gouvernail.connectors.sources.naming import source_label
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department
from gouvernail.registers.operations import save_object
from gouvernail.registers.registry import register_of


def write_campaigns(run: SourceRun, actor: Actor) -> None:
    """Create or change the campaigns that are new or changed; must run inside the transaction that applies."""
    for staged in run.campaigns.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED)):
        _write(run, staged, actor)


def _write(run: SourceRun, staged: StagedCampaign, actor: Actor) -> None:
    place = run.connection.organisation
    held = Campaign.objects.filter(pk=staged.object_id).first() if staged.object_id else None
    same = Campaign.objects.filter(organisation=place, name=staged.name, sent_on=staged.sent_on).first()
    campaign = held or same or Campaign(organisation=place)
    fixed = set(campaign.corrected_fields)
    for name, value in (("name", staged.name), ("sent_on", staged.sent_on)):
        if name not in fixed:
            setattr(campaign, name, value)
    campaign.source, campaign.source_place = source_label(run.connection), f"campagne n° {staged.number}"
    campaign.read_at, campaign.raw = run.read_at, {"Campagne": staged.name}
    save_object(register_of("campaign"), campaign, actor=actor)
    Campaign.objects.filter(pk=campaign.pk).update(
        corrected_fields=sorted(fixed)
    )  # what a source changes is no correction
    departments = Department.objects.in_bulk([int(pk) for pk in staged.results])
    results = [ResultRecord(departments[int(pk)], **counts) for pk, counts in staged.results.items()]
    write_results(campaign, results, actor=actor)
    HeldRecord.objects.update_or_create(
        connection=run.connection,
        stream=run.stream,
        number=staged.number,
        defaults={"digest": staged.digest, "object_id": campaign.pk},
    )
