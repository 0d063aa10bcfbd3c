"""The money of the plan, what is planned with it, and the plans that were computed."""

from gouvernail.plans.models.budget import SECTIONS, Authorisation, BudgetLine, BudgetNature, BudgetSection, Envelope
from gouvernail.plans.models.funding import DepreciationTerm, FctvaRegime, FctvaTerms, Subsidy, UnitPrice
from gouvernail.plans.models.planning import Capacity, ProjectVariant
from gouvernail.plans.models.rules import BondKind, Forbidden, FrozenPeriod, ProjectBond
from gouvernail.plans.models.runs import OPEN_RUNS, PlanRun, RunState
from gouvernail.plans.models.versions import PlanVersion, VersionLine, VersionProgramme, VersionState

__all__ = [
    "OPEN_RUNS",
    "SECTIONS",
    "Authorisation",
    "BondKind",
    "BudgetLine",
    "BudgetNature",
    "BudgetSection",
    "Capacity",
    "DepreciationTerm",
    "Envelope",
    "FctvaRegime",
    "FctvaTerms",
    "Forbidden",
    "FrozenPeriod",
    "PlanRun",
    "PlanVersion",
    "ProjectBond",
    "ProjectVariant",
    "RunState",
    "Subsidy",
    "UnitPrice",
    "VersionLine",
    "VersionProgramme",
    "VersionState",
]
