"""Documents of a meeting as files: drawn from what was frozen, or from the situation when nothing is frozen yet."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.catalogue.minutes.content import minutes
from gouvernail.documents.drawing import DECK_FORMATS, REPORT_FORMATS, TYPES, draw
from gouvernail.documents.house_style.keeping import kept_look
from gouvernail.documents.house_style.reading import Look, look_of
from gouvernail.documents.kit import deck_to_handout, from_json
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.governance.frozen import DECK, MINUTES, frozen_of, story_of
from gouvernail.governance.models import Circle, FrozenDocument, Meeting, MeetingState
from gouvernail.kernel.text import slug

__all__ = ["FORMATS", "TYPES", "day_of", "drawn", "file_name", "frozen_file", "handout", "meeting_document", "story"]

FORMATS = {DECK: DECK_FORMATS, MINUTES: REPORT_FORMATS}


def meeting_document(meeting_id: int, name: str, format: str) -> bytes:
    """Return a document of a meeting as the bytes of a file.

    ``name`` is ``deck`` (``pptx``, ``pdf``, ``odp``) or ``minutes`` (``pdf``, ``docx``, ``odt``). Raises
    ``Meeting.DoesNotExist``, ``ValueError`` for a name or a format that does not exist, ``AlteredDocumentError`` when
    what was frozen was changed since, and what ``drawing.draw`` raises for ODP and ODT.
    """
    meeting = Meeting.objects.select_related("organisation__parent", "committee").get(pk=meeting_id)
    return drawn(meeting, name, format)


def drawn(meeting: Meeting, name: str, format: str, circle: str = Circle.INNER) -> bytes:
    """Return a document of ``meeting`` as a circle may read it, as bytes; see ``meeting_document``."""
    if format not in FORMATS.get(name, ()):
        raise ValueError(
            _("Le document « %(name)s » n’existe pas au format « %(format)s ».") % {"name": name, "format": format}
        )
    return draw(story(meeting, name, circle), format, meeting.organisation, look=worn_by(meeting, name, circle))


def worn_by(meeting: Meeting, name: str, circle: str = Circle.INNER) -> Look | None:
    """Return the look that a document was frozen in; ``None`` while it is not: it wears that of the day."""
    frozen = frozen_of(meeting, name, circle)
    return None if frozen is None else kept_look(frozen)


def story(meeting: Meeting, name: str, circle: str = Circle.INNER) -> Deck | Report:
    """Return what a document says: what was frozen if it was, what can be said today otherwise.

    ``circle`` is that of its readers: what is closed to them is not in it.
    """
    frozen = frozen_of(meeting, name, circle)
    if frozen is not None:
        return from_json(story_of(frozen))
    return copil_deck(meeting, day_of(meeting), circle) if name == DECK else minutes(meeting, circle=circle)


def handout(meeting: Meeting, circle: str = Circle.INNER) -> bytes:
    """Return the deck of ``meeting`` as a PDF to hand out, as a circle may read it."""
    deck = story(meeting, DECK, circle)
    assert isinstance(deck, Deck)  # noqa: S101 - the story of a deck is a deck
    look = worn_by(meeting, DECK, circle) or look_of(meeting.organisation)
    return deck_to_handout(deck, look.style)


def frozen_file(frozen: FrozenDocument) -> bytes:
    """Return a frozen document as a PDF; raise ``AlteredDocumentError`` when it was changed since."""
    return draw(from_json(story_of(frozen)), "pdf", frozen.meeting.organisation, look=kept_look(frozen))


def day_of(meeting: Meeting) -> date:
    """Return the day whose situation the deck shows: today before the meeting, its own day once it is held.

    A deck that nobody froze is drawn again from what is known now; its figures are those of the meeting's day as far
    as the facts keep their history.
    """
    today = meeting.organisation.today()
    if meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        return min(today, meeting.held_on.last_day)
    return today


def file_name(meeting: Meeting, name: str, format: str) -> str:
    """Return a good name for the file: « 2026-01-13-copil-si-n-3-support.pptx »."""
    day = meeting.held_on.to_text().partition("/")[0] if meeting.held_on.is_exact else meeting.held_on.short()
    word = "support" if name == DECK else "releve"
    return f"{slug(day)}-{slug(str(meeting))}-{word}.{format}"
