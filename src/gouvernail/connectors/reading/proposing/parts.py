"""The shapes of what a document proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SURE_ENOUGH = 75
"""Below this confidence (percent), a proposal waits for a person's word."""


@dataclass(frozen=True)
class Said:
    """What was noticed of a proposal; ``doubt`` when it has to be settled before anything is written."""

    code: str
    sentence: str
    confidence: int
    doubt: bool = True


@dataclass(frozen=True)
class Proposal:
    """One line for a register: its cells by field, as written; ``lines`` are the ranks of the lines it stands on."""

    cells: Mapping[str, str]
    lines: tuple[int, ...]
    place: str
    raw: str
    confidence: int
    said: tuple[Said, ...] = ()


@dataclass
class Part:
    """Proposals of one kind found together; ``headers`` give, by field, the title of its column."""

    kind: str
    title: str
    headers: dict[str, str]
    proposals: list[Proposal] = field(default_factory=list)


@dataclass(frozen=True)
class Mention:
    """A committee or a decision that a document states: it is shown, a person takes it up in its own form."""

    kind: str
    text: str
    place: str
