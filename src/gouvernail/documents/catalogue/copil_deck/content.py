"""The deck of a meeting: its story, written from the situation of the place on a day."""

from __future__ import annotations

from datetime import date

from gouvernail.documents.catalogue.copil_deck import (
    annexes,
    budget,
    comparison,
    decisions,
    figures,
    opening,
    plan,
    plans,
    roadmap,
    studies,
)
from gouvernail.documents.catalogue.copil_deck.facts import Situation, gather
from gouvernail.documents.kit.story import Deck, Figure, Slide
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.models import Circle, Meeting


def copil_deck(meeting: Meeting, on: date, circle: str = Circle.INNER) -> Deck:
    """Return the deck of ``meeting`` as things stand on ``on``, less what is closed to ``circle``; writes nothing."""
    return deck_of(gather(meeting, on, circle))


def deck_of(situation: Situation) -> Deck:
    """Return the deck of a situation: same situation, same deck."""
    meeting = situation.meeting
    return Deck(
        title=str(meeting),
        subtitle=meeting.subject,
        organisation=situation.place.name,
        held_on=meeting.held_on.first_day,
        held_on_text=day_in_words(meeting.held_on),
        footer=f"{situation.place} · {meeting}",
        slides=tuple(slide for slide in _slides(situation) if slide is not None),
        is_demo=situation.place.is_demo,
        figures=_figures(situation),
    )


def _figures(situation: Situation) -> tuple[Figure, ...]:
    return comparison.figures_now(situation.measures, situation.followed_projects)


def _slides(situation: Situation) -> list[Slide | None]:
    return [
        opening.opening(situation),
        opening.essential(situation),
        opening.agenda(situation),
        opening.decisions_to_take(situation),
        opening.follow_up(situation),
        comparison.comparison(situation.before, _figures(situation), situation.on),
        plan.weather(situation),
        figures.activity(situation),
        figures.estate(situation),
        figures.migration(situation),
        figures.security(situation),
        plan.contracts(situation),
        budget.budget(situation),
        plan.actions(situation),
        roadmap.roadmap(situation),
        *studies.study_slides(situation),
        *plans.plan_slides(situation),
        *decisions.decision_slides(situation),
        *annexes.annexes(situation),
    ]
