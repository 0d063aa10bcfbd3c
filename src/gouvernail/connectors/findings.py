"""What is said of a cell: a doubt a person settles, a refusal with what to do, or something to know."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

DOUBT, REFUSAL, CONFLICT, INFO = "doubt", "refusal", "conflict", "info"

ACCEPT, KEEP, BLANK, FILE, HAND, SKIP = "accept", "keep", "blank", "file", "hand", "skip"
"""The answers a person may give; ``pick:…`` and ``update:…`` are the others."""


CREATION = "R-CREATION"
"""The code of a name that nobody holds yet; agreed to once for all the lines that name it."""


class _Missing:
    def __bool__(self) -> bool:
        return False


MISSING: Any = _Missing()
"""The value of a cell that cannot be read, as opposed to ``None``, a cell known to hold nothing."""


@dataclass
class Finding:
    """One thing to say of one cell (or of the line, without ``field``).

    ``proposed`` is the value written if the proposal is accepted, ``kept`` if the cell is kept as read, ``also``
    the other fields that the proposal fills. ``picks`` offers several values by their label.
    """

    code: str
    sentence: str
    kind: str = DOUBT
    field: str = ""
    raw: str = ""
    proposed: Any = MISSING
    kept: Any = MISSING
    confidence: int | None = None
    also: dict[str, Any] = made_by(default_factory=dict)
    picks: tuple[tuple[str, str, Any], ...] = ()
    may_blank: bool = False

    @property
    def key(self) -> str:
        """What a person's answer is kept under; once masked, a text no longer tells that its data was split."""
        return f"{self.code.removesuffix('-SPLIT')}:{self.field}"


class Refused(ValueError):  # noqa: N818 (named for what people read)
    """A cell that cannot be read; its message is a French sentence that says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
