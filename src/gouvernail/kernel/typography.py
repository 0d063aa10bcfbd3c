"""The spaces of French typography: what must stay on one line stays there, whoever typed the text."""

from __future__ import annotations

import re

NO_BREAK, NARROW = "\u00a0", "\u202f"

_GAP = r"(?<![ \t\n])[ \t\n]+"
_WEAK = rf"(?<=«)[ \t\n]+|{_GAP}(?=[»:;!?])|(?<=\d) (?=[%€])|(?<=n°) (?=\w)"
_TEXT = re.compile(_WEAK)
_PAGE = re.compile(rf"(?:{_WEAK})(?=[^<>]*(?:<|\Z))")
"""The same, in what is read: what follows leads to the beginning of a tag, never to the end of one."""
_VERBATIM = re.compile(r"(<(script|style|textarea|pre|code)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)


def unbroken(text: str) -> str:
    """Return ``text`` with spaces that never break: inside « », before « : ; ! ? % € », after « n° ».

    The narrow one stands before ``; ! ? %``, the wide one elsewhere (usage of the Imprimerie nationale, Lexique des
    règles typographiques). Nothing else changes; done twice, it changes nothing more.
    """
    return _TEXT.sub(_held, text)


def unbroken_html(page: str) -> str:
    """Do the same to what is read of a page: neither tags nor what ``script``, ``textarea``, ``pre``, ``code`` hold."""
    if "<" not in page:
        return unbroken(page)
    pieces, read_from = [], 0
    for verbatim in _VERBATIM.finditer(page):
        pieces.append(_PAGE.sub(_held, page[read_from : verbatim.start()]))
        pieces.append(verbatim.group())
        read_from = verbatim.end()
    pieces.append(_PAGE.sub(_held, page[read_from:]))
    return "".join(pieces)


def _held(gap: re.Match[str]) -> str:
    following = gap.string[gap.end() : gap.end() + 1]
    return NARROW if following in (";", "!", "?", "%") else NO_BREAK
