"""What may be shown of a campaign: its total, and the departments that are not too small."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.awareness.models import Campaign
from gouvernail.organisations.privacy import SMALL_GROUP, withheld_keys


@dataclass(frozen=True)
class ResultLine:
    """One department of a campaign; a withheld line keeps its name only."""

    label: str
    withheld: bool
    recipients: int | None = None
    clicked: int | None = None
    submitted: int | None = None
    reported: int | None = None


@dataclass(frozen=True)
class CampaignResults:
    """The results of a campaign as they may be shown."""

    total: ResultLine | None
    lines: list[ResultLine]


def results_of(campaign: Campaign) -> CampaignResults:
    """Return the results of a campaign, small departments withheld with what would give them away (one query).

    A department counts for the smaller of its headcount and the people reached, and an unknown headcount is small.
    """
    results = list(campaign.results.select_related("department").order_by("department__name"))
    people = {
        str(one.pk): None if one.department.headcount is None else min(one.recipients, one.department.headcount)
        for one in results
    }
    hidden = withheld_keys(people)
    lines = [_line(str(one.department), one, str(one.pk) in hidden) for one in results]
    reached = sum(one.recipients for one in results)
    if reached < SMALL_GROUP:
        return CampaignResults(None, lines)
    total = ResultLine(
        "",
        False,
        reached,
        sum(one.clicked for one in results),
        _sum_known([one.submitted for one in results]),
        _sum_known([one.reported for one in results]),
    )
    return CampaignResults(total, lines)


def _line(label: str, result, hidden: bool) -> ResultLine:
    if hidden:
        return ResultLine(label, True)
    return ResultLine(label, False, result.recipients, result.clicked, result.submitted, result.reported)


def _sum_known(values: list[int | None]) -> int | None:
    """Add up what was measured everywhere; a single absent part makes the total absent, not smaller."""
    return None if any(value is None for value in values) else sum(values)
