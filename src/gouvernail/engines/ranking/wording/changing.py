"""What would change the answer: one weight, several, or another reading of the doubtful cells."""

from __future__ import annotations

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.exact.nearest import Nearest
from gouvernail.engines.ranking.explanation import tightest
from gouvernail.engines.ranking.reading_parts import french
from gouvernail.engines.ranking.wording.naming import Sentence, counted, criteria, either, scenario
from gouvernail.kernel.numbers_fr import format_percent

UNCERTAIN = ", même en lisant chaque note incertaine à son avantage"
UNLESS = ", sauf si des notes incertaines tournent à son avantage"


def which_weight_would_change_it(answer: Answer) -> list[Sentence]:
    """Say how far the most sensitive weight may go before the leader loses its place."""
    centre = answer.leads_on_the_centre
    if centre != answer.leader:
        text = f"Au centre des poids donnés, pourtant, c’est {scenario(answer, centre)} qui a le meilleur score."
        return [Sentence(text, "scenarios", (centre, answer.leader))]
    one = tightest(answer)
    if one is None:
        return [Sentence("Aucun critère, même en prenant tout le poids, ne suffit à le détrôner.", "stability")]
    up = one.above is not None and (one.below is None or one.high - one.weight <= one.weight - one.low)
    limit, follower = (one.high, one.above) if up else (one.low, one.below)
    times = f", soit {french(limit / one.weight, 1)} fois plus," if up and one.weight > 0 else ""
    text = (
        f"Le poids le plus sensible est celui de {criteria(answer, [one.column])} : il faudrait le porter de "
        f"{format_percent(one.weight)} à {format_percent(limit)}{times} pour que {scenario(answer, follower)} "
        "passe devant."
    )
    return [Sentence(text, "stability", (answer.leader, follower), (one.column,))]


def what_would_make_the_others_win(answer: Answer) -> list[Sentence]:
    """Say, for each other scenario, how much of the weight must move for it to win, or that none can make it win."""
    others = [row for row in answer.shares.order if row not in (answer.leader, answer.leads_on_the_centre)]
    never = [row for row in others if _never_alone(answer.optimistic[row])]
    unless = [row for row in others if row not in never and _never_alone(answer.nearest[row])]
    said = [_movement(answer, row) for row in others if row not in never and row not in unless]
    doubt = any(not rating.span.certain for row in answer.study.ratings for rating in row)
    if unless:
        text = f"Aucune pondération ne met {either(answer, unless)} seul en tête{UNLESS if doubt else ''}."
        said.append(Sentence(text, "nearest", tuple(unless)))
    if never:
        text = f"Aucune pondération ne met {either(answer, never)} seul en tête{UNCERTAIN if doubt else ''}."
        said.append(Sentence(text, "nearest_optimistic", tuple(never)))
    return said


def _never_alone(near: Nearest) -> bool:
    return near.weights is None or near.only_level


def _movement(answer: Answer, row: int) -> Sentence:
    near = answer.nearest[row]
    raised = (near.weights - answer.weights).argsort()[::-1][:2]
    towards = [int(column) for column in raised if near.weights[column] > answer.weights[column] + 0.005]
    text = (
        f"Pour que {scenario(answer, row)} gagne, il faudrait déplacer au moins {format_percent(near.moved)} du poids"
    )
    text += f", surtout vers {criteria(answer, towards)}." if towards else "."
    return Sentence(text, "nearest", (row,), tuple(towards))


def what_doubt_changes(answer: Answer) -> list[Sentence]:
    """Say whether another reading of a doubtful cell changes who comes first."""
    if not answer.readings:
        return []
    turned = [one for one in answer.readings if int(one.first.argmax()) != answer.leader]
    if not turned:
        cells = len({(one.row, one.column) for one in answer.readings})
        which = "la note douteuse" if cells == 1 else f"les {counted(cells, 'note')} douteuses"
        return [Sentence(f"Quelle que soit la façon de lire {which}, le premier reste le même.", "readings")]
    one = turned[0]
    text = (
        f"Mais si {criteria(answer, [one.column])}, pour {scenario(answer, one.row)}, se lit « {one.words} », "
        f"c’est {scenario(answer, int(one.first.argmax()))} qui arrive en tête."
    )
    return [Sentence(text, "readings", (one.row,), (one.column,))]
