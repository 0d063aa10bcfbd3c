"""How far the reading of a document is: told as it goes on, and given up when nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, str], None]
"""Called with a percentage and a step in French; it raises ``Stopped`` when the reading is to be given up."""

OPENED, CHECKED = 50, 85
"""How far (percent) a reading is once the document is open, and once the rules have read it."""


class Stopped(Exception):  # noqa: N818 - not a failure: somebody asked for it
    """The reading was given up, or another one took its place."""


def to_nobody(percent: int, step: str) -> None:
    """Tell nobody: what is read while its person waits."""
