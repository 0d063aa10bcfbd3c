"""The independent verifier: checks a plan against its problem by plain arithmetic. It knows no solver and no column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from gouvernail.engines.planning.problem import Mode, Placement, Plan, Problem, Project, Skill
from gouvernail.engines.planning.wording import agreed, counted
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number

ZERO = Decimal(0)


@dataclass(frozen=True)
class Violation:
    """A rule that a plan breaks: its name, a French sentence with the figures, the projects concerned."""

    rule: str
    sentence: str
    projects: tuple[str, ...] = ()


class Account:
    """What a plan spends, works and earns, computed from the problem alone."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.placed: list[tuple[Project, Mode, int]] = [
            (project, project.mode(place.mode), place.start)
            for project in problem.projects
            if (place := plan.placements.get(project.key))
        ]

    def load(self, skill: str, period: int) -> Decimal:
        """Days of a skill asked for in a period."""
        return sum((_at(mode.work.get(skill, ()), period - start) for _, mode, start in self.placed), ZERO)

    def bought(self, skill: Skill, period: int) -> Decimal:
        """Days that must be bought in a period: what goes over the capacity."""
        return max(ZERO, self.load(skill.key, period) - skill.capacity[period])

    def spent(self, section: str | None, axis: str | None, period: int) -> Decimal:
        """Euros spent in a period; days bought are in no axis, they count when ``axis`` is None."""
        return sum(
            (
                amounts[period]
                for (name, of), amounts in self._spending.items()
                if section in (None, name) and axis in (None, of)
            ),
            ZERO,
        )

    @cached_property
    def _spending(self) -> dict[tuple[str, str | None], list[Decimal]]:
        """Euros by period, for each section and axis; None is the axis of the days bought."""
        periods = range(self.problem.calendar.count)
        table: dict[tuple[str, str | None], list[Decimal]] = {}
        for project, mode, start in self.placed:
            for section in ("investment", "operating"):
                amounts = table.setdefault((section, project.axis), [ZERO] * len(periods))
                for period in periods:
                    amounts[period] += _cost(mode, section, period - start)
        for skill in self.problem.skills:
            if skill.external:
                amounts = table.setdefault((skill.external.section, None), [ZERO] * len(periods))
                for period in periods:
                    amounts[period] += self.bought(skill, period) * skill.external.price
        return table

    def spent_in(self, section: str | None, axis: str | None, year: int) -> Decimal:
        """Euros spent in the periods of a year."""
        return sum((self.spent(section, axis, period) for period in range(*self.problem.calendar.span(year))), ZERO)

    @cached_property
    def points(self) -> dict[str, Decimal]:
        """Points of each project kept, to the thousandth."""
        return {
            project.key: _earned(self.problem, project, mode, start).quantize(Decimal("0.001"))
            for project, mode, start in self.placed
        }

    @cached_property
    def score(self) -> Decimal:
        """Points of the whole plan: projects, minus days bought and yearly differences at their prices."""
        aim = self.problem.objective
        score = sum(self.points.values(), ZERO)
        for skill in self.problem.skills:
            if skill.external and aim.money:
                price = (aim.money * skill.external.price / 1000 / 100).quantize(Decimal("0.000001"))
                for period in range(self.problem.calendar.count):
                    score -= self.bought(skill, period) * 100 * price
        if aim.smoothing:
            yearly = [_invested(self, year) for year in self.problem.calendar.years]
            moved = [abs(after - before) for before, after in pairwise(yearly)]
            price = (aim.smoothing / 1000).quantize(Decimal("0.000001"))
            score -= price * sum((-(-one // 1) for one in moved), ZERO)
        return score

    @cached_property
    def violations(self) -> list[Violation]:
        """Every rule that the plan breaks; an empty list is a checked plan."""
        return [violation for check in CHECKS for violation in check(self)]


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Every rule that a plan breaks."""
    unknown = _unknown(problem, plan)
    return unknown or Account(problem, plan).violations


def _unknown(problem: Problem, plan: Plan) -> list[Violation]:
    found = []
    for key, place in plan.placements.items():
        project = problem.by_key.get(key)
        if project is None or place.mode not in {mode.key for mode in project.modes}:
            found.append(Violation("known", f"« {key} » ({place.mode}) n’est pas dans le problème.", (key,)))
    return found


def _places(account: Account) -> Iterator[Violation]:
    problem = account.problem
    label = problem.calendar.label
    for project, mode, start in account.placed:
        last = start + mode.duration - 1
        started = project.started
        keys = (project.key,)
        if started:
            if Placement(mode.key, start) != started:
                yield Violation("started", f"« {project.label} » a commencé et ne devait pas bouger.", keys)
        elif start < 0 or start >= problem.calendar.count or last >= problem.calendar.count:
            yield Violation("horizon", f"« {project.label} » sort des périodes du plan.", keys)
        elif start < project.procurement:
            yield Violation("purchase", f"« {project.label} » commence avant la fin de son achat.", keys)
        elif project.earliest is not None and start < project.earliest:
            yield Violation("window", f"« {project.label} » commence avant {label(project.earliest)}.", keys)
        elif project.latest is not None and start > project.latest:
            yield Violation("window", f"« {project.label} » commence après {label(project.latest)}.", keys)
        if project.deadline is not None and project.late_price is None and last > project.deadline:
            yield Violation("deadline", f"« {project.label} » finit après {label(project.deadline)}.", keys)


def _freezes(account: Account) -> Iterator[Violation]:
    for project, mode, start in account.placed:
        moments = {"start": start, "end": start + mode.duration - 1 if mode.duration else start}
        for freeze in account.problem.freezes:
            concerned = project.started is None and (freeze.projects is None or project.key in freeze.projects)
            if concerned and any(moments[what] in freeze.periods for what in freeze.forbids):
                yield Violation("freeze", f"« {project.label} » tombe dans le gel « {freeze.label} ».", (project.key,))


def _presence(account: Account) -> Iterator[Violation]:
    problem, kept = account.problem, account.plan.placements
    for project in problem.projects:
        if (project.mandatory or project.started) and project.key not in kept:
            yield Violation("mandatory", f"« {project.label} » est obligatoire et n’est pas placé.", (project.key,))
    for group in problem.groups:
        count = sum(key in kept for key in group.projects)
        if group.kind == "exclusive" and count > 1:
            yield Violation("exclusive", f"{problem.names(*group.projects)} s’excluent.", group.projects)
        if group.kind == "together" and 0 < count < len(group.projects):
            yield Violation("together", f"{problem.names(*group.projects)} vont ensemble.", group.projects)


def _order(account: Account) -> Iterator[Violation]:
    problem, kept = account.problem, account.plan.placements
    for rule in problem.precedences:
        after = kept.get(rule.after)
        if after is None:
            continue
        before = kept.get(rule.before)
        names = f"{problem.names(rule.after)} devait attendre {problem.names(rule.before)}"
        if before is None:
            yield Violation("precedence", f"{names}, qui n’est pas placé.", (rule.before, rule.after))
            continue
        end = before.start + problem.by_key[rule.before].mode(before.mode).duration
        if after.start < end + rule.lag:
            yield Violation("precedence", f"{names}.", (rule.before, rule.after))


def _envelopes(account: Account) -> Iterator[Violation]:
    calendar = account.problem.calendar
    for envelope in account.problem.envelopes:
        spent = {year: account.spent_in(envelope.section, envelope.axis, year) for year in calendar.years}
        had = had_to_spend = ZERO
        for year in calendar.years:
            counted = envelope.amounts and year >= min(envelope.amounts)
            had += envelope.amounts.get(year, ZERO)
            had_to_spend += spent[year] if counted else ZERO
            if year not in envelope.amounts:
                continue
            used, limit = (had_to_spend, had) if envelope.carry_over else (spent[year], envelope.amounts[year])
            if used > limit:
                when = f"cumulée à fin {year}" if envelope.carry_over else str(year)
                yield _over(f"Enveloppe « {envelope.label} » {when}", used, limit)
        if envelope.total is not None and sum(spent.values(), ZERO) > envelope.total:
            yield _over(f"Enveloppe « {envelope.label} » sur tout le plan", sum(spent.values(), ZERO), envelope.total)


def _skills(account: Account) -> Iterator[Violation]:
    for skill in account.problem.skills:
        for period in range(account.problem.calendar.count):
            load = account.load(skill.key, period)
            limit = skill.capacity[period] + (skill.external.most[period] if skill.external else ZERO)
            if load > limit:
                when = account.problem.calendar.label(period)
                figures = f"{counted(load, 'jour')} {agreed(load, 'demandé')} pour {format_number(limit)}"
                yield Violation("capacity", f"« {skill.label} » en {when} : {figures}.")


CHECKS = (_places, _freezes, _presence, _order, _envelopes, _skills)


def _over(what: str, used: Decimal, limit: Decimal) -> Violation:
    return Violation("envelope", f"{what} : {euros(used)} pour {euros(limit)}, {euros(used - limit)} de trop.")


def _at(amounts: tuple[Decimal, ...], offset: int) -> Decimal:
    return amounts[offset] if 0 <= offset < len(amounts) else ZERO


def _cost(mode: Mode, section: str, offset: int) -> Decimal:
    if section == "investment":
        return _at(mode.investment, offset)
    return _at(mode.operating, offset) + (mode.running if offset >= mode.duration else ZERO)


def _invested(account: Account, year: int) -> Decimal:
    """Investment of the projects in a year, days bought apart."""
    return sum(
        (
            _cost(mode, "investment", period - start)
            for period in range(*account.problem.calendar.span(year))
            for _, mode, start in account.placed
        ),
        ZERO,
    )


def _earned(problem: Problem, project: Project, mode: Mode, start: int) -> Decimal:
    aim, end = problem.objective, start + mode.duration
    ranks: Mapping[str, int | None] = {one.key: one.priority for one in problem.projects}
    last = max((rank for rank in ranks.values() if rank is not None), default=1)
    rank = project.priority if project.priority is not None else last
    left = max(Fraction(0), 1 - Fraction(aim.lateness) * Fraction(max(0, end), problem.calendar.count))
    points = Fraction(project.value) * Fraction(aim.value) + Fraction(project.risk) * Fraction(aim.risk)
    earned = points * Fraction(aim.priority_ratio) ** (last - rank) * left
    if project.deadline is not None and project.late_price is not None:
        earned -= Fraction(project.late_price) * max(0, end - 1 - project.deadline)
    if project.voted == Placement(mode.key, start):
        earned += Fraction(aim.stability)
    return Decimal(round(earned * 1000)) / 1000
