"""The annexes: calendars with their doubts, how the figures are made, what is not known."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.copil_deck.facts import Situation, definitions
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, register_source, short
from gouvernail.documents.kit.story import Paragraph, Slide, StatusCell, Table
from gouvernail.projects.models import Milestone


def annexes(situation: Situation) -> list[Slide]:
    """Return the annexes that have something to say, behind a divider."""
    slides = [*_calendars(situation), *_definitions(situation), *_unknown(situation)]
    if not slides:
        return []
    divider = Slide(
        _("Annexes"),
        (Paragraph((_("Calendriers, définitions des indicateurs, données absentes"),)),),
        kind="section",
    )
    return [divider, *slides]


def _calendars(situation: Situation) -> list[Slide]:
    """One slide for each live project with a doubtful milestone: dates as written beside dates as understood."""
    slides = []
    for project, found in groupby(situation.milestones, key=lambda one: one.project):
        milestones = list(found)
        doubtful = sum(1 for one in milestones if one.doubt and not one.done_on)
        if not doubtful:
            continue
        rows = tuple(_milestone(one) for one in milestones)
        headers = (_("N°"), _("Étape"), _("Date écrite"), _("Date comprise"), _("État"), _("Doute"))
        slides.append(
            Slide(
                sentences.calendar_title(str(project), doubtful, len(milestones)),
                (Table(headers, rows, widths=(0.5, 3.9, 1.9, 1.7, 1.5, 3.9)),),
                notes=_("Aucune date écrite n’a été corrigée ; chaque doute est à lever avec qui l’a écrite."),
                source=register_source(_("Jalons des projets"), situation.on),
            )
        )
    return slides


def _milestone(one: Milestone) -> tuple[str | StatusCell, ...]:
    if one.done_on:
        state: str | StatusCell = StatusCell(_("Atteint"), "good")
    elif one.doubt:
        state = StatusCell(_("À confirmer"), "risk")
    else:
        state = StatusCell(_("Prévu"), "neutral")
    written = " – ".join(text for text in (one.written_start, one.written_end) if text)
    understood = " – ".join(short(when) for when in (one.starts, one.ends) if when)
    return (one.number, one.title, written or ABSENT, understood or ABSENT, state, one.doubt)


def _definitions(situation: Situation) -> list[Slide]:
    known = definitions()
    shown = [one for one in situation.measures.values() if one.value is not None and one.code in known]
    if not shown:
        return []
    rows = tuple((one.label, known[one.code][1], one.source, short(one.as_of or one.on)) for one in shown)
    headers = (_("Indicateur"), _("Calcul"), _("Source"), _("Données au"))
    table = Table(headers, rows, widths=(2.8, 5.6, 3.2, 1.3))
    return [Slide(_("Comment les chiffres de ce support sont calculés"), (table,))]


def _unknown(situation: Situation) -> list[Slide]:
    rows = tuple(
        (one.label, one.absent_because or ABSENT, one.how_to_get)
        for one in situation.measures.values()
        if one.value is None
    )
    before = situation.before
    if before is not None and before.flaw:
        label = _("Comparaison avec le %(meeting)s") % {"meeting": before.meeting}
        rows = (*rows, (label, before.flaw, _("Figer le support avant chaque séance : ses chiffres restent avec lui.")))
    if not rows:
        return []
    headers = (_("Indicateur"), _("Pourquoi il manque"), _("Comment l’obtenir"))
    return [Slide(_("Ce que ce support ne peut pas montrer"), (Table(headers, rows, widths=(2.6, 4.6, 5.4)),))]
