"""Read a cell as one of the words a field accepts: its label, its code, or a name that means exactly the same."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from gouvernail.connectors.aliases import CHOICE_ALIASES, TAX_BASIS_ALIASES
from gouvernail.connectors.findings import Finding, Refused
from gouvernail.connectors.likeness import nearest
from gouvernail.connectors.spreadsheets.headers import header_key
from gouvernail.kernel.text import has_lost_characters, has_private_use_characters

_NOT_A_LETTER = re.compile(r"^[^\w]+|[^\w)]+$")


@cache
def accepted(kind: str, field: models.Field) -> dict[str, Any]:
    """Return, by the key under which words are compared, the value each means."""
    words: dict[str, Any] = {}
    for value, label in field.flatchoices:
        words[header_key(str(label))] = value
        words.setdefault(header_key(str(value).replace("_", " ")), value)
        words.setdefault(header_key(re.sub(r"^\d+\s*·\s*", "", str(label))), value)
    aliases = TAX_BASIS_ALIASES if field.name == "tax_basis" else CHOICE_ALIASES.get((kind, field.name), {})
    for code, names in aliases.items():
        value = field.to_python(code)
        for name in names:
            words.setdefault(header_key(name), value)
    words.pop("", None)
    return words


def labels(field: models.Field) -> list[str]:
    """Return the accepted words as people read them."""
    return [str(label) for value, label in field.flatchoices if value not in (None, "")]


def read_choice(kind: str, field: models.Field, text: str) -> tuple[Any, Finding | None]:
    """Return the value of a word, or what is proposed for it; ``Refused`` lists the accepted words."""
    words = accepted(kind, field)
    found = words.get(header_key(text))
    damaged = has_lost_characters(text) or has_private_use_characters(text)
    if found is not None and not damaged and "?" not in text:
        return found, None
    proposal = _proposal(text, words)
    if proposal is None:
        raise Refused(
            "R-ENUM",
            _("« %(text)s » n’est pas un mot accepté. Écrivez l’un de ceux-ci : %(words)s.")
            % {"text": text, "words": ", ".join(labels(field))},
        )
    value, confidence = proposal
    label = dict(field.flatchoices)[value]
    sentence = (
        _("« %(text)s » contient un caractère perdu. Proposé : %(label)s.")
        if damaged
        else _("« %(text)s » n’est pas un mot accepté. Proposé : %(label)s.")
    )
    code = "R-FFFD" if damaged else "R-ENUM"
    return None, Finding(code, sentence % {"text": text, "label": label}, proposed=value, confidence=confidence)


def _proposal(text: str, words: dict[str, Any]) -> tuple[Any, int] | None:
    """The value a faulty word most likely means: damaged, followed by a remark, or misspelt."""
    bare = header_key(_NOT_A_LETTER.sub("", text))
    if bare in words:
        return words[bare], 90
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 4 and bare.startswith(f"{word} "):
            return words[word], 75
    lost = [value for word, value in words.items() if "\ufffd" in text and _same_but_lost(text, word)]
    if len(set(lost)) == 1:
        return lost[0], 85
    near = nearest(bare, words) if bare else None
    return (words[near[0]], near[1]) if near else None


def _same_but_lost(text: str, word: str) -> bool:
    """Whether a text is a word some of whose letters were lost, one mark for each."""
    pattern = "".join("." if character == "\ufffd" else re.escape(header_key(character) or " ") for character in text)
    return re.fullmatch(" ".join(pattern.split()), word) is not None
