"""What comparing lines needs to know: the fields, who acts, what is held already and what may be named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models

from gouvernail.connectors.fields import REFERENCE_FIELD, ImportField, import_fields, key_fields, name_field
from gouvernail.connectors.naming import NamedObjects, Places
from gouvernail.connectors.outlines import Mapped
from gouvernail.connectors.packing import pack_value
from gouvernail.connectors.sources.identity import serial_key
from gouvernail.connectors.spreadsheets.headers import header_key
from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.exporting_cells import clean_text
from gouvernail.registers.register import Register
from gouvernail.registers.values import is_money

Key = tuple[str, ...]


def as_read(text: str) -> str:
    """Return a text as it comes back from a file: plain line ends, no space around."""
    return clean_text(text).strip()


def key_part(value: Any) -> str:
    """Return a value of a natural key as keys compare it: texts without accents or case."""
    text = pack_value(value) or ""
    return fold(as_read(text)) if isinstance(value, str) and not text.startswith("new:") else text


def _is_period(one: models.Field) -> bool:
    return isinstance(one, models.DateField) or one.name == "year"


@dataclass(frozen=True)
class Known:
    """An object held already: which organisation holds it, and how people call it."""

    pk: int
    organisation_id: int
    name: str


class Index:
    """The objects that a person may change at or below a place, by identifier and by natural key (one query)."""

    def __init__(self, register: Register, place: Organisation, actor: Actor, mapped: frozenset[str]) -> None:
        self.fields = key_fields(register, mapped)
        self.by_pk: dict[int, Known] = {}
        self.by_key: dict[Key, list[int]] = defaultdict(list)
        self.keys: dict[int, Key] = {}
        dated = [_is_period(register.model._meta.get_field(name)) for name in self.fields]
        self._periods = tuple(rank for rank, is_period in enumerate(dated) if is_period)
        called = name_field(register)
        names = [register.model._meta.get_field(name).attname for name in (*self.fields, called)]
        query = register.objects(place, actor, EDIT).order_by().values_list("pk", "organisation_id", *names)
        for pk, organisation_id, *values in query.iterator(chunk_size=2000):
            self.by_pk[pk] = Known(pk, organisation_id, str(values[-1]))
            key = tuple(key_part(value) for value in values[:-1])
            self.keys[pk] = key
            if self.fields:
                self.by_key[key].append(pk)

    def period(self, key: Key | None) -> Key:
        """Return the day, month or year of a key: a measure of another day is another measure, however alike."""
        return tuple(key[rank] for rank in self._periods) if key else ()

    def candidates(self, key: Key, organisation_id: int | None, home_id: int) -> list[int]:
        """Return the objects of that key: in the organisation said, or at home, or else anywhere below."""
        found = self.by_key.get(key, [])
        here = [pk for pk in found if self.by_pk[pk].organisation_id == (organisation_id or home_id)]
        return here if here or organisation_id else found


@dataclass
class Context:
    """Everything that does not change from one line to the next."""

    register: Register
    place: Organisation
    actor: Actor
    mapped: Mapped
    today: date
    blank_clears: bool = False
    agreed: frozenset[str] = frozenset()
    creations: dict[str, dict[str, Any]] = field(default_factory=dict)
    index: Index = field(init=False)
    places: Places = field(init=False)
    settled: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = Index(self.register, self.place, self.actor, frozenset(self.mapped))
        self.places = Places(self.actor, self.place, self.register)

    @cached_property
    def fields(self) -> dict[str, ImportField]:
        """The mapped fields, in the order of the form."""
        return {name: one for name, one in self.all_fields.items() if name in self.mapped}

    @cached_property
    def all_fields(self) -> dict[str, ImportField]:
        """All the fields a file may fill."""
        return import_fields(self.register)

    @cached_property
    def read_fields(self) -> tuple[ImportField, ...]:
        """The mapped fields whose cells are values of the object: all but the organisation that holds it."""
        return tuple(one for name, one in self.fields.items() if name != "organisation")

    @cached_property
    def required(self) -> tuple[ImportField, ...]:
        """The fields that a new object cannot do without."""
        return tuple(one for one in self.all_fields.values() if one.required)

    @cached_property
    def has_rules(self) -> bool:
        """Whether a whole object may be refused, by a constraint of its table or by its register."""
        constraints = self.register.model._meta.constraints
        checked = any(isinstance(one, models.CheckConstraint) for one in constraints)
        own = (Register.why_not_imported, Register.why_unfit)
        return checked or (type(self.register).why_not_imported, type(self.register).why_unfit) != own

    @cached_property
    def blank(self) -> models.Model:
        """A new object with its default values."""
        return self.register.model()

    @cached_property
    def bases(self) -> dict[str, str]:
        """By amount, HT or TTC when the title of its column says it, and no column of its own does."""
        return {one.name: basis for one in self.fields.values() if (basis := self._basis_of(one))}

    @property
    def has_reference(self) -> bool:
        """Whether the file says which object each line is."""
        return REFERENCE_FIELD in self.mapped

    @cached_property
    def name_field(self) -> str:
        """The field by which people call an object."""
        return name_field(self.register)

    @cached_property
    def serials(self) -> dict[str, int]:
        """By serial number as it is compared, the object that bears it (one query)."""
        held = self.register.objects(self.place, self.actor, EDIT).exclude(serial="").order_by()
        return {key: pk for pk, serial in held.values_list("pk", "serial") if (key := serial_key(serial))}

    def _basis_of(self, one: ImportField) -> str:
        if not is_money(one.field):
            return ""
        if "tax_basis" not in self.all_fields or "tax_basis" in self.mapped:
            return ""
        found = {word for word in header_key(self.mapped[one.name][1]).split() if word in ("ht", "ttc")}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def named(self) -> dict[str, NamedObjects]:
        """By foreign key, the objects that a cell may name."""
        return {
            name: NamedObjects(one.field.related_model, self.place, self.actor)
            for name, one in self.fields.items()
            if one.field.many_to_one and name != "organisation"
        }
