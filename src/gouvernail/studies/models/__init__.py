"""What a study is made of."""

from gouvernail.studies.models.costs import CostLine, CostSection
from gouvernail.studies.models.matrix import Combination, Criterion, Direction, Rating, ScaleWord
from gouvernail.studies.models.study import OPEN_STATES, Scenario, Study, StudyState
from gouvernail.studies.models.weighing import Member, WeightKind

__all__ = [
    "OPEN_STATES",
    "Combination",
    "CostLine",
    "CostSection",
    "Criterion",
    "Direction",
    "Member",
    "Rating",
    "ScaleWord",
    "Scenario",
    "Study",
    "StudyState",
    "WeightKind",
]
