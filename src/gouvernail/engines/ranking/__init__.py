"""Ranking scenarios so that the choice stands up: methods, robustness, exact proofs, and words to say it.

``read_study`` or ``study_of`` give a ``Study``, ``answer`` computes it, ``result_of`` makes it plain data for JSON;
``live_shares`` gives the shares alone, for a slider; ``StudyRefused`` carries the French sentence of a refusal.
"""

from gouvernail.engines.ranking.answer import Answer, answer
from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.live import Live, live_shares
from gouvernail.engines.ranking.problem import Study
from gouvernail.engines.ranking.reading import read_study, study_of
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.writing import result_of

__all__ = [
    "Answer",
    "Live",
    "Study",
    "StudyRefused",
    "answer",
    "live_shares",
    "methods",
    "read_study",
    "result_of",
    "study_of",
]
