"""People: what was hidden as the document was read, and what judges somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule

_WORDS = {
    "name": gettext_lazy("nom(s)"),
    "phone": gettext_lazy("téléphone(s)"),
    "email": gettext_lazy("courriel(s)"),
}
_ALREADY = re.compile(r"\[(?:contact|nom|t[ée]l(?:[ée]phone)?|courriel|e-?mail)\]", re.IGNORECASE)


@rule("R-PII", Gravity.BLOCKING, gettext_lazy("coordonnées ou nom de personne, masqués"))
def personal(document: Document) -> Iterator[Flag]:
    """Say line by line what was masked as the document was read."""
    by_line: dict[int, Counter[str]] = {}
    for one in document.masked:
        by_line.setdefault(one.line, Counter())[one.kind] += 1
    for number, kinds in sorted(by_line.items()):
        told = ", ".join(f"{count} {_WORDS[kind]}" for kind, count in kinds.items())
        yield on(
            document.lines[number],
            _("Masqué à la lecture : %(told)s. Gouvernail n’en garde rien.") % {"told": told},
            proposal=_("écrire la fonction, jamais la personne"),
            confidence=75 if "name" in kinds else 95,
        )
    hidden = [line for line in document.filled if _ALREADY.search(line.text)]
    if hidden:
        yield on(
            hidden[0],
            _("Des contacts sont déjà masqués sur %(count)s ligne(s) : l’original porte des données de personnes.")
            % {"count": len(hidden)},
            proposal=_("ne pas demander l’original pour si peu"),
            confidence=80,
            others=tuple(line.number for line in hidden[1:]),
        )


@rule("R-PII-SPLIT", Gravity.BLOCKING, gettext_lazy("coordonnée coupée en fin de ligne, masquée"))
def personal_split(document: Document) -> Iterator[Flag]:
    """Say of a number or a name that a line break cuts that it was masked on both lines."""
    for one in document.masked:
        if one.split:
            yield on(
                document.lines[one.line],
                _("Une donnée de personne (%(words)s) était coupée par un retour à la ligne ; elle est masquée.")
                % {"words": _WORDS[one.kind]},
                proposal=_("rien à faire"),
                confidence=85,
            )


@rule("R-PII-EVAL", Gravity.BLOCKING, gettext_lazy("jugement sur une personne reconnaissable"))
def judged(document: Document) -> Iterator[Flag]:
    """Say of a judgement on the only agent of a service that it is about one person."""
    lines = document.filled
    alone = re.compile(r"\bagent unique|\bseul agent|\bunique (?:agent|technicien)|referent si\b|\bresponsable actuel")
    judgement = re.compile(
        r"parcours professionnel|competences? (?:insuffisante|limitee)|manque de competence|eloigne des standards"
        r"|ne repond plus aux exigences|incapa|a acquis au fil des annees"
    )
    for rank, line in enumerate(lines):
        around = " ".join(one.folded for one in lines[max(0, rank - 2) : rank + 2])
        hit = judgement.search(line.folded)
        if hit and alone.search(around):
            yield on(
                line,
                _("Ce passage juge une personne que sa fonction suffit à reconnaître."),
                raw=hit[0],
                proposal=_("ne pas le reprendre, ni l’indexer"),
                confidence=75,
            )
