"""Flaws of a problem that no solver should be asked about, and warnings on what can never be: in French, with names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouvernail.engines.planning.bans import bans, possible_starts
from gouvernail.engines.planning.problem import Envelope, Mode, Problem, Project
from gouvernail.engines.planning.spans import limits
from gouvernail.engines.planning.wording import counted
from gouvernail.kernel.money import CENT, euros
from gouvernail.kernel.numbers_fr import format_number


class BadProblem(ValueError):  # noqa: N818 (named for what people read)
    """A problem that cannot be planned; ``sentences`` say in French what is wrong, all at once."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def refuse_flaws(problem: Problem) -> None:
    """Raise ``BadProblem`` when the problem contradicts itself."""
    found = [sentence for check in FLAWS for sentence in check(problem)]
    if found:
        raise BadProblem(found)


def keys_are_known_and_unique(problem: Problem) -> Iterator[str]:
    """Names are used once, and every reference leads to something."""
    for what, keys in (
        ("projet", [one.key for one in problem.projects]),
        ("enveloppe", [one.key for one in problem.envelopes]),
        ("compétence", [one.key for one in problem.skills]),
    ):
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
            yield f"Le nom « {key} » désigne deux fois un(e) {what}."
    known = set(problem.by_key)
    named = [("précédence", key) for rule in problem.precedences for key in (rule.before, rule.after)]
    named += [("groupe", key) for group in problem.groups for key in group.projects]
    named += [("gel", key) for freeze in problem.freezes for key in freeze.projects or ()]
    for what, key in dict.fromkeys(named):
        if key not in known:
            yield f"Le projet « {key} » cité par un(e) {what} n’existe pas."
    skills = {skill.key for skill in problem.skills}
    for project in problem.projects:
        for key in dict.fromkeys(skill for mode in project.modes for skill in mode.work):
            if key not in skills:
                yield f"« {project.label} » demande la compétence « {key} », qui n’existe pas."


def modes_are_sound(problem: Problem) -> Iterator[str]:
    """Every project has modes, each named once, with possible durations and exact amounts."""
    for project in problem.projects:
        keys = [mode.key for mode in project.modes]
        if not keys:
            yield f"« {project.label} » n’a aucune variante."
        if len(set(keys)) < len(keys):
            yield f"« {project.label} » a deux variantes du même nom."
        for place, what in ((project.started, "commencé"), (project.voted, "voté")):
            if place is not None and place.mode not in keys:
                yield f"« {project.label} » est {what} dans la variante « {place.mode} », qui n’existe pas."
        for mode in project.modes:
            if mode.duration < 0:
                yield f"« {project.label} » ({mode.label}) : une durée ne peut pas être négative."
            yield from _exact(project, mode)


def capacities_cover_the_periods(problem: Problem) -> Iterator[str]:
    """Each skill says its days for every period."""
    if problem.calendar.count < 1:
        yield "Le plan ne compte aucune période."
    for skill in problem.skills:
        said = [len(skill.capacity)] + ([len(skill.external.most)] if skill.external else [])
        if any(count != problem.calendar.count for count in said):
            whole = problem.calendar.lasting(problem.calendar.count)
            yield f"« {skill.label} » donne {counted(said[0], 'capacité')} pour {whole}."
        days = [*skill.capacity, *(skill.external.most if skill.external else ())]
        if any(one < 0 for one in days):
            yield f"« {skill.label} » : une capacité ne peut pas être négative."


def nothing_waits_for_itself(problem: Problem) -> Iterator[str]:
    """Precedences make no circle."""
    waits: dict[str, list[str]] = {}
    for rule in problem.precedences:
        waits.setdefault(rule.after, []).append(rule.before)
    seen: set[str] = set()
    for key in waits:
        circle = _circle(key, waits, seen, [])
        if circle:
            names = " → ".join(f"« {problem.by_key[one].label} »" for one in circle if one in problem.by_key)
            yield f"Ces projets s’attendent en rond : {names}."
            return


FLAWS = (keys_are_known_and_unique, modes_are_sound, capacities_cover_the_periods, nothing_waits_for_itself)


def warnings(problem: Problem) -> list[str]:
    """What can never be in a plan, said before the search: no place possible, too dear, more work than staff."""
    found = []
    for project in problem.projects:
        places = [(mode, start) for mode in project.modes for start in possible_starts(problem, project, mode)]
        banned = [bans(problem, project, mode, start) for mode, start in places]
        if not any(not one for one in banned):
            rules = list(dict.fromkeys(ban.said for one in banned for ban in one)) or ["aucune durée ne tient"]
            found.append(f"« {project.label} » n’a aucune place possible : {' ; '.join(rules)}.")
            continue
        blocked = [_too_dear(problem, project, mode) or _too_heavy(problem, mode) for mode in project.modes]
        if all(blocked) and not project.started:
            limits_passed = " et ".join(dict.fromkeys(blocked))
            found.append(f"« {project.label} » dépasse à lui seul {limits_passed}, quelle que soit la variante.")
    return found


def _too_heavy(problem: Problem, mode: Mode) -> str:
    """The skill of which a mode asks more in one period than there ever is, days bought included; empty when none."""
    for skill in problem.skills:
        outside = skill.external.most if skill.external else (Decimal(0),) * len(skill.capacity)
        most = max((had + more for had, more in zip(skill.capacity, outside, strict=True)), default=Decimal(0))
        asked = max(mode.work.get(skill.key, ())[: mode.duration], default=Decimal(0))
        if asked > most:
            figures = f"{counted(asked, 'jour')} sur {problem.calendar.lasting(1)} pour {format_number(most)} au plus"
            return f"la capacité « {skill.label} » ({figures})"
    return ""


def _too_dear(problem: Problem, project: Project, mode: Mode) -> str:
    """The envelope that a mode alone exceeds wherever it stands; empty when there is none."""
    for envelope in problem.envelopes:
        if envelope.axis not in (None, project.axis) or (problem.skills and envelope.section is None):
            continue
        most = _richest(problem, envelope)
        cost = _whole_cost(mode, envelope.section)
        if most is not None and cost > most:
            return f"l’enveloppe « {envelope.label} » ({euros(cost)} pour {euros(most)} au plus)"
    return ""


def _richest(problem: Problem, envelope: Envelope) -> Decimal | None:
    """The most that an envelope can ever give one project; None when some year is not limited."""
    said = limits(problem, envelope)
    if envelope.total is not None:
        return envelope.total
    if set(problem.calendar.years) - set(envelope.amounts):
        return None
    return max(one.amount for one in said) if envelope.carry_over else sum(envelope.amounts.values(), Decimal(0))


def _whole_cost(mode: Mode, section: str | None) -> Decimal:
    """What a mode costs within its duration, at least."""
    parts = {"investment": mode.investment[: mode.duration], "operating": mode.operating[: mode.duration]}
    return sum((sum(amounts, Decimal(0)) for name, amounts in parts.items() if section in (None, name)), Decimal(0))


def _exact(project: Project, mode: Mode) -> Iterator[str]:
    amounts = [*mode.investment, *mode.operating, mode.running]
    if any(amount != amount.quantize(CENT) for amount in amounts):
        yield f"« {project.label} » ({mode.label}) : un montant va au-delà du centime."
    days = [one for periods in mode.work.values() for one in periods]
    if any(one < 0 or one != one.quantize(CENT) for one in days):
        yield f"« {project.label} » ({mode.label}) : des jours sont négatifs ou vont au-delà du centième."


def _circle(key: str, waits: dict[str, list[str]], seen: set[str], path: list[str]) -> list[str]:
    if key in path:
        return [*path[path.index(key) :], key]
    if key in seen:
        return []
    seen.add(key)
    for before in waits.get(key, ()):
        found = _circle(before, waits, seen, [*path, key])
        if found:
            return found
    return []
