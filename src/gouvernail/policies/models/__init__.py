"""Framework documents and their versions, campaigns of reading, processes and who does what in them."""

from gouvernail.policies.models.documents import (
    CIRCUIT,
    Opinion,
    Policy,
    PolicyKind,
    PolicyVersion,
    Position,
    VersionPaper,
    VersionState,
)
from gouvernail.policies.models.processes import Activity, Involvement, Letter, Process
from gouvernail.policies.models.readings import Reading, ReadingCampaign

__all__ = [
    "CIRCUIT",
    "Activity",
    "Involvement",
    "Letter",
    "Opinion",
    "Policy",
    "PolicyKind",
    "PolicyVersion",
    "Position",
    "Process",
    "Reading",
    "ReadingCampaign",
    "VersionPaper",
    "VersionState",
]
