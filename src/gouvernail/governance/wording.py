"""Decisions in words: on what each depends, and how it was voted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import Decision


class Numbered(Protocol):
    """Anything that people number: a decision, a recommendation."""

    number: str


def number_key(one: Numbered) -> tuple[tuple[int, str], ...]:
    """Order things as people number them: 2 before 10, 3.2 before 3.10, and words after figures."""
    pieces = re.findall(r"\d+|[^\d.]+", one.number)
    return tuple((int(piece), "") if piece.isdecimal() else (10**6, piece) for piece in pieces)


def conditions_in_words(decision: Decision) -> list[str]:
    """Say on what a decision depends: its own words with the decisions they name, what it supposes."""
    refused, taken = (list(one.all()) for one in (decision.needs_refused, decision.needs_taken))
    found = []
    if refused:
        found.append(
            f"{decision.condition} ({_numbered(refused)})"
            if decision.condition
            else _("À défaut de : %(decisions)s") % {"decisions": _numbered(refused)}
        )
    elif decision.condition:
        found.append(decision.condition)
    if taken:
        found.append(_("Suppose l’adoption de : %(decisions)s") % {"decisions": _numbered(taken)})
    return found


def _numbered(decisions: Iterable[Decision]) -> str:
    numbers = [one.number for one in sorted(decisions, key=number_key)]
    if len(numbers) == 1:
        return _("décision %(number)s") % {"number": numbers[0]}
    return _("décisions %(first)s et %(last)s") % {"first": ", ".join(numbers[:-1]), "last": numbers[-1]}


def votes_in_words(decision: Decision) -> str:
    """Say the votes counted: « 4 pour, 1 contre, 1 abstention », « unanimité des 5 voix » ; nothing if none was."""
    favour, against, abstained = decision.votes_for, decision.votes_against, decision.votes_abstained
    if favour is None and against is None and abstained is None:
        return ""
    if favour and against == 0 and abstained == 0:
        return ngettext("unanimité (%(count)s voix)", "unanimité (%(count)s voix)", favour) % {"count": favour}
    parts = []
    if favour is not None:
        parts.append(_("%(count)s pour") % {"count": favour})
    if against is not None:
        parts.append(_("%(count)s contre") % {"count": against})
    if abstained is not None:
        parts.append(
            ngettext("%(count)s abstention", "%(count)s abstentions", max(abstained, 1)) % {"count": abstained}
        )
    return ", ".join(parts)
