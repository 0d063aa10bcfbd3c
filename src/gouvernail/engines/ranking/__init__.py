"""Ranking scenarios so that the choice stands up: methods, robustness, exact proofs, and words to say it.

``read_study`` or ``study_of`` give a ``Study``, ``answer`` computes it, ``result_of`` makes it plain data for JSON;
``StudyRefused`` carries the French sentence that says what is wrong.
"""

from gouvernail.engines.ranking.answer import Answer, answer
from gouvernail.engines.ranking.catalogue import methods
from gouvernail.engines.ranking.problem import Study
from gouvernail.engines.ranking.reading import read_study, study_of
from gouvernail.engines.ranking.refusals import StudyRefused
from gouvernail.engines.ranking.writing import result_of

__all__ = ["Answer", "Study", "StudyRefused", "answer", "methods", "read_study", "result_of", "study_of"]
