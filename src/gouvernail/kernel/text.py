"""Text as it comes out of documents: search keys, signs of a bad extraction, personal data to mask."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import filterfalse

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'"})
_DASHES = re.compile("[\u2010-\u2015\u2212]")

_GLUED = (
    re.compile(r"(?<!\d)(?:19|20)\d{2}\d{1,2}(?=[ /.])"),  # 18 nov 202517 oct 2025
    re.compile(r"[^\W\d_]•"),  # municipaux• Un
    re.compile(r"[^\W\d_]{2}\d{1,2}\. [^\W\d_]"),  # maintenue2. Haute
    re.compile(r"[a-zà-ÿ]{2}[!?.;:][A-ZÀ-Þ][a-zà-ÿ]"),  # terminé.La
)
_GLUED_WORD = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Þ][a-zà-ÿ]|[A-ZÀ-Þ]{3}[A-ZÀ-Þ][a-zà-ÿ]{3}")
_WORD = re.compile(r"[^\W\d_]+")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")

_PHONE = re.compile(
    r"(?<!\d)(?<!\d[-._])"  # not the end of a longer number
    r"(?!\d{2}[-./]\d{2}[-./](?:19|20)\d{2}(?!\d))"  # not 05.01.2026
    r"(?:(?:\+|00)\s*33[\s.\-]*(?:\(\s*0\s*\)[\s.\-]*)?|0[\s.\-]?)[1-9](?:[\s.\-]*\d){8}(?!\d)"
)
_BREAK = r"[ \t]*\r?\n[ \t]*"
_EMAIL = re.compile(
    rf"(?:[\w+%]+[.\-_]{_BREAK})?[\w.+%\-]+(?:{_BREAK})?@(?:{_BREAK})?"
    rf"[\w\-]+(?:\.[\w\-]+|\.{_BREAK}(?:fr|com|org|net|eu|gouv\.fr)\b)+"
)
_SHORTEST = 10
"""No phone number is written with fewer characters."""

PHONE_MASK = "[téléphone masqué]"
EMAIL_MASK = "[courriel masqué]"


def fold(text: str) -> str:
    """A search key: no accent, no case, one plain space, straight apostrophes and dashes ("Élevé " -> "eleve")."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LIGATURES))
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    return " ".join(_DASHES.sub("-", bare.casefold().translate(_LIGATURES)).split())


def slug(text: str) -> str:
    """A file or address name in ``a-z0-9-`` ("COPIL n° 3" -> "copil-n-3"); empty when nothing can be kept."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def looks_glued(text: str, known: Collection[str] = ()) -> bool:
    """Whether words, items or dates seem stuck together, as in "COPILCharte" or "202517 oct".

    ``known`` holds names that really are written so ("NextCloud"). A sign to show, never a reason to correct:
    two words glued in lower case ("lamaîtrise") cannot be seen without a dictionary.
    """
    if any(pattern.search(text) for pattern in _GLUED):
        return True
    doubtful = [word for word in _WORD.findall(text) if _GLUED_WORD.search(word)]
    return bool(doubtful) and not {fold(word) for word in doubtful} <= {fold(word) for word in known}


def has_lost_characters(text: str) -> bool:
    """Whether the text holds U+FFFD, the mark of a letter or an icon that an extraction lost."""
    return "\ufffd" in text


def has_private_use_characters(text: str) -> bool:
    """Whether the text holds private-use characters: bullets and icons of a font that nobody else has."""
    return _PRIVATE_USE.search(text) is not None


def replace_private_bullets(text: str, bullet: str = "•") -> str:
    """The text with each private-use character shown as a plain bullet."""
    return _PRIVATE_USE.sub(bullet, text)


@dataclass(frozen=True, order=True)
class PersonalData:
    """Where a phone number ("phone") or an e-mail ("email") was; the value itself is deliberately not kept."""

    line: int
    kind: str


def mask_personal_data(text: str) -> tuple[str, tuple[PersonalData, ...]]:
    """Hide French phone numbers and e-mails, also those cut by a line break; say what was found, line by line.

    Returns the masked text (line breaks inside a masked value go) and the findings in reading order, lines
    counted from 1 in the text given. Errs on the side of hiding.
    """
    if len(text) < _SHORTEST and "@" not in text:
        return text, ()
    hits = [(match, "email", EMAIL_MASK) for match in _EMAIL.finditer(text)] if "@" in text else []
    taken = [match.span() for match, _, _ in hits]
    for match in _PHONE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            hits.append((match, "phone", PHONE_MASK))
    if not hits:
        return text, ()
    hits.sort(key=lambda hit: hit[0].start())
    pieces, position = [], 0
    for match, _, mask in hits:
        pieces += [text[position : match.start()], mask]
        position = match.end()
    found = tuple(PersonalData(text.count("\n", 0, match.start()) + 1, kind) for match, kind, _ in hits)
    return "".join(pieces) + text[position:], found
