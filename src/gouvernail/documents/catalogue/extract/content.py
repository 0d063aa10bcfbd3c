"""The extract of the minutes for one project: what was said, decided and given to do about it, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.decisions import sheet
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell, or_absent, short
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.models import AgendaItem, GivenAction, Meeting
from gouvernail.governance.reading import DecisionLine, item_badge
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation
from gouvernail.projects.models import Project


@dataclass(frozen=True)
class Told:
    """What one meeting said of a project: its points, its decisions, the actions it gave without a decision."""

    meeting: Meeting
    items: list[AgendaItem]
    lines: list[DecisionLine]
    given: list[GivenAction]


def extract_report(project: Project, told: Iterable[Told], *, place: Organisation, on: date) -> Report:
    """Return the extract as a written document; a project of which no committee spoke says so."""
    sections = [_section(one) for one in told]
    if not sections:
        sections = [Section(_("Relevés"), (Paragraph((_("Aucun comité n’a encore parlé de ce projet."),)),))]
    return Report(
        title=_("Extrait des relevés : %(title)s") % {"title": project.title},
        subtitle=_("Ce que les comités ont dit et décidé de ce projet, tel que vous pouvez le lire"),
        organisation=place.name,
        held_on=on,
        facts=((_("Situation au"), str(PartialDate.of_day(on))), (_("Projet"), project.title)),
        sections=tuple(sections),
        footer=_("%(place)s · Extrait des relevés : %(title)s") % {"place": place, "title": project.title},
        is_demo=place.is_demo,
    )


def _section(told: Told) -> Section:
    blocks: list[Block] = []
    if told.items:
        rows = tuple((one.title, cell(item_badge(one.kind)), one.minutes.strip() or ABSENT) for one in told.items)
        blocks.append(Table((_("Point"), _("Nature"), _("Relevé")), rows, widths=(2.6, 1.3, 3.1)))
    blocks += [sheet(one) for one in told.lines]
    if actions := _actions(told):
        headers = (_("N°"), _("Action"), _("Porteur"), _("Échéance"), _("Née de"))
        blocks.append(Table(headers, actions, widths=(0.5, 2.8, 1.6, 1.1, 1.6)))
    words = {"meeting": told.meeting, "day": day_in_words(told.meeting.held_on)}
    return Section(_("%(meeting)s, %(day)s") % words, tuple(blocks))


def _actions(told: Told) -> tuple[tuple[str, ...], ...]:
    """The actions born of the decisions, then those given from a point; one that is both stands once."""
    born = {
        action.pk: (action, _("décision %(number)s") % {"number": line.decision.number})
        for line in told.lines
        for action in line.actions
    }
    for one in told.given:
        born.setdefault(one.action_id, (one.action, _("point « %(title)s »") % {"title": one.item.title}))
    return tuple(
        (str(action.number or ""), action.title, or_absent(action.owner_role), short(action.due), source)
        for action, source in born.values()
    )
