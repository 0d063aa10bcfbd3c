"""Showing the deck in the meeting from the page itself: large slides, the keyboard, nothing asked of the network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gouvernail.documents.kit.story import Deck
from gouvernail.documents.production import story
from gouvernail.documents.showing import Card, cards_of
from gouvernail.documents.views import altered_page, find_for_reading
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.frozen import DECK, AlteredDocumentError, frozen_of
from gouvernail.governance.sights import note_document
from gouvernail.governance.visibility import circle_of
from gouvernail.indicators.registry import indicator_of
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, VIEW


def present(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Show the deck slide by slide; without scripts it is the same slides, one under the other."""
    meeting = find_for_reading(request, place, pk)
    try:
        deck = story(meeting, DECK, circle_of(request.actor, meeting.organisation))
    except AlteredDocumentError as error:
        return altered_page(request, place, meeting, error)
    assert isinstance(deck, Deck)  # noqa: S101 - the story of a deck is a deck
    note_document(meeting, deck.title, circle_of(request.actor, meeting.organisation), actor=request.actor)
    sees = request.actor.can(VIEW, "indicators", place)
    cards = cards_of(deck)
    context = {
        "heading": deck.title,
        "deck": deck,
        "meeting": meeting,
        "day": day_in_words(meeting.held_on),
        "slides": [(card, _drills(card, place) if sees else []) for card in cards],
        "count": len(cards) + 1,
        "frozen": frozen_of(meeting, DECK),
        "leave_href": reverse("meeting_sheet", args=[place.slug, pk]),
        "hold_href": reverse("meeting_hold", args=[place.slug, pk])
        if request.actor.can(DECIDE, "governance", meeting.organisation)
        else "",
    }
    return render(request, "documents/present.html", context)


def _drills(card: Card, place: Organisation) -> list[dict[str, str]]:
    """Return the indicators behind the figures of a slide; one that no longer exists is left out."""
    found = []
    for code in card.codes:
        try:
            label = str(indicator_of(code).label)
        except KeyError:
            continue
        found.append({"label": label, "href": reverse("indicator", args=[place.slug, code])})
    return found
