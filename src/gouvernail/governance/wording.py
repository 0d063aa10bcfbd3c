"""Decisions in words: on what each depends, and how it was voted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import Decision


def number_key(decision: Decision) -> tuple[tuple[int, str], ...]:
    """Order decisions as people number them: 2 before 10, 3.2 before 3.10, and words after figures."""
    pieces = re.findall(r"\d+|[^\d.]+", decision.number)
    return tuple((int(one), "") if one.isdecimal() else (10**6, one) for one in pieces)


def conditions_in_words(decision: Decision) -> list[str]:
    """Say on what a decision depends: its own words, what it stands in for, what it supposes."""
    found = [decision.condition] if decision.condition else []
    if others := _numbers(decision.needs_refused.all()):
        found.append(_("À défaut de : décision %(numbers)s") % {"numbers": others})
    if others := _numbers(decision.needs_taken.all()):
        found.append(_("Suppose l’adoption de : décision %(numbers)s") % {"numbers": others})
    return found


def _numbers(decisions: Iterable[Decision]) -> str:
    return ", ".join(one.number for one in sorted(decisions, key=number_key))


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
