"""The sheets of a thread, as one written document a kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.writing import ABSENT
from gouvernail.documents.catalogue.french import capital
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.documents.thread.reading import Step
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from gouvernail.registers.sheets import provenance_of, read_sheet


def sheets_report(kind: str, steps: Sequence[Step], *, actor: Actor, place: Organisation, on: date) -> Report:
    """Return the sheets of objects of one kind, one section each, with where each comes from."""
    label = register_of(kind).label_plural
    return Report(
        title=capital(label),
        subtitle=_("Fiches du dossier, situation au %(day)s") % {"day": PartialDate.of_day(on)},
        organisation=place.name,
        held_on=on,
        sections=tuple(Section(one.title, tuple(_sheet(kind, one, actor, place))) for one in steps),
        footer=f"{place} · {capital(label)}",
        is_demo=place.is_demo,
    )


def _sheet(kind: str, step: Step, actor: Actor, place: Organisation) -> list[Block]:
    blocks: list[Block] = []
    for section in read_sheet(register_of(kind), place, actor, step.obj):
        rows = tuple((row.label, row.value or ABSENT) for row in section.rows)
        blocks.append(Table((section.heading, _("Valeur")), rows, widths=(2.2, 6.0)))
    if origin := provenance_of(step.obj):
        words = _("Provenance : %(source)s") % {"source": origin.source}
        blocks.append(Paragraph((f"{words}, {origin.place}" if origin.place else words,)))
    return blocks


def sheet_values(kind: str, steps: Sequence[Step], *, actor: Actor, place: Organisation) -> list[dict]:
    """Return the same sheets as plain values, for a machine."""
    register = register_of(kind)
    return [
        {
            "objet": kind,
            "identifiant": one.obj.pk,
            "titre": one.title,
            "date": one.marks.when,
            "fonction": one.marks.who,
            "etat": str(one.badge.label) if one.badge else None,
            "relation": one.relation,
            "champs": {
                row.label: row.value for section in read_sheet(register, place, actor, one.obj) for row in section.rows
            },
        }
        for one in steps
    ]
