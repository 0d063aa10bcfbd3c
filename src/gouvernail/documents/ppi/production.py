"""The documents of a plan as files: which exist, in which formats, and their bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.catalogue.ppi_annex.content import ppi_annex
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts, facts_of
from gouvernail.documents.catalogue.ppi_one_page.content import one_page_pdf, ppi_one_page
from gouvernail.documents.catalogue.ppi_report.content import ppi_report
from gouvernail.documents.catalogue.ppi_slides.content import ppi_deck
from gouvernail.documents.catalogue.ppi_workbook.content import ppi_workbook
from gouvernail.documents.drawing import TYPES as DRAWN_TYPES
from gouvernail.documents.drawing import draw
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.kernel.text import slug
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import PlanVersion
from gouvernail.registers.exporting import MEDIA_TYPES

TYPES = DRAWN_TYPES | MEDIA_TYPES


@dataclass(frozen=True)
class Kind:
    """A document of a plan: its name, its icon, its formats, what it says (nothing: it is a workbook)."""

    label: str | Promise
    icon: str
    formats: tuple[str, ...]
    content: Callable[[PlanFacts], Report | Deck] | None


KINDS = {
    "rapport": Kind(gettext_lazy("Rapport"), "file-text", ("pdf", "docx", "odt"), ppi_report),
    "diaporama": Kind(gettext_lazy("Diapositives"), "presentation", ("pptx", "pdf", "odp"), ppi_deck),
    "fiche": Kind(gettext_lazy("Page pour les élus"), "license", ("pdf",), ppi_one_page),
    "annexe": Kind(gettext_lazy("Annexe AP/CP"), "certificate", ("pdf", "docx", "odt"), ppi_annex),
    "tableau": Kind(gettext_lazy("Tableur"), "table", ("xlsx", "ods"), None),
}
"""By the word of the address and of the command line."""


def plan_file(facts: PlanFacts, word: str, extension: str) -> bytes:
    """Return a document of a plan as bytes, in the style of its place.

    ``ValueError``, in French, when it has no such document or format; ``OfficeMissingError`` and ``ConversionError``
    for ODT and ODP.
    """
    kind = KINDS.get(word)
    if kind is None or extension not in kind.formats:
        raise ValueError(
            _("Le document « %(name)s » n’existe pas au format « %(format)s ».") % {"name": word, "format": extension}
        )
    if kind.content is None:
        return ppi_workbook(facts, "ods" if extension == "ods" else "xlsx")
    if word == "fiche":
        return one_page_pdf(facts, lambda page: draw(page, extension, facts.place))
    return draw(kind.content(facts), extension, facts.place)


def file_name(facts: PlanFacts, word: str, extension: str) -> str:
    """Return a good name for the file: « 2016-02-15-ppi-ville-de-valbrune-rapport.pdf »."""
    return f"{stem(facts, word)}.{extension}"


def stem(facts: PlanFacts, word: str) -> str:
    """Return the same without its extension."""
    of = slug(facts.version.title)[:60] if facts.version else f"ppi-{facts.place.slug}"
    return f"{facts.on:%Y-%m-%d}-{of}-{word}"


def document_of_place(place_slug: str, version_id: int | None, word: str, extension: str) -> bytes:
    """Return a document for the command line, which sees all of the place.

    Raises ``Organisation.DoesNotExist``, ``PlanVersion.DoesNotExist``, ``ValueError`` as ``plan_file``.
    """
    place = Organisation.objects.get(slug=place_slug)
    version = None
    if version_id is not None:
        version = PlanVersion.objects.get(pk=version_id, organisation__path__startswith=place.path)
    return plan_file(facts_of(place, system_actor("documents"), version), word, extension)
