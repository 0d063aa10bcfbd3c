"""Texts of which some passages lead somewhere, cut into runs for the drawings that can hold a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

Links = Sequence[tuple[str, str]]
Run = tuple[str, str]
"""A run of text, and the address it leads to (or nothing)."""


def runs_of(text: str, links: Links) -> list[Run]:
    """Cut ``text`` so that each passage of ``links`` leads to its address, wherever it stands on its own.

    The longest passage wins where two overlap; a passage inside a longer word or number (« 1 » in « 12,5 ») is left
    alone.
    """
    addresses = {passage: href for passage, href in links if passage and href}
    if not addresses:
        return [(text, "")]
    longest = sorted(addresses, key=len, reverse=True)
    alone = re.compile("|".join(_alone(passage) for passage in longest))
    runs: list[Run] = []
    at = 0
    for found in alone.finditer(text):
        if found.start() > at:
            runs.append((text[at : found.start()], ""))
        runs.append((found.group(), addresses[found.group()]))
        at = found.end()
    if at < len(text) or not runs:
        runs.append((text[at:], ""))
    return runs


def _alone(passage: str) -> str:
    before = r"(?<![\w,])" if passage[0].isalnum() else ""
    after = r"(?![\w]|,\d)" if passage[-1].isalnum() else ""
    return f"{before}{re.escape(passage)}{after}"
