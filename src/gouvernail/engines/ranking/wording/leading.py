"""Who comes first, how often, and by what."""

from __future__ import annotations

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.explanation import gaps
from gouvernail.engines.ranking.reading_parts import french
from gouvernail.engines.ranking.wording.naming import Sentence, criteria, scenario
from gouvernail.kernel.numbers_fr import format_percent

HALF = 0.5


def who_is_first(answer: Answer) -> list[Sentence]:
    """Say who comes first and for which share of the weightings, with the standard error."""
    leader, shares = answer.leader, answer.shares
    rivals = [row for row in shares.order if row != leader]
    if not shares.draws:
        return [_by_score(answer, leader, rivals[0])]
    second = max(rivals, key=lambda row: shares.first[row])
    weightings = "pondérations" if len(answer.study.members) == 1 else "pondérations des membres"
    share = float(shares.first[leader])
    if share == 1:
        text = f"{scenario(answer, leader)} arrive en tête pour toutes les {weightings} essayées."
        return [Sentence(text, "scenarios", (leader,))]
    error = french(max(100 * float(shares.error(share)), 0.01), 2)
    text = f"{scenario(answer, leader)} arrive en tête pour {_out_of_ten(share)} {weightings} sur 10 "
    text += f"({format_percent(share, 1)}, erreur type {error} point), devant {scenario(answer, second)} "
    said = [Sentence(f"{text}({format_percent(float(shares.first[second]), 1)}).", "scenarios", (leader, second))]
    if share < HALF:
        said.append(Sentence("Ce n’est pas une pondération sur deux : le choix ne s’impose pas encore.", "scenarios"))
    return said


def _by_score(answer: Answer, leader: int, second: int) -> Sentence:
    high, low = (french(float(answer.scores[row]), 2) for row in (leader, second))
    text = f"Avec les poids donnés, {scenario(answer, leader)} arrive en tête ({high} sur 1), "
    return Sentence(f"{text}devant {scenario(answer, second)} ({low}).", "scenarios", (leader, second))


def _out_of_ten(share: float) -> str:
    tenths = round(10 * share)
    if tenths == 10:
        return "plus de 9"
    return str(tenths) if abs(10 * share - tenths) < 0.2 else f"environ {tenths}"


def what_tells_them_apart(answer: Answer) -> list[Sentence]:
    """Say by which criteria the leader wins over the next, and despite which."""
    rival = next(row for row in answer.shares.order if row != answer.leader)
    gap = next(one for one in gaps(answer) if one.row == rival)
    if gap.total <= 1e-9:
        return []
    best, worst = gap.for_it[:3], gap.against_it[:2]
    text = f"Face à {scenario(answer, rival)}, il l’emporte surtout par {criteria(answer, best)}"
    text += f", malgré {criteria(answer, worst)}." if worst else "."
    return [Sentence(text, "gaps", (answer.leader, rival), (*best, *worst))]
