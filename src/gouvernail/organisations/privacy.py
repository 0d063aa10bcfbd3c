"""Nobody is measured: what may not be shown because too few people stand behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALL_GROUP = 5
"""Below this many people served, a breakdown is withheld (house rule; a department of unknown size counts as small)."""


def withheld_keys(people: Mapping[str, int | None], order: Sequence[str] | None = None) -> set[str]:
    """Return the keys of a breakdown that must not be shown, given how many people stand behind each.

    Primary: fewer than five people, or an unknown number. Secondary: when the total is known, hiding one part alone
    would let it be computed from the rest, so the smallest shown part is hidden with it, and more until the hidden
    parts together hold at least five people and are at least two (method: complementary cell suppression, Hundepool
    et al., « Statistical Disclosure Control », Wiley, 2012, §4.3).
    """
    hidden = {key for key, count in people.items() if count is None or count < SMALL_GROUP}
    shown = sorted((key for key in people if key not in hidden), key=lambda key: (people[key], key))
    while hidden and shown and (len(hidden) < 2 or sum(people[key] or 0 for key in hidden) < SMALL_GROUP):
        hidden.add(shown.pop(0))
    return hidden
