"""The paragraph of the engine, each name in it leading to its cell or its sheet, each sentence to its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.organisations.models import Organisation
from gouvernail.studies.results import Result
from gouvernail.studies.whole import Whole

ANCHORS = {
    "scenarios": "rangs",
    "gaps": "ecarts",
    "stability": "poids",
    "nearest": "autres",
    "nearest_optimistic": "autres",
    "readings": "lectures",
    "methods": "methodes",
    "members": "membres",
    "requirements": "exigences",
    "put_out": "exigences",
}


@dataclass(frozen=True)
class Piece:
    """A run of text, and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class SentenceView:
    """A sentence in pieces, with the address of the figures it was made from."""

    pieces: list[Piece]
    href: str

    @property
    def text(self) -> str:
        """The sentence in one piece."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Verdict:
    """What the comparison says: the paragraph, or why there is none; and whose weights it stands on."""

    sentences: list[SentenceView]
    refusal: str = ""
    basis: str = ""


def verdict_of(whole: Whole, result: Result, place: Organisation) -> Verdict:
    """Return the paragraph of a study."""
    frozen = whole.study.frozen
    if not frozen and result.answer is None:
        return Verdict([], result.refusal)
    base = reverse("study_robustness", args=[place.slug, whole.study.pk])
    hrefs = _hrefs(whole, place)
    said = [
        SentenceView(_pieces(text, hrefs), f"{base}#{ANCHORS.get(part, 'rangs')}")
        for text, part in (_frozen_sentences(frozen) if frozen else _sentences(result))
    ]
    return Verdict(said, basis=basis_of(whole))


def _sentences(result: Result) -> list[tuple[str, str]]:
    from gouvernail.engines.ranking.wording import paragraph

    return [(sentence.text, sentence.part) for sentence in paragraph(result.answer)]


def _frozen_sentences(frozen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["text"], one["part"]) for one in frozen["result"]["sentences"]]


def basis_of(whole: Whole) -> str:
    """Say whose weights a result stands on."""
    given = sum(1 for one in whole.members if one.has_given)
    if not whole.study.weights_open and given:
        return ngettext("Avec les poids d’une fonction.", "Avec les poids de %(count)s fonctions.", given) % {
            "count": given
        }
    sentence = _("Sans poids : toutes les pondérations des critères sont tenues pour aussi probables.")
    if whole.members and whole.study.weights_open:
        waiting = ngettext(
            "%(given)s fonction sur %(all)s a donné ses poids, cachés jusqu’à la clôture.",
            "%(given)s fonctions sur %(all)s ont donné leurs poids, cachés jusqu’à la clôture.",
            given,
        )
        sentence += " " + waiting % {"given": given, "all": len(whole.members)}
    return sentence


def _hrefs(whole: Whole, place: Organisation) -> dict[str, str]:
    compare = reverse("study_compare", args=[place.slug, whole.study.pk])
    scenarios = {one.label: reverse("scenario_sheet", args=[place.slug, one.pk]) for one in whole.scenarios}
    return scenarios | {one.name: f"{compare}#critere-{one.pk}" for one in whole.counting}


def unbroken(text: str) -> str:
    """Keep quotation marks on the line of what they quote."""
    return text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def _pieces(text: str, hrefs: dict[str, str]) -> list[Piece]:
    """Cut a sentence at the names between French quotation marks that lead somewhere."""
    found = []
    for part in re.split(r"(« [^«»]+ »)", text):
        if part:
            href = hrefs.get(part.strip("«» "), "") if part.startswith("«") else ""
            found.append(Piece(unbroken(part), href))
    return found
