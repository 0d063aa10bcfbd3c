"""The register of the decisions of a committee for a year, as a written document."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.writing import cell, short
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.governance.book import BookLine, book_of
from gouvernail.governance.models import Committee
from gouvernail.governance.tables import outcome_badge
from gouvernail.governance.wording import votes_in_words
from gouvernail.kernel.partial_dates import PartialDate


def register_report(committee: Committee, year: int, on: date) -> Report:
    """Return the register of ``year``: the list, then the exact wording of each decision."""
    lines = book_of(committee, year)
    place = committee.organisation
    rows = tuple(
        (
            str(one.number),
            one.decision.title,
            short(one.decision.decided_on),
            cell(outcome_badge(one.decision)),
            one.force or short(one.decision.done_on) if one.force or one.decision.done_on else _("à suivre"),
        )
        for one in lines
    )
    headers = (_("N°"), _("Décision"), _("Prise le"), _("Issue"), _("Exécutée le"))
    return Report(
        title=_("Registre des décisions %(year)s, %(committee)s") % {"year": year, "committee": committee},
        subtitle=_("Numérotation continue ; une décision prise n’est jamais réécrite"),
        organisation=place.name,
        held_on=on,
        facts=((_("Situation au"), str(PartialDate.of_day(on))), (_("Décisions"), str(len(lines)))),
        sections=(
            Section(_("Décisions de l’année"), (Table(headers, rows, widths=(0.9, 4.0, 1.1, 1.4, 1.6)),)),
            Section(_("Libellés"), tuple(_wording(one) for one in lines)),
        ),
        footer=f"{place} · {committee} · {year}",
        is_demo=place.is_demo,
    )


def _wording(line: BookLine) -> Block:
    one = line.decision
    words = [f"« {one.final_wording.strip()} »", f"{one.meeting}, {one.get_outcome_display().lower()}."]
    if votes := votes_in_words(one):
        words.append(_("Vote : %(votes)s.") % {"votes": votes})
    if line.force:
        words.append(f"{line.force}.")
    return Paragraph(tuple(words), heading=f"{line.number}. {one.title}")
