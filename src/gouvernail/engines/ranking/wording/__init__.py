"""The answer in plain French, to be read aloud: each sentence is made from the figures, and says which it used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.wording import changing, leading, others
from gouvernail.engines.ranking.wording.naming import Sentence

SAID: Sequence[Callable[[Answer], list[Sentence]]] = (
    leading.who_is_first,
    leading.what_tells_them_apart,
    changing.which_weight_would_change_it,
    changing.what_would_make_the_others_win,
    changing.what_doubt_changes,
    others.what_other_methods_say,
    others.what_members_say,
    others.what_may_be_missed,
    others.what_was_put_out,
)


def paragraph(answer: Answer) -> list[Sentence]:
    """Return the sentences that hold for this answer, in the order in which they are read."""
    return [sentence for say in SAID for sentence in say(answer)]
