"""The budget year of a commune or a group of communes: what must happen when, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gouvernail.engines.finance.dated import DatedTable, DatedValue, shipped

FIRST_YEAR_OF_CFU = 2026


@dataclass(frozen=True)
class Deadline:
    """One step: the days between which it must happen (None: open on that side), and the rule in French."""

    key: str
    label: str
    earliest: date | None
    latest: date | None
    rule: str
    source: str = ""


def budget_year(
    year: int, vote: date | None = None, *, renewal: bool = False, table: DatedTable | None = None
) -> list[Deadline]:
    """The steps of the budget of ``year``, in order of their latest day.

    ``vote`` is the meeting that votes the budget, the legal limit when None; ``renewal`` is a year of municipal
    elections, whose limit is later. ``ValueError`` for a vote after the limit.
    """
    rules = table or shipped("calendar")
    start = date(year, 1, 1)
    limit_rule = rules.on("budget.limit_renewal" if renewal else "budget.limit", start)
    limit = _day(year, limit_rule)
    if vote is not None and vote > limit:
        raise ValueError(f"Le budget {year} doit être voté au plus tard le {limit:%d/%m/%Y}, pas le {vote:%d/%m/%Y}.")
    meeting = vote or limit
    window, sent, report = (rules.on(key, start) for key in ("dob.window", "budget.sent", "rob.sent"))
    dob_from, dob_to = meeting - timedelta(weeks=int(window.value)), meeting - timedelta(days=1)
    accounts, extra = rules.on("accounts.limit", start), rules.on("complementary.day", start)
    steps = [
        Deadline("needs", "Recueil des besoins", date(year - 1, 9, 1), date(year - 1, 10, 31), "Usage : sept. à oct."),
        Deadline("choices", "Arbitrages", date(year - 1, 11, 1), date(year - 1, 12, 31), "Usage : nov. à déc."),
        _step(
            "rob", "Rapport d’orientation budgétaire transmis", None, dob_to - _days(report), report, "avant le débat"
        ),
        _step("dob", "Débat d’orientation budgétaire (DOB)", dob_from, dob_to, window, "au plus avant le budget"),
        _step("sent", "Projet de budget communiqué", None, meeting - _days(sent), sent, "avant la séance"),
        Deadline(
            "vote", "Budget primitif voté", None, meeting, f"Au plus tard le {limit:%d/%m/%Y}.", limit_rule.source
        ),
        Deadline("end", "Fin de la journée complémentaire", None, _day(year + 1, extra), extra.doubt, extra.source),
        Deadline("accounts", f"{_accounts_of(year)} voté", None, _day(year + 1, accounts), "", accounts.source),
    ]
    return sorted(steps, key=lambda step: step.latest or date.max)


def _accounts_of(year: int) -> str:
    return "Compte financier unique (CFU)" if year >= FIRST_YEAR_OF_CFU else "Compte administratif"


def _step(key: str, label: str, earliest: date | None, latest: date, rule: DatedValue, words: str) -> Deadline:
    return Deadline(key, label, earliest, latest, f"{rule.written().capitalize()} {words}.", rule.source)


def _days(rule: DatedValue) -> timedelta:
    return timedelta(days=int(rule.value))


def _day(year: int, rule: DatedValue) -> date:
    month, day = str(rule.value).split("-")
    return date(year, int(month), int(day))
