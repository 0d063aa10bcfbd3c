"""A planning problem read from JSON (``docs/formats/plan.md``); what is wrong is refused in French, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gouvernail.engines.planning.calendar import Calendar, read_period
from gouvernail.engines.planning.checks import BadProblem, refuse_flaws
from gouvernail.engines.planning.fields import (
    Fields,
    flag,
    natural,
    number,
    one_of,
    positive,
    several,
    text,
    whole,
)
from gouvernail.engines.planning.problem import (
    Envelope,
    External,
    Freeze,
    Group,
    Mode,
    Objective,
    Placement,
    Precedence,
    Problem,
    Project,
    Skill,
)
from gouvernail.kernel.money import share_by_largest_remainder

FORMAT = "gouvernail-plan/1"
SECTION = one_of("investment", "operating")
MOST_PERIODS = 1200


def read_problem(data: object) -> Problem:
    """The problem that plain JSON values describe; ``BadProblem`` with French sentences when they do not."""
    fields = Fields(data, "Problème")
    fields.get("format", one_of(FORMAT))
    calendar = fields.get("calendar", _calendar)
    at = _period(calendar)
    problem = Problem(
        calendar=calendar,
        basis=fields.get("basis", one_of("ttc", "ht")),
        title=fields.get("title", text, ""),
        projects=fields.get("projects", several(_project(at))),
        envelopes=fields.get("envelopes", several(_envelope), ()),
        skills=fields.get("skills", several(_skill(calendar)), ()),
        precedences=fields.get("precedences", several(_precedence), ()),
        groups=fields.get("groups", several(_group), ()),
        freezes=fields.get("freezes", several(_freeze(at)), ()),
        objective=fields.get("objective", _objective, Objective()),
    )
    fields.done()
    refuse_flaws(problem)
    return problem


def _calendar(value: object, where: str) -> Calendar:
    fields = Fields(value, where)
    try:
        first = read_period(fields.get("first", text))
    except ValueError as error:
        raise error if isinstance(error, BadProblem) else BadProblem([f"{where} : {error}"]) from error
    count = fields.get("periods", natural)
    fields.done()
    if not 1 <= count <= MOST_PERIODS:
        raise BadProblem([f"{where} : le plan compte de 1 à {MOST_PERIODS} périodes."])
    return Calendar(first, count)


def _period(calendar: Calendar) -> Callable[[object, str], int]:
    def read(value: object, where: str) -> int:
        try:
            return calendar.read(text(value, where))
        except BadProblem:
            raise
        except ValueError as error:
            raise BadProblem([f"{where} : {error}"]) from error

    return read


def _project(at: Callable[[object, str], int]) -> Callable[[object, str], Project]:
    def read(value: object, where: str) -> Project:
        fields = Fields(value, where)
        key = fields.get("key", text)
        project = Project(
            key=key,
            label=fields.get("label", text, key),
            modes=fields.get("modes", several(_mode)),
            axis=fields.get("axis", text, ""),
            value=fields.get("value", positive, Decimal(0)),
            risk=fields.get("risk", positive, Decimal(0)),
            priority=fields.get("priority", natural, None),
            earliest=fields.get("earliest", at, None),
            latest=fields.get("latest", at, None),
            deadline=fields.get("deadline", at, None),
            late_price=fields.get("late_price", positive, None),
            mandatory=fields.get("mandatory", flag, False),
            procurement=fields.get("procurement", natural, 0),
            started=fields.get("started", _placement(at), None),
            voted=fields.get("voted", _placement(at), None),
        )
        fields.done()
        return project

    return read


def _placement(at: Callable[[object, str], int]) -> Callable[[object, str], Placement]:
    def read(value: object, where: str) -> Placement:
        fields = Fields(value, where)
        place = Placement(fields.get("mode", text), fields.get("start", at))
        fields.done()
        return place

    return read


def _mode(value: object, where: str) -> Mode:
    fields = Fields(value, where)
    key = fields.get("key", text)
    duration = fields.get("duration", natural)
    amounts = _by_period(duration)
    mode = Mode(
        key=key,
        label=fields.get("label", text, key),
        duration=duration,
        investment=fields.get("investment", amounts, ()),
        operating=fields.get("operating", amounts, ()),
        running=fields.get("running", number, Decimal(0)),
        work=fields.get("work", _mapping(_by_period(duration)), {}),
    )
    fields.done()
    return mode


def _by_period(duration: int) -> Callable[[object, str], tuple[Decimal, ...]]:
    """A list by period, or a total spread evenly over the duration to the hundredth."""

    def read(value: object, where: str) -> tuple[Decimal, ...]:
        if isinstance(value, list):
            return several(number)(value, where)
        total = number(value, where)
        if total != total.quantize(Decimal("0.01")):
            raise BadProblem([f"{where} : cette valeur va au-delà du centième."])
        return tuple(share_by_largest_remainder(total, [1] * max(duration, 1)))

    return read


def _mapping(read: Callable) -> Callable[[object, str], dict]:
    def read_all(value: object, where: str) -> dict:
        if not isinstance(value, dict):
            raise BadProblem([f"{where} : un objet est attendu."])
        return {str(key): read(one, f"{where}, « {key} »") for key, one in value.items()}

    return read_all


def _envelope(value: object, where: str) -> Envelope:
    fields = Fields(value, where)
    key = fields.get("key", text)
    envelope = Envelope(
        key=key,
        label=fields.get("label", text, key),
        section=fields.get("section", SECTION, None),
        axis=fields.get("axis", text, None),
        amounts=fields.get("amounts", _by_year, {}),
        carry_over=fields.get("carry_over", flag, False),
        total=fields.get("total", positive, None),
    )
    fields.done()
    return envelope


def _by_year(value: object, where: str) -> dict[int, Decimal]:
    read = _mapping(positive)(value, where)
    if not all(key.isdecimal() and len(key) == 4 for key in read):
        raise BadProblem([f"{where} : les montants se donnent par année (« 2027 »)."])
    return {int(key): amount for key, amount in read.items()}


def _skill(calendar: Calendar) -> Callable[[object, str], Skill]:
    def days(value: object, where: str) -> tuple[Decimal, ...]:
        return (
            several(positive)(value, where) if isinstance(value, list) else (positive(value, where),) * calendar.count
        )

    def external(value: object, where: str) -> External:
        fields = Fields(value, where)
        found = External(
            fields.get("most", days), fields.get("price", positive), fields.get("section", SECTION, "operating")
        )
        fields.done()
        return found

    def read(value: object, where: str) -> Skill:
        fields = Fields(value, where)
        key = fields.get("key", text)
        label = fields.get("label", text, key)
        skill = Skill(key, label, fields.get("capacity", days), fields.get("external", external, None))
        fields.done()
        return skill

    return read


def _precedence(value: object, where: str) -> Precedence:
    fields = Fields(value, where)
    rule = Precedence(fields.get("before", text), fields.get("after", text), fields.get("lag", whole, 0))
    fields.done()
    return rule


def _group(value: object, where: str) -> Group:
    fields = Fields(value, where)
    kind = fields.get("kind", one_of("exclusive", "together"))
    group = Group(kind, fields.get("projects", several(text)), fields.get("label", text, ""))
    fields.done()
    return group


def _freeze(at: Callable[[object, str], int]) -> Callable[[object, str], Freeze]:
    def read(value: object, where: str) -> Freeze:
        fields = Fields(value, where)
        freeze = Freeze(
            label=fields.get("label", text),
            periods=fields.get("periods", several(at)),
            forbids=fields.get("forbids", several(one_of("start", "end")), ("start", "end")),
            projects=fields.get("projects", several(text), None),
        )
        fields.done()
        return freeze

    return read


def _objective(value: object, where: str) -> Objective:
    fields, usual = Fields(value, where), Objective()
    names = ("value", "risk", "lateness", "priority_ratio", "money", "smoothing", "stability")
    numbers = {name: fields.get(name, positive, getattr(usual, name)) for name in names}
    aim = Objective(**numbers, lexicographic=fields.get("lexicographic", flag, False))
    fields.done()
    if aim.lateness > 1:
        raise BadProblem([f"{where} : « lateness » va de 0 à 1."])
    return aim
