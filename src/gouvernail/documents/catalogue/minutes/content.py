"""The minutes of a meeting: who was there, what was put, what was decided, what follows."""

from __future__ import annotations

from collections import Counter

from django.utils import formats
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Action
from gouvernail.documents.catalogue.copil_deck.decisions import OUTCOME_WORDS
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell, or_absent, short, useful_table
from gouvernail.documents.catalogue.french import counted, listed
from gouvernail.documents.catalogue.minutes.sentences import decided
from gouvernail.documents.kit.story import Block, DecisionSheet, Paragraph, Report, Section, Table
from gouvernail.governance.attendance import held_by, presences_of, quorum_of
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.giving import given_in
from gouvernail.governance.models import Circle, GivenAction, Meeting, MeetingState, Outcome, Presence
from gouvernail.governance.reading import DecisionLine, decisions_of, item_badge
from gouvernail.governance.visibility import within


def minutes(meeting: Meeting, *, is_draft: bool | None = None, circle: str = Circle.INNER, mark: str = "") -> Report:
    """Return the minutes of ``meeting`` as they stand; a draft until they are established. Writes nothing.

    What is closed to ``circle`` is left out; ``mark`` says where the journal stood when they were established.
    """
    lines = decisions_of(meeting, within(circle))
    draft = meeting.state != MeetingState.CLOSED if is_draft is None else is_draft
    title = _("Projet de relevé de décisions, %(meeting)s") if draft else _("Relevé de décisions, %(meeting)s")
    sections = [
        Section(_("L’essentiel"), (Paragraph((decided(Counter(one.decision.outcome for one in lines)),)),)),
        _attendance(meeting),
        _agenda(meeting, circle),
        _decisions(lines),
        _actions(lines),
        _given(meeting, circle),
        _said(meeting),
    ]
    return Report(
        title=title % {"meeting": meeting},
        subtitle=meeting.subject,
        organisation=meeting.organisation.name,
        held_on=meeting.held_on.first_day,
        facts=(*_facts(meeting), *(((_("Journal"), mark),) if mark else ())),
        sections=tuple(one for one in sections if one is not None),
        footer=f"{meeting.organisation} · {meeting}",
        is_demo=meeting.organisation.is_demo,
    )


def _facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    day = day_in_words(meeting.held_on)
    if meeting.starts_at:
        day = _("%(day)s à %(hour)s") % {"day": day, "hour": formats.time_format(meeting.starts_at, "G\\hi")}
    attendances = list(meeting.attendances.all())
    by_presence = {
        value: listed([held_by(one) for one in attendances if one.presence == value]) for value in Presence.values
    }
    facts = [
        (_("Comité"), meeting.committee.name),
        (_("Date"), day),
        (_("Lieu"), or_absent(meeting.location)),
        (_("Présents"), by_presence[Presence.PRESENT] or ABSENT),
    ]
    if by_presence[Presence.SUBSTITUTE]:
        facts.append((_("Représentés"), by_presence[Presence.SUBSTITUTE]))
    if by_presence[Presence.EXCUSED]:
        facts.append((_("Excusés"), by_presence[Presence.EXCUSED]))
    if by_presence[Presence.ABSENT]:
        facts.append((_("Absents"), by_presence[Presence.ABSENT]))
    facts.append((_("Prochaine séance"), day_in_words(meeting.next_on) if meeting.next_on else _("à fixer")))
    return tuple(facts)


def _attendance(meeting: Meeting) -> Section | None:
    lines = presences_of(meeting)
    if not lines:
        return None
    rows = tuple(
        (one.attendance.function, cell(one.badge), _("oui") if one.attendance.votes else _("non")) for one in lines
    )
    table = Table((_("Fonction"), _("Présence"), _("Vote")), rows, widths=(4.6, 1.6, 0.8))
    return Section(_("Présences"), (table, Paragraph((quorum_of(meeting).text,))))


def _agenda(meeting: Meeting, circle: str) -> Section | None:
    items = list(meeting.agenda.filter(within(circle)))
    if not items:
        return None
    rows = tuple(
        (str(rank), item.title, cell(item_badge(item.kind)), item.minutes.strip()) for rank, item in enumerate(items, 1)
    )
    table, _empty = useful_table((_("N°"), _("Point"), _("Nature"), _("Relevé")), rows, widths=(0.4, 2.6, 1.3, 2.7))
    return Section(_("Ordre du jour et relevé"), (table,))


def _decisions(lines: list[DecisionLine]) -> Section:
    if not lines:
        return Section(_("Décisions"), (Paragraph((_("Aucune décision n’était soumise au comité."),)),))
    return Section(_("Décisions"), tuple(_sheet(one) for one in lines))


def _sheet(line: DecisionLine) -> DecisionSheet:
    """The wording as it was put; the one that was adopted, the day it comes back and remarks stand under it."""
    one = line.decision
    under = []
    if one.outcome == Outcome.AMENDED:
        under.append(_("Libellé adopté après amendement : « %(text)s »") % {"text": one.amended_wording})
    if one.reservation:
        under.append(_("Réserve : %(text)s") % {"text": one.reservation})
    if one.outcome == Outcome.POSTPONED:
        when = str(one.postponed_to) if one.postponed_to else _("à fixer")
        under.append(_("Reprise : %(when)s") % {"when": when})
    if one.comment:
        under.append(_("Observations : %(text)s") % {"text": one.comment})
    return DecisionSheet(
        number=one.number,
        title=one.title,
        wording=one.wording,
        context=tuple(under),
        options=tuple(text.strip() for text in one.options.splitlines() if text.strip()),
        condition=" ; ".join(line.conditions),
        owner=one.owner_role,
        due=str(one.due) if one.due else "",
        outcome=OUTCOME_WORDS[Outcome(one.outcome)],
        votes=line.votes,
    )


def _actions(lines: list[DecisionLine]) -> Section | None:
    born = [(line, action) for line in lines for action in line.actions]
    taken = [line for line in lines if line.is_taken]
    if not taken:
        return None
    blocks: list[Block] = []
    if born:
        rows = tuple(_action_row(line, action) for line, action in born)
        headers = (_("N°"), _("Action"), _("Porteur"), _("Échéance"), _("Décision"))
        blocks.append(Table(headers, rows, widths=(0.5, 3.2, 1.7, 1.1, 0.9)))
    if silent := sum(1 for line in taken if not line.actions):
        noun = counted(silent, _("décision adoptée"), _("décisions adoptées"), feminine=True)
        verb = _("n’a pas encore d’action") if silent == 1 else _("n’ont pas encore d’action")
        blocks.append(Paragraph((f"{noun[:1].upper()}{noun[1:]} {verb}.",)))
    return Section(_("Actions nées des décisions"), tuple(blocks))


def _action_row(line: DecisionLine, action: Action) -> tuple[str, ...]:
    return (
        str(action.number or ""),
        action.title,
        or_absent(action.owner_role),
        short(action.due),
        line.decision.number,
    )


def _given(meeting: Meeting, circle: str) -> Section | None:
    given = given_in(meeting, circle=circle)
    if not given:
        return None
    ranks = {item.pk: rank for rank, item in enumerate(meeting.agenda.filter(within(circle)), 1)}
    headers = (_("N°"), _("Action"), _("Porteur"), _("Échéance"), _("Point"))
    rows = tuple(_given_row(one, ranks[one.item_id]) for one in given)
    return Section(_("Actions données en séance"), (Table(headers, rows, widths=(0.5, 3.2, 1.7, 1.1, 0.9)),))


def _given_row(one: GivenAction, rank: int) -> tuple[str, ...]:
    action = one.action
    return (str(action.number or ""), action.title, or_absent(action.owner_role), short(action.due), str(rank))


def _said(meeting: Meeting) -> Section | None:
    lines = tuple(text.strip() for text in meeting.notes.split("\n\n") if text.strip())
    if not lines:
        return None
    return Section(_("Échanges"), tuple(Paragraph((" ".join(text.split()),)) for text in lines))
