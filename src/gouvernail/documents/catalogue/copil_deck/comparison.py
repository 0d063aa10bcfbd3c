"""What changed since the previous meeting: the figures frozen with its deck beside those of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, notes, short
from gouvernail.documents.catalogue.french import counted, listed, uncapital
from gouvernail.documents.kit import from_json
from gouvernail.documents.kit.story import Block, Deck, Figure, Paragraph, Slide, StatusCell, Table
from gouvernail.governance.frozen import DECK, AlteredDocumentError, frozen_of, story_of
from gouvernail.governance.models import Meeting
from gouvernail.indicators.base import Direction
from gouvernail.indicators.measure import Measure
from gouvernail.indicators.registry import indicator_of
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.projects.models import Health, Project

PROJECT = "projet:"
UNCHANGED = "="
"""The verdict of a figure that did not move: named after the table, not in it."""
HEALTH_TONES = {Health.ALERT: "alert", Health.AT_RISK: "risk", Health.ON_TRACK: "progress"}


@dataclass(frozen=True)
class Before:
    """The previous meeting and the figures frozen with its deck on ``day``; ``flaw`` says why there are none."""

    meeting: Meeting
    day: date | None = None
    figures: tuple[Figure, ...] = ()
    flaw: str = ""


def read_before(previous: Meeting | None, circle: str) -> Before | None:
    """Return what the deck of the previous meeting said to a circle, from what was frozen only."""
    if previous is None:
        return None
    frozen = frozen_of(previous, DECK, circle)
    if frozen is None:
        return Before(previous, flaw=_("Le support de cette séance n’a pas été figé"))
    try:
        deck = from_json(story_of(frozen))
    except (AlteredDocumentError, ValueError) as error:
        return Before(previous, flaw=str(error))
    figures = deck.figures if isinstance(deck, Deck) else ()
    flaw = "" if figures else _("Ce support a été figé avant que les chiffres ne soient gardés avec lui")
    return Before(previous, timezone.localdate(frozen.frozen_at), figures, flaw)


def figures_now(measures: dict[str, Measure], projects: list[Project]) -> tuple[Figure, ...]:
    """Return what the deck keeps of today's figures, for the next meeting to compare with."""
    shown = [
        Figure(one.code, one.label, _dated(one), str(one.value), one.unit, one.as_of or one.on)
        for one in measures.values()
        if one.value is not None
    ]
    followed = [Figure(f"{PROJECT}{one.pk}", one.title, one.get_health_display()) for one in projects if one.health]
    return (*shown, *followed)


def _dated(one: Measure) -> str:
    return f"{one.text}, {one.period}" if one.period else one.text


def comparison(before: Before | None, now: tuple[Figure, ...], on: date) -> Slide | None:
    """Return the slide, or nothing when the previous deck was not frozen or shares no figure with this one."""
    if before is None or before.flaw:
        return None
    known = {one.code: one for one in before.figures}
    pairs = [(known[one.code], one) for one in now if one.code in known]
    measured = [(old, new) for old, new in pairs if not new.code.startswith(PROJECT)]
    projects = _projects(known, now)
    if not measured and not projects:
        return None
    verdicts = [_verdict(old, new) for old, new in measured]
    moved = [(pair, verdict) for pair, verdict in zip(measured, verdicts, strict=True) if verdict != UNCHANGED]
    still = [new.label for (_old, new), verdict in zip(measured, verdicts, strict=True) if verdict == UNCHANGED]
    blocks: list[Block] = []
    if moved:
        rows = tuple((new.label, old.text, new.text, verdict) for (old, new), verdict in moved)
        headers = (_("Indicateur"), _then(before), _("Au %(day)s") % {"day": short(on)}, _("Écart"))
        blocks.append(Table(headers, rows, widths=(4.2, 2.6, 2.6, 2.6)))
    if projects:
        headers = (_("Projet"), _then(before), _("Au %(day)s") % {"day": short(on)})
        blocks.append(Table(headers, tuple(projects), widths=(6.2, 2.6, 3.2)))
    lines = [] if projects else [_("La météo d’aucun projet n’a changé.")]
    if still:
        lines.append(_("Sans changement : %(names)s.") % {"names": listed([uncapital(one) for one in still])})
    if lines:
        blocks.append(Paragraph(tuple(lines)))
    return Slide(
        _title(before.meeting, verdicts, len(projects)),
        tuple(blocks),
        notes=notes(
            _("Les chiffres d’avant sont ceux que le support du %(meeting)s montrait : rien n’est recalculé.")
            % {"meeting": before.meeting}
        ),
        source=_("Support du %(meeting)s, figé le %(then)s ; indicateurs au %(now)s")
        % {"meeting": before.meeting, "then": short(before.day), "now": short(on)},
        codes=tuple(new.code for _old, new in measured),
    )


def _then(before: Before) -> str:
    return _("Au %(meeting)s") % {"meeting": before.meeting}


def _verdict(old: Figure, new: Figure) -> StatusCell | str:
    change = Decimal(new.value) - Decimal(old.value)
    if not change:
        return UNCHANGED
    sign = "+" if change > 0 else "−"
    size = format_number(abs(change).quantize(Decimal("0.1")).normalize() if new.unit == "%" else abs(change))
    text = f"{sign}{size} {_('points')}" if new.unit == "%" else f"{sign}{size}"
    better = _is_better(new.code, change)
    if better is None:
        return text
    return StatusCell(f"{text}, {_('mieux') if better else _('moins bien')}", "good" if better else "risk")


def _is_better(code: str, change: Decimal) -> bool | None:
    try:
        direction = indicator_of(code).direction
    except KeyError:
        return None
    return None if direction == Direction.CONTEXT else (change > 0) == (direction == Direction.HIGHER)


def _projects(known: dict[str, Figure], now: tuple[Figure, ...]) -> list[tuple[str | StatusCell, ...]]:
    """Return the projects whose weather is not what it was, or that were not followed then."""
    rows: list[tuple[str | StatusCell, ...]] = []
    for one in now:
        if not one.code.startswith(PROJECT):
            continue
        old = known.get(one.code)
        if old is None or old.text != one.text:
            rows.append((one.label, _weather(old.text) if old else _("pas encore suivi"), _weather(one.text)))
    return rows


def _weather(text: str) -> StatusCell | str:
    tone = next((HEALTH_TONES[one] for one in HEALTH_TONES if str(one.label) == text), None)
    return StatusCell(text, tone) if tone else text or ABSENT


def _title(previous: Meeting, verdicts: list[StatusCell | str], projects: int) -> str:
    better = sum(1 for one in verdicts if isinstance(one, StatusCell) and one.tone == "good")
    worse = sum(1 for one in verdicts if isinstance(one, StatusCell) and one.tone == "risk")
    parts = [
        counted(better, _("chiffre s’améliore"), _("chiffres s’améliorent")) if better else "",
        counted(worse, _("chiffre se dégrade"), _("chiffres se dégradent")) if worse else "",
        counted(projects, _("projet change de météo"), _("projets changent de météo")) if projects else "",
    ]
    said = listed(parts) or _("rien n’a bougé")
    return _("Depuis le %(meeting)s, %(said)s") % {"meeting": previous, "said": said}
