"""The list of rules. A rule reads a document and yields flags; it corrects nothing."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import import_module

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.progress import CHECKED, OPENED, Tell, to_nobody
from gouvernail.kernel.text import fold

RAW_LENGTH = 200
"""How much of the text a flag quotes."""


class Gravity(StrEnum):
    """How much a fault weighs: what cannot be taken in without a person's word, what misleads, what is good to know."""

    BLOCKING = "bloquant"
    ALERT = "alerte"
    INFO = "information"


@dataclass(frozen=True)
class Flag:
    """One fault: ``line`` is the rank of the line in the document, -1 for the whole of it; ``confidence`` in percent.

    ``others`` are the ranks of the other lines it is about; ``gravity`` and ``code`` are those of its rule.
    """

    line: int
    sentence: str
    raw: str = ""
    proposal: str = ""
    confidence: int = 70
    others: tuple[int, ...] = ()
    code: str = ""
    gravity: Gravity = Gravity.ALERT


Text = str | Promise
Check = Callable[[Document], Iterable[Flag]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code, what it looks for in a few words, how much it weighs, and what reads the document."""

    code: str
    title: Text
    gravity: Gravity
    check: Check


_RULES: dict[str, Rule] = {}


def rule(code: str, gravity: Gravity, title: Text) -> Callable[[Check], Check]:
    """Register what it decorates as a rule."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"Two rules are called {code}.")
        _RULES[code] = Rule(code, title, gravity, check)
        return check

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """Return all the rules, by code."""
    import gouvernail.connectors.reading.rules as package

    for found in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{found.name}")
    return tuple(_RULES[code] for code in sorted(_RULES))


def check_document(document: Document, tell: Tell = to_nobody) -> list[Flag]:
    """Return the flags of all the rules, in the order of the document; the same one is said once."""
    found: dict[tuple[str, int, str], Flag] = {}
    total = len(rules())
    for rank, one in enumerate(rules()):
        step = _("Règle %(number)s sur %(total)s") % {"number": rank + 1, "total": total}
        tell(OPENED + round((CHECKED - OPENED) * rank / total), step)
        for flag in one.check(document):
            text = document.lines[flag.line].text
            sentence, raw = as_written(text, flag.sentence), flag.raw[:RAW_LENGTH]
            kept = replace(flag, code=one.code, gravity=one.gravity, raw=raw, sentence=sentence)
            found.setdefault((kept.code, kept.line, kept.sentence), kept)
    return sorted(found.values(), key=lambda flag: (flag.line, flag.code))


def as_written(text: str, sentence: str) -> str:
    """Return a sentence whose quotations are those of the text, capitals and accents back (rules read it folded)."""

    def back(hit: re.Match[str]) -> str:
        quoted = hit[1]
        if quoted in text or fold(quoted) != quoted:
            return hit[0]
        words = text.split()
        size = len(quoted.split())
        for first in range(len(words)):
            piece = " ".join(words[first : first + size])
            if quoted in fold(piece):
                return f"« {piece.strip('.,;:()')} »"
        return hit[0]

    return re.sub("« ([^«»]{3,120}) »", back, sentence)


def on(line: Line, sentence: str, **details: object) -> Flag:
    """Return a flag about one line, which it quotes unless told what to."""
    raw = details.pop("raw", None)
    return Flag(line.number, sentence, " ".join(str(raw if raw is not None else line.text).split()), **details)  # type: ignore[arg-type]  # the fields of a flag, by name


def each(document: Document, wanted: Callable[[Line], bool]) -> Iterator[Line]:
    """Yield the filled lines that are wanted."""
    return (line for line in document.filled if wanted(line))
