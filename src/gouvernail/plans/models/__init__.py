"""The money of the plan, what is planned with it, and the plans that were computed."""

from gouvernail.plans.models.budget import Authorisation, BudgetLine, BudgetNature, BudgetSection, Envelope
from gouvernail.plans.models.funding import FctvaRegime, FctvaTerms, Subsidy, UnitPrice
from gouvernail.plans.models.planning import Capacity, ProjectVariant
from gouvernail.plans.models.runs import OPEN_RUNS, PlanRun, RunState
from gouvernail.plans.models.versions import PlanVersion, VersionLine, VersionProgramme, VersionState

__all__ = [
    "OPEN_RUNS",
    "Authorisation",
    "BudgetLine",
    "BudgetNature",
    "BudgetSection",
    "Capacity",
    "Envelope",
    "FctvaRegime",
    "FctvaTerms",
    "PlanRun",
    "PlanVersion",
    "ProjectVariant",
    "RunState",
    "Subsidy",
    "UnitPrice",
    "VersionLine",
    "VersionProgramme",
    "VersionState",
]
