"""What a proposed point of an agenda is."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.governance.models import ItemKind

RESUMED = "agenda_item"
"""The kind of a proposal that takes up a point of an earlier meeting, not an object."""


@dataclass(frozen=True)
class Proposal:
    """A point that could go on the agenda: its nature, its title, why, and the object it speaks of.

    ``source`` names in French the register it comes from; ``ticked`` says whether it is proposed ticked.
    """

    kind: ItemKind
    title: str
    reason: str
    object_kind: str
    object_id: int
    source: str
    ticked: bool = True

    @property
    def key(self) -> str:
        """Its name in a form: « decision:12 »."""
        return f"{self.object_kind}:{self.object_id}"
