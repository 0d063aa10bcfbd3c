"""The extract of the minutes for one project: what was said of it and decided about it, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.decisions import sheet
from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.models import AgendaItem, Meeting
from gouvernail.governance.reading import DecisionLine, item_badge
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation
from gouvernail.projects.models import Project

Told = tuple[Meeting, list[AgendaItem], list[DecisionLine]]


def extract_report(project: Project, told: Iterable[Told], *, place: Organisation, on: date) -> Report:
    """Return the extract as a written document; a project of which no committee spoke says so."""
    sections = [_section(*one) for one in told]
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


def _section(meeting: Meeting, items: list[AgendaItem], lines: list[DecisionLine]) -> Section:
    blocks: list[Block] = []
    if items:
        rows = tuple((one.title, cell(item_badge(one.kind)), one.minutes.strip() or ABSENT) for one in items)
        blocks.append(Table((_("Point"), _("Nature"), _("Relevé")), rows, widths=(2.6, 1.3, 3.1)))
    blocks += [sheet(one) for one in lines]
    return Section(
        _("%(meeting)s, %(day)s") % {"meeting": meeting, "day": day_in_words(meeting.held_on)}, tuple(blocks)
    )
