"""The spaces of French typography: what must stay on one line stays there, whoever typed the text."""

from __future__ import annotations

import re

NO_BREAK, NARROW = "\u00a0", "\u202f"

_GAP = r"(?<![ \t\n])[ \t\n]+"
_WEAK = rf"(?<=«)[ \t\n]+|{_GAP}(?=[»:;!?])|(?<=\d) (?=[%€])|(?<=n°) (?=\w)"
_GAPS = re.compile(_WEAK)
_KEPT = re.compile(r"(script|style|textarea|pre|code)\b", re.IGNORECASE)
"""The beginning of an element whose text is kept to the letter."""


def unbroken(text: str) -> str:
    """Return ``text`` with spaces that never break: inside « », before « : ; ! ? % € », after « n° ».

    The narrow one stands before ``; ! ? %``, the wide one elsewhere (usage of the Imprimerie nationale, Lexique des
    règles typographiques). Nothing else changes; done twice, it changes nothing more.
    """
    return _GAPS.sub(_held, text)


def unbroken_html(page: str) -> str:
    """Do the same to what is read of a page: neither tags nor what ``script``, ``textarea``, ``pre``, ``code`` hold.

    One walk from tag to tag: a text of any length costs what it weighs.
    """
    before, *tags = page.split("<")
    pieces, kept = [unbroken(before)], ""
    for tag in tags:
        if kept and not tag.lower().startswith(f"/{kept}"):
            pieces.append(tag)
            continue
        opening = _KEPT.match(tag)
        kept = opening.group(1).lower() if opening else ""
        inside, end, text = tag.rpartition(">")  # the last one: an attribute may hold others
        pieces.append(tag if kept else inside + end + unbroken(text))
    return "<".join(pieces)


def _held(gap: re.Match[str]) -> str:
    following = gap.string[gap.end() : gap.end() + 1]
    return NARROW if following in (";", "!", "?", "%") else NO_BREAK
