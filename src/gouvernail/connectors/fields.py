"""Which fields of a register a file may fill, under which names its columns are recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from gouvernail.connectors.aliases import COLUMN_ALIASES, SHARED_COLUMN_ALIASES
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.files import REFERENCE
from gouvernail.registers.register import Register
from gouvernail.registers.registry import registers

REFERENCE_FIELD = "gouvernail_reference"
"""The name under which the column « Référence Gouvernail » is mapped: no register has a field of that name."""


@dataclass(frozen=True)
class ImportField:
    """A field that a column may fill; ``required`` when a new object cannot do without it.

    ``seal`` turns the texts of a column into what is kept of them, where the text itself is not.
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    field: models.Field
    seal: Callable[[Sequence[str]], list[Any]] | None = None

    @cached_property
    def required(self) -> bool:
        """Whether a new object must be given it."""
        return not self.field.blank and not self.field.null and not self.field.has_default() and self.name not in FILLED

    @cached_property
    def is_text(self) -> bool:
        """Whether it holds free text."""
        free = isinstance(self.field, models.CharField | models.TextField) and not self.field.choices
        return free and not isinstance(self.field, PartialDateField)


FILLED = frozenset({"organisation"})
"""Fields that the place of the import fills when the file does not."""


def is_importable(register: Register) -> bool:
    """Whether files may fill this register: its objects are recognised by a key and typed in by a form."""
    return bool(register.natural_key and register.form_fields and register.can_create)


def importable(actor: Actor, place: Organisation) -> list[Register]:
    """Return the registers that ``actor`` may fill from a file at ``place``."""
    if not actor.can(EDIT, "imports", place):
        return []
    return [one for one in registers() if is_importable(one) and actor.can(EDIT, one.family, place)]


def import_fields(register: Register) -> dict[str, ImportField]:
    """Return the fields that a file may fill, in the order of the form."""
    return {one.name: one for one in _fields(register)}


def _fields(register: Register) -> Iterator[ImportField]:
    own = COLUMN_ALIASES.get(register.kind, {})
    for name in (*register.form_fields, *register.import_only):
        field = register.model._meta.get_field(name)
        if field.many_to_many:
            continue
        label = str(field.verbose_name)
        aliases = (*own.get(name, ()), *SHARED_COLUMN_ALIASES.get(name, ()))
        yield ImportField(name, label[:1].upper() + label[1:], aliases, field)
    for name, one in register.sealed.items():
        yield ImportField(name, str(one.label), own.get(name, ()), register.model._meta.get_field(name), one.seal)


def known_headers(register: Register) -> dict[str, tuple[str, ...]]:
    """Return, by field, the headers that name it: its label first, then its other names."""
    known = {REFERENCE_FIELD: (REFERENCE,)}
    known |= {one.name: (one.label, *one.aliases) for one in import_fields(register).values()}
    return known


def key_fields(register: Register, mapped: frozenset[str]) -> tuple[str, ...]:
    """Return the fields of the natural key that the file gives."""
    return tuple(name for name in register.natural_key if name in mapped)


def name_field(register: Register) -> str:
    """Return the field by which people call an object of this register: the last text of its key, or its last."""
    fields = import_fields(register)
    texts = [name for name in register.natural_key if fields[name].is_text]
    return texts[-1] if texts else register.natural_key[-1]
