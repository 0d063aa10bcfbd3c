"""Notes as the page of a meeting shows them: the text, its fingerprint, what somebody else wrote meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from gouvernail.governance.models import AgendaItem
from gouvernail.governance.noting import NoteConflict, digest_of
from gouvernail.governance.reading import AgendaLine


@dataclass(frozen=True)
class NoteField:
    """A note: its key in the form, what stands there, the conflict if there is one."""

    key: int
    stored: str
    conflict: NoteConflict | None = None

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"note-{self.key}" if self.key else "notes"

    @property
    def text(self) -> str:
        """What the field holds: what was typed when there is a conflict, what stands there otherwise."""
        return self.conflict.typed if self.conflict else self.stored

    @property
    def seen(self) -> str:
        """The fingerprint of what stands there, which this page shows."""
        return digest_of(self.stored)


@dataclass(frozen=True)
class NoteLine:
    """A point of the agenda and its note."""

    line: AgendaLine
    conflict: NoteConflict | None = None

    @property
    def item(self) -> AgendaItem:
        """The point."""
        return self.line.item

    @property
    def note(self) -> NoteField:
        """Its note."""
        return NoteField(self.item.pk, self.item.minutes, self.conflict)
