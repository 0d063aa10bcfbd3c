"""What is to be planned: projects and their variants, money, staff, rules, and what a good plan is.

Amounts are euros (``Decimal``, to the cent), work is days (to the hundredth), periods are numbers of the calendar.
``None`` means « not said »; nothing is invented for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gouvernail.engines.planning.calendar import Calendar

SECTIONS = {"investment": "investissement", "operating": "fonctionnement"}


@dataclass(frozen=True)
class Mode:
    """One way to do a project (buy or lease, second site or cloud).

    ``investment``, ``operating`` and ``work`` (by skill) are amounts by period counted from the start; ``running`` is
    the operating cost of every period after the end. ``duration`` may be 0: a milestone.
    """

    key: str
    label: str
    duration: int
    investment: tuple[Decimal, ...] = ()
    operating: tuple[Decimal, ...] = ()
    running: Decimal = Decimal(0)
    work: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Placement:
    """A mode, and the period in which it starts."""

    mode: str
    start: int


@dataclass(frozen=True)
class Project:
    """A project to place or to leave out.

    ``value`` and ``risk`` are points; ``priority`` is the rank of the audit, 1 first. ``earliest`` and ``latest`` bound
    the start; ``deadline`` is the last period of work allowed, hard unless ``late_price`` (points for each period
    late) is said. ``procurement`` is how many periods the purchase takes before the start. ``started`` is work that
    must not move, ``voted`` where the voted plan puts it.
    """

    key: str
    label: str
    modes: tuple[Mode, ...]
    axis: str = ""
    value: Decimal = Decimal(0)
    risk: Decimal = Decimal(0)
    priority: int | None = None
    earliest: int | None = None
    latest: int | None = None
    deadline: int | None = None
    late_price: Decimal | None = None
    mandatory: bool = False
    procurement: int = 0
    started: Placement | None = None
    voted: Placement | None = None

    def mode(self, key: str) -> Mode:
        """The mode of that key; ``KeyError`` when there is none."""
        return next(mode for mode in self.modes if mode.key == key)

    @property
    def must_be_done(self) -> bool:
        """Mandatory, or started already."""
        return self.mandatory or self.started is not None


@dataclass(frozen=True)
class Envelope:
    """Money for a section (None: both) and an axis (None: all, days bought included).

    ``amounts`` is by year; with ``carry_over`` what a year leaves goes to the next. ``total`` bounds the whole plan.
    """

    key: str
    label: str
    section: str | None = None
    axis: str | None = None
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    carry_over: bool = False
    total: Decimal | None = None


@dataclass(frozen=True)
class External:
    """Days that can be bought: at most so many in each period, at a price in euros a day, paid by a section."""

    most: tuple[Decimal, ...]
    price: Decimal
    section: str = "operating"


@dataclass(frozen=True)
class Skill:
    """Days of one skill available in each period (leave and half posts taken off), and days that can be bought."""

    key: str
    label: str
    capacity: tuple[Decimal, ...]
    external: External | None = None


@dataclass(frozen=True)
class Precedence:
    """``after`` starts at least ``lag`` periods after the end of ``before``, and is not done without it."""

    before: str
    after: str
    lag: int = 0


@dataclass(frozen=True)
class Group:
    """Projects of which at most one is done (``exclusive``), or all or none (``together``)."""

    kind: str
    projects: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class Freeze:
    """Periods in which nothing may start, nor be delivered (``forbids``); all projects when ``projects`` is None."""

    label: str
    periods: tuple[int, ...]
    forbids: tuple[str, ...] = ("start", "end")
    projects: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Objective:
    """What a good plan is, in points.

    A project earns (value × ``value`` + risk × ``risk``) × its priority factor × (1 − ``lateness`` × end ÷ periods).
    Ranks weigh ``priority_ratio`` times the next one, or come strictly one after the other (``lexicographic``).
    ``money`` is the price of 1 000 € of days bought, ``smoothing`` the price of 1 000 € of difference of investment
    from one year to the next, ``stability`` what keeping a project where the voted plan puts it earns.
    """

    value: Decimal = Decimal(1)
    risk: Decimal = Decimal(1)
    lateness: Decimal = Decimal("0.5")
    priority_ratio: Decimal = Decimal(1)
    lexicographic: bool = False
    money: Decimal = Decimal(0)
    smoothing: Decimal = Decimal(0)
    stability: Decimal = Decimal(0)


@dataclass(frozen=True)
class Problem:
    """All that a plan depends on; ``basis`` says whether the amounts are ``ht`` or ``ttc``."""

    calendar: Calendar
    projects: tuple[Project, ...]
    basis: str = "ttc"
    title: str = ""
    envelopes: tuple[Envelope, ...] = ()
    skills: tuple[Skill, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    groups: tuple[Group, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    objective: Objective = Objective()

    @cached_property
    def by_key(self) -> dict[str, Project]:
        """Projects by their key."""
        return {project.key: project for project in self.projects}

    @cached_property
    def lowest_priority(self) -> int:
        """The last rank in use; a project without a rank stands there."""
        return max((project.priority for project in self.projects if project.priority is not None), default=1)

    def rank(self, project: Project) -> int:
        """The rank of a project, the last one when it has none."""
        return project.priority if project.priority is not None else self.lowest_priority

    def names(self, *keys: str) -> str:
        """« Haute disponibilité », « Sauvegarde »: the labels of projects, quoted."""
        return ", ".join(f"« {self.by_key[key].label} »" for key in keys)


@dataclass(frozen=True)
class Plan:
    """Where each project kept stands; a project that is not there is left out."""

    placements: Mapping[str, Placement]
