"""Asking people to read a version: one secret address a department, a count, nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.organisations.protection import Group, withholding
from gouvernail.organisations.rights import EDIT
from gouvernail.policies.acts import demand, journal
from gouvernail.policies.models import PolicyVersion, Reading, ReadingCampaign, VersionState
from gouvernail.registers.operations import RefusedError


def open_campaign(
    version: PolicyVersion, asked: Mapping[Department, int], *, closes_on: date, actor: Actor, on: date
) -> ReadingCampaign:
    """Ask departments to read a published version: ``asked`` says how many people of each.

    Raises ``RefusedError`` when the version is not published, nobody is asked, another campaign runs, or the end is
    past.
    """
    demand(actor, EDIT, version.policy)
    asked = {department: count for department, count in asked.items() if count}
    if version.state != VersionState.PUBLISHED:
        raise RefusedError(_("Seule une version publiée se fait lire."))
    if not asked:
        raise RefusedError(_("Choisissez au moins un service, avec le nombre de personnes concernées."))
    if closes_on < on:
        raise RefusedError(_("La fin de la campagne est déjà passée : choisissez un jour à venir."))
    with transaction.atomic():
        PolicyVersion.objects.select_for_update().get(pk=version.pk)
        if version.campaigns.filter(closed_on=None, closes_on__gte=on).exists():
            raise RefusedError(_("Une campagne de lecture de cette version est déjà ouverte."))
        campaign = version.campaigns.create(opened_on=on, closes_on=closes_on)
        Reading.objects.bulk_create(
            Reading(campaign=campaign, department=department, addressed=count) for department, count in asked.items()
        )
        details = {"version": version.number, "services": len(asked), "jusqu’au": closes_on.isoformat()}
        journal(actor, "ouvrir_lecture", version.policy, details)
    return campaign


def is_open(campaign: ReadingCampaign, on: date) -> bool:
    """Say whether people may still answer."""
    return campaign.closed_on is None and campaign.opened_on <= on <= campaign.closes_on


def accept_reading(reading: Reading, *, on: date) -> None:
    """Count one person more who read and accepts; who they are is written nowhere, not even in the journal.

    A department that answered whole takes one more answer without a word: refusing it would let whoever holds its
    address count how many had answered. Raises ``RefusedError`` when the campaign is over.
    """
    if not is_open(reading.campaign, on):
        raise RefusedError(_("Votre réponse n’est pas ajoutée : cette campagne de lecture est terminée."))
    Reading.objects.filter(pk=reading.pk).update(accepted=Least(F("accepted") + 1, F("addressed")))


def count_on_paper(reading: Reading, more: int, *, actor: Actor) -> None:
    """Add signatures gathered on paper. The journal keeps that it was done, not for which department nor how many.

    A department whose count is withheld fills up without a word: refusing too many would tell how many had answered.
    """
    demand(actor, EDIT, reading.campaign.version.policy)
    with transaction.atomic():
        if any(line.withheld for line in readings_of(reading.campaign).lines if line.reading.pk == reading.pk):
            Reading.objects.filter(pk=reading.pk).update(accepted=Least(F("accepted") + more, F("addressed")))
            journal(actor, "compter_lecture", reading.campaign.version.policy)
            return
        open_now = Reading.objects.filter(pk=reading.pk, accepted__lte=F("addressed") - more)
        if not open_now.update(accepted=F("accepted") + more):
            raise RefusedError(_("Ce nombre dépasse celui des personnes concernées de ce service."))
        journal(actor, "compter_lecture", reading.campaign.version.policy)


def close_campaign(campaign: ReadingCampaign, *, actor: Actor, on: date) -> None:
    """Close a campaign before its end; the counts stay."""
    demand(actor, EDIT, campaign.version.policy)
    with transaction.atomic():
        if ReadingCampaign.objects.filter(pk=campaign.pk, closed_on=None).update(closed_on=on):
            journal(actor, "clore_lecture", campaign.version.policy, {"version": campaign.version.number})


@dataclass(frozen=True)
class ReadingLine:
    """What may be shown of a department: its counts, or its name only when it is too small."""

    reading: Reading
    label: str
    withheld: bool
    addressed: int | None = None
    accepted: int | None = None

    @property
    def percent(self) -> int | None:
        """The share who accepted, in whole percents; ``None`` when it may not be shown."""
        return round(100 * self.accepted / self.addressed) if self.addressed else None


@dataclass(frozen=True)
class Readings:
    """A campaign as it may be shown: the total (``None`` when it would give a small group away), the departments."""

    total: ReadingLine | None
    lines: list[ReadingLine]

    @property
    def withholds(self) -> bool:
        """Say whether a count is kept back, so that the page says why."""
        return any(one.withheld for one in self.lines)


def readings_of(campaign: ReadingCampaign) -> Readings:
    """Return the counts of a campaign, small departments withheld with what would give them away (one query)."""
    readings = list(campaign.readings.select_related("department__organisation").order_by("department__name"))
    plan = withholding(_group(one) for one in readings)
    lines = [
        ReadingLine(one, str(one.department), True)
        if _group(one).key in plan.keys
        else ReadingLine(one, str(one.department), False, one.addressed, one.accepted)
        for one in readings
    ]
    addressed = sum(one.addressed for one in readings)
    hidden = addressed < SMALL_GROUP or any(_group(one).path in plan.paths for one in readings)
    if hidden or not readings:
        return Readings(None, lines)
    return Readings(ReadingLine(readings[0], "", False, addressed, sum(one.accepted for one in readings)), lines)


def _group(one: Reading) -> Group:
    """The people behind a count: the fewer of those asked and the department's headcount; unknown counts as small."""
    department = one.department
    people = None if department.headcount is None else min(one.addressed, department.headcount)
    path = department.organisation.path
    return Group(path, f"{path}{department.pk}", people, one.accepted, one.addressed)
