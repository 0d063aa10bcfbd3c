"""The register of the decisions of a committee for a year, as a written document."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.writing import cell, short
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, StatusCell, Table
from gouvernail.governance.book import BookLine, book_of
from gouvernail.governance.models import Committee
from gouvernail.governance.tables import outcome_badge
from gouvernail.governance.wording import votes_in_words
from gouvernail.kernel.partial_dates import PartialDate


def register_report(committee: Committee, year: int, on: date, seen: Q | None = None) -> Report:
    """Return the register of ``year``: the list, then the exact wording of each decision.

    ``seen`` is the filter of what its reader may read; a decision closed to them keeps its number, and no more.
    """
    lines = book_of(committee, year, seen)
    place = committee.organisation
    rows = tuple(_row(one) for one in lines)
    headers = (_("N°"), _("Décision"), _("Prise le"), _("Issue"), _("Exécutée le"))
    return Report(
        title=_("Registre des décisions %(year)s, %(committee)s") % {"year": year, "committee": committee},
        subtitle=_("Numérotation continue ; une décision prise n’est jamais réécrite"),
        organisation=place.name,
        held_on=on,
        facts=((_("Situation au"), str(PartialDate.of_day(on))), (_("Décisions"), str(len(lines)))),
        sections=(
            Section(_("Décisions de l’année"), (Table(headers, rows, widths=(0.9, 4.0, 1.1, 1.4, 1.6)),)),
            Section(_("Libellés"), tuple(_wording(one) for one in lines if one.decision)),
        ),
        footer=f"{place} · {committee} · {year}",
        is_demo=place.is_demo,
    )


def _row(line: BookLine) -> tuple[str | StatusCell, ...]:
    one = line.decision
    if one is None:
        return (str(line.number), _("Décision à accès restreint"), "", "", "")
    ends = line.force or short(one.done_on) if line.force or one.done_on else _("à suivre")
    return (str(line.number), one.title, short(one.decided_on), cell(outcome_badge(one)), ends)


def _wording(line: BookLine) -> Block:
    one = line.decision
    assert one is not None  # noqa: S101 - a decision closed to the reader has no wording here
    words = [f"« {one.final_wording.strip()} »", f"{one.meeting}, {one.get_outcome_display().lower()}."]
    if votes := votes_in_words(one):
        words.append(_("Vote : %(votes)s.") % {"votes": votes})
    if line.force:
        words.append(f"{line.force}.")
    return Paragraph(tuple(words), heading=f"{line.number}. {one.title}")
