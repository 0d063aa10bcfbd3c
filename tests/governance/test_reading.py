"""Decisions, votes and quorum in words."""

import pytest

from gouvernail.governance.attendance import quorum_of
from gouvernail.governance.models import Decision, Presence
from gouvernail.governance.wording import conditions_in_words, number_key, votes_in_words


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((None, None, None), ""),
        ((3, 0, 0), "unanimité (3 voix)"),
        ((2, 1, 0), "2 pour, 1 contre, 0 abstention"),
        ((2, 1, 2), "2 pour, 1 contre, 2 abstentions"),
        ((2, None, None), "2 pour"),
        ((0, 0, 0), "0 pour, 0 contre, 0 abstention"),
    ],
)
def test_votes(votes, words):
    favour, against, abstained = votes
    assert votes_in_words(Decision(votes_for=favour, votes_against=against, votes_abstained=abstained)) == words


def test_numbers_sort_as_people_read_them():
    numbers = ["3.10", "10", "2", "3.2", "A", "3"]
    assert sorted(numbers, key=lambda one: number_key(Decision(number=one))) == ["2", "3", "3.2", "3.10", "10", "A"]


def test_conditions_name_the_decisions_they_speak_of(sitting):
    first, second, third = (sitting.decide(number) for number in ("3.1", "3.2", "3.3"))
    third.needs_refused.set([second, first])
    assert conditions_in_words(third) == ["À défaut de : décisions 3.1 et 3.2"]
    third.condition = "À défaut des scénarios 1 et 4"
    third.needs_taken.set([first])
    assert conditions_in_words(third) == [
        "À défaut des scénarios 1 et 4 (décisions 3.1 et 3.2)",
        "Suppose l’adoption de : décision 3.1",
    ]


@pytest.mark.parametrize(
    ("present", "quorum", "words", "tone"),
    [
        (3, 2, "3 sièges votants sur 3 sont représentés ; le quorum de 2 est atteint.", "good"),
        (1, 2, "1 siège votant sur 3 est représenté ; le quorum de 2 n’est pas atteint.", "risk"),
        (0, None, "0 siège votant sur 3 est représenté ; aucun quorum n’est fixé.", "neutral"),
    ],
)
def test_quorum(sitting, present, quorum, words, tone):
    sitting.committee.quorum = quorum
    sitting.meeting.committee = sitting.committee
    for rank, one in enumerate(sitting.meeting.attendances.all()):
        one.presence = Presence.PRESENT if rank < present else Presence.EXCUSED
        one.save()
    found = quorum_of(sitting.meeting)
    assert (found.text, found.tone) == (words, tone)


def test_presence_not_noted_is_said(sitting):
    assert quorum_of(sitting.meeting).text == "Présences à noter : 3 sièges votants."
    sitting.meeting.attendances.all().delete()
    assert quorum_of(sitting.meeting).text == "Aucun siège votant n’est renseigné."
