"""The index of a dossier: what is in it, with the checksum of each file and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.dossier.files import CHECKSUMS, DossierFile
from gouvernail.documents.kit.story import Paragraph, Report, Section, Table
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation

SHOWN_DIGITS = 16


def index_report(
    title: str, files: Sequence[DossierFile], remarks: Sequence[str], *, place: Organisation, on: date
) -> Report:
    """Return the index as a written document."""
    rows = tuple(
        (one.path, one.title, format_number(len(one.content)), f"{one.digest[:SHOWN_DIGITS]}…") for one in files
    )
    headers = (_("Fichier"), _("Ce qu’il contient"), _("Octets"), _("SHA-256 (début)"))
    checking = (
        _("Les empreintes entières sont dans %(file)s : « sha256sum -c %(file)s » les vérifie toutes.")
        % {"file": CHECKSUMS},
        _("index.json dit la même chose que ce document, pour une machine."),
    )
    sections = [
        Section(_("Pièces"), (Table(headers, rows, widths=(2.7, 3.4, 0.9, 1.8), align="llrl"),)),
        Section(_("Vérifier"), (Paragraph(checking),)),
    ]
    if remarks:
        sections.insert(1, Section(_("Ce qui manque et pourquoi"), (Paragraph(tuple(remarks)),)))
    return Report(
        title=_("Dossier : %(title)s") % {"title": title},
        subtitle=_("Index des pièces"),
        organisation=place.name,
        held_on=on,
        facts=((_("Constitué au"), str(PartialDate.of_day(on))), (_("Pièces"), str(len(files)))),
        sections=tuple(sections),
        footer=_("%(place)s · Dossier : %(title)s") % {"place": place, "title": title},
        is_demo=place.is_demo,
    )
