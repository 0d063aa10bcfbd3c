"""A letter: its fields stand in the file as content controls, filled or left to fill in Word or LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LetterField:
    """A field of a letter: its key in the paragraphs, what it is called, what it holds (nothing: left to fill)."""

    key: str
    label: str
    value: str = ""
    long: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter ready to sign. Texts may hold ``{key}`` where a field stands; nothing else in braces is read."""

    organisation: str
    title: str
    on: date
    recipient: tuple[str, ...]
    reference: str
    subject: str
    paragraphs: tuple[str, ...]
    signature: tuple[str, ...]
    fields: tuple[LetterField, ...] = ()
    is_demo: bool = False

    @property
    def by_key(self) -> Mapping[str, LetterField]:
        """The fields by their key."""
        return {one.key: one for one in self.fields}
