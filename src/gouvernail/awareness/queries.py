"""What may be shown of a campaign: its total, and the departments that are not too small."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.awareness.models import Campaign, CampaignResult
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.organisations.protection import Group, withholding

COUNTS = ("clicked", "submitted", "reported")


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

    What is withheld is what the indicator of the same campaign withholds, and more where another count asks for it:
    two pages that hid different departments would give both away.
    """
    results = list(campaign.results.select_related("department__organisation").order_by("department__name"))
    plans = [withholding(_groups(results, count)) for count in COUNTS]
    hidden = frozenset().union(*(plan.keys for plan in plans))
    lines = [_line(str(one.department), one, _group(one, None).key in hidden) for one in results]
    reached = sum(one.recipients for one in results)
    if reached < SMALL_GROUP or any(campaign.organisation.path in plan.paths for plan in plans):
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


def people_group(path: str, department: int, headcount: int | None, recipients: int, value: int | None) -> Group:
    """Return the people behind a result, the same wherever it is shown: two pages must hide the same departments.

    They are the fewer of the department's headcount and those reached; without a headcount, nobody knows.
    """
    people = None if headcount is None else min(recipients, headcount)
    return Group(path, f"{path}{department}", people, value, recipients)


def _groups(results: list[CampaignResult], count: str) -> list[Group]:
    return [_group(one, getattr(one, count)) for one in results]


def _group(one: CampaignResult, value: int | None) -> Group:
    department = one.department
    return people_group(department.organisation.path, department.pk, department.headcount, one.recipients, value)


def _line(label: str, result, hidden: bool) -> ResultLine:
    if hidden:
        return ResultLine(label, True)
    return ResultLine(label, False, result.recipients, result.clicked, result.submitted, result.reported)


def _sum_known(values: list[int | None]) -> int | None:
    """Add up what was measured everywhere; a single absent part makes the total absent, not smaller."""
    return None if any(value is None for value in values) else sum(values)
