"""What the other methods and the members say, and the requirements."""

from __future__ import annotations

from gouvernail.engines.ranking.answer import Answer
from gouvernail.engines.ranking.wording.naming import Sentence, counted, criteria, listed, scenario
from gouvernail.kernel.numbers_fr import format_percent


def what_other_methods_say(answer: Answer) -> list[Sentence]:
    """Say whether the published methods put the same scenario first."""
    runs = [run for run in answer.methods if run.ranks is not None]
    firsts = [(run.method.label, int(run.ranks.argmin())) for run in runs]
    return _views(answer, firsts, "méthode", "methods", "Les {} méthodes de calcul essayées le placent toutes en tête.")


def what_members_say(answer: Answer) -> list[Sentence]:
    """Say whether the members put the same scenario first."""
    pairs = zip(answer.study.members, answer.members, strict=True)
    firsts = [(member.name, int(shares.first.argmax())) for member, shares in pairs]
    return _views(answer, firsts, "membre", "members", "Les {} membres le placent tous en tête.")


def _views(answer: Answer, firsts: list[tuple[str, int]], word: str, part: str, unanimous: str) -> list[Sentence]:
    if len(firsts) < 2:
        return []
    against = [(name, row) for name, row in firsts if row != answer.leader]
    if not against:
        return [Sentence(unanimous.format(len(firsts)), part)]
    agreeing = len(firsts) - len(against)
    verb = "place" if agreeing < 2 else "placent"
    said = listed([f"{name} préfère {scenario(answer, row)}" for name, row in against])
    text = f"{counted(agreeing, word).capitalize()} sur {len(firsts)} le {verb} en tête ; {said}."
    return [Sentence(text, part, tuple(dict.fromkeys(row for _name, row in against)))]


def what_may_be_missed(answer: Answer) -> list[Sentence]:
    """Warn if the leader may miss a requirement."""
    return [
        Sentence(
            f"Attention : {scenario(answer, one.row)} risque de ne pas tenir l’exigence sur "
            f"{criteria(answer, [one.column])} ({format_percent(one.probability)} de chances).",
            "requirements",
            (one.row,),
            (one.column,),
        )
        for one in answer.missed
        if one.row == answer.leader
    ]


def what_was_put_out(answer: Answer) -> list[Sentence]:
    """Name the scenarios put out, and the requirement that they miss."""
    return [
        Sentence(f"« {name} » est écarté : l’exigence sur « {criterion} » n’est pas tenue.", "put_out")
        for name, criterion in answer.put_out
    ]
