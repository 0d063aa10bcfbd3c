"""The paragraph of the engine, each name in it leading to its cell or its sheet, each sentence to its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.organisations.models import Organisation
from gouvernail.studies.pages.anchors import Places
from gouvernail.studies.results import Result
from gouvernail.studies.whole import Whole


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


@dataclass(frozen=True)
class Said:
    """A sentence of the engine: its text, the part of the result it speaks of, the scenarios and criteria it names."""

    text: str
    part: str
    scenarios: list[str]
    criteria: list[str]


def verdict_of(whole: Whole, result: Result, place: Organisation, base: str = "") -> Verdict:
    """Return the paragraph of a study; the addresses start with ``base``."""
    frozen = whole.study.frozen
    if not frozen and result.answer is None:
        return Verdict([], result.refusal)
    places = Places(place, whole.study, base)
    hrefs = _hrefs(whole, places)
    sentences = _frozen_sentences(frozen) if frozen else _sentences(result)
    said = [
        SentenceView(_pieces(one.text, hrefs), places.sentence(one.part, one.scenarios, one.criteria))
        for one in sentences
    ]
    return Verdict(said, basis=basis_of(whole))


def _sentences(result: Result) -> list[Said]:
    from gouvernail.engines.ranking.wording import paragraph

    scenarios, criteria = result.answer.study.scenarios, result.answer.study.criteria
    return [
        Said(one.text, one.part, [scenarios[row].id for row in one.scenarios], [criteria[at].id for at in one.criteria])
        for one in paragraph(result.answer)
    ]


def _frozen_sentences(frozen: dict[str, Any]) -> list[Said]:
    return [
        Said(one["text"], one["part"], one.get("scenarios", []), one.get("criteria", []))
        for one in frozen["result"]["sentences"]
    ]


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


def _hrefs(whole: Whole, places: Places) -> dict[str, str]:
    scenarios = {one.label: places.scenario(one.pk) for one in whole.scenarios}
    return scenarios | {one.name: places.criterion(one.pk) for one in whole.counting}


def _pieces(text: str, hrefs: dict[str, str]) -> list[Piece]:
    """Cut a sentence at the names between French quotation marks that lead somewhere."""
    found = []
    for part in re.split(r"(« [^«»]+ »)", text):
        if part:
            href = hrefs.get(part.strip("«» "), "") if part.startswith("«") else ""
            found.append(Piece(part, href))
    return found
