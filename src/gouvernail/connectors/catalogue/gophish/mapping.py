"""What GoPhish's results mean: each person once, by department, with what they did at the worst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from gouvernail.connectors.sources.instants import day_of_utc
from gouvernail.connectors.sources.records import CampaignRecord, ResultCount

NOT_SENT = frozenset({"Error", "Scheduled", "Sending", "Retrying", "Queued", ""})
CLICKED, SUBMITTED = "Clicked Link", "Submitted Data"
"""The status of a result is the furthest a person went: who typed something had clicked first."""


def counts_of(results: Iterable[Mapping[str, Any]]) -> dict[str, ResultCount]:
    """Count the people of each department that a message reached; a message that failed reached nobody."""
    found: dict[str, ResultCount] = defaultdict(ResultCount)
    for one in results:
        status = str(one.get("status") or "")
        if status in NOT_SENT:
            continue
        department = " ".join(str(one.get("position") or "").split())
        so_far = found[department]
        found[department] = replace(
            so_far,
            recipients=so_far.recipients + 1,
            clicked=so_far.clicked + (status in (CLICKED, SUBMITTED)),
            submitted=so_far.submitted + (status == SUBMITTED),
            reported=so_far.reported + (one.get("reported") is True),
        )
    return dict(found)


def was_sent(campaign: Mapping[str, Any]) -> bool:
    """Whether a campaign has reached somebody; a planned one has not."""
    stats = campaign.get("stats") or {}
    return isinstance(stats, Mapping) and int(stats.get("sent") or 0) > 0


def campaign_of(
    campaign: Mapping[str, Any], results: Iterable[Mapping[str, Any]], home: ZoneInfo
) -> CampaignRecord | None:
    """Return a campaign with its counts; nothing when nobody knows when it was sent."""
    sent_on = day_of_utc(campaign.get("launch_date"), home) or day_of_utc(campaign.get("created_date"), home)
    if sent_on is None:
        return None
    return CampaignRecord(int(campaign["id"]), str(campaign.get("name") or ""), sent_on, counts_of(results))
