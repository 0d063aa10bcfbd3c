"""The home page as its template shows it: what is in alert, in risk, to decide; figures; charts; what to follow.

Each part is there only for those who may see its family of objects; a part with nothing to say says so or is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from gouvernail.cockpit.attention import Attention, attentions
from gouvernail.cockpit.following import Following, actions_to_follow
from gouvernail.cockpit.tiles import TileView, tiles
from gouvernail.governance.models import Decision, Meeting
from gouvernail.governance.sittings import next_meeting, pending_decisions
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.plans.pages import chart_of
from gouvernail.plans.ppi import matrices, read_lines
from gouvernail.plans.roadmap import projects_of, roadmap
from gouvernail.plans.what_if.alerts import plan_alerts
from gouvernail.registers.registry import register_of
from gouvernail.ui.charts.model import Chart, GanttChart

CODES = ("SUP-01", "PRJ-01", "PRJ-02", "CYB-11", "PAT-02", "PAT-06", "CTR-02", "CYB-02", "CYB-07")


@dataclass
class Cockpit:
    """The parts of the home page; an empty part is not shown."""

    meeting: Meeting | None = None
    meeting_href: str = ""
    attentions: list[Attention] = field(default_factory=list)
    tiles: list[TileView] = field(default_factory=list)
    requests: Measure | None = None
    actions: Measure | None = None
    ages: Measure | None = None
    budget: Chart | None = None
    decisions: list[tuple[Decision, str]] = field(default_factory=list)
    roadmap: GanttChart | None = None
    following: list[Following] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known yet of this place."""
        known = [self.meeting, self.attentions, self.decisions, self.roadmap, self.following, self.budget]
        measured = [one for one in (self.requests, self.actions, self.ages) if one and one.value is not None]
        return not any(known) and not measured


def compose(place: Organisation, actor: Actor, on: date) -> Cockpit:
    """Return the home page of a place for somebody on a day."""
    shown = Cockpit()
    if actor.can(VIEW, "governance", place):
        shown.meeting = next_meeting(place, actor, on)
        if shown.meeting:
            shown.meeting_href = reverse("meeting_sheet", args=[place.slug, shown.meeting.pk])
        shown.decisions = [
            (one, reverse("decision_sheet", args=[place.slug, one.pk])) for one in pending_decisions(place, actor)
        ]
    projects = projects_of(place, actor) if actor.sees_something("projects", place) else []
    if projects:
        shown.roadmap = roadmap(place, actor, projects, on).chart
    measures: dict[str, Measure] = {}
    if actor.can(VIEW, "indicators", place):
        measures = measure_all(Scope(place, actor), on, CODES)
        shown.tiles = tiles(place, measures)
        shown.requests, shown.actions, shown.ages = (measures[code] for code in ("SUP-01", "CYB-11", "PAT-02"))
    waiting = [one for one, _href in shown.decisions]
    off_plan = plan_alerts(place, actor, projects, on) if projects else []
    shown.attentions = attentions(place, projects, waiting, shown.meeting, off_plan)
    if actor.can(VIEW, "budget", place):
        shown.budget = _budget(place, actor, on)
    if actor.sees_something("actions", place):
        shown.following = actions_to_follow(place, actor, on)
    return shown


def _budget(place: Organisation, actor: Actor, on: date) -> Chart | None:
    """Draw the largest plan of investment of the place: amounts of different tax bases never share a chart."""
    found = matrices(read_lines(register_of("budget_line").objects(place, actor)))
    largest = max(found, key=lambda one: one.total.total.value or 0, default=None)
    return chart_of(largest, on) if largest and largest.total.total.value else None
