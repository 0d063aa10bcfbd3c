"""How much two names look alike: spelling may differ, figures may not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

CLOSE = 0.82
"""From this likeness on (0 to 1), a name is proposed in the place of another."""

_FIGURES = re.compile(r"\d+")


def nearest(wanted: str, names: Iterable[str], cutoff: float = CLOSE) -> tuple[str, int] | None:
    """Return the name most like ``wanted``, with the likeness in percent; ``None`` below ``cutoff``.

    Both are folded texts. « PC-012 » is never near « PC-013 »: the figures must be the same.
    """
    figures = _FIGURES.findall(wanted)
    best, best_ratio = "", cutoff
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for name in names:
        if name == wanted or _FIGURES.findall(name) != figures:
            continue
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= best_ratio and matcher.quick_ratio() >= best_ratio:
            ratio = matcher.ratio()
            if ratio >= best_ratio:
                best, best_ratio = name, ratio
    return (best, min(round(100 * best_ratio), 99)) if best else None
