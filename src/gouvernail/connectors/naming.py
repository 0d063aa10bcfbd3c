"""Objects that a cell names: organisations, sites, departments, axes, suppliers, projects."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import models

from gouvernail.connectors.likeness import nearest
from gouvernail.connectors.packing import CREATED_PREFIX
from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.forms import reachable
from gouvernail.registers.register import Register
from gouvernail.registers.registry import kind_of, register_of

CREATABLE: dict[str, dict[str, str]] = {
    "site": {},
    "department": {},
    "axis": {},
    "supplier": {"kind": "autre"},
    "committee": {"kind": "autre"},
    "project": {"life_cycle": "idee"},
}
"""The kinds of objects that an import may create by their name, with the values given besides the name."""


class Places:
    """The organisations at or below a place in which a person may write, by their names."""

    def __init__(self, actor: Actor, place: Organisation, register: Register) -> None:
        self.home = place
        self.allowed = {
            one.pk: one
            for one in actor.places()
            if one.path.startswith(place.path) and actor.can(EDIT, register.family, one)
        }
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for one in self.allowed.values():
            for name in {fold(one.name), fold(one.short_name), fold(str(one))} - {""}:
                self.by_name[name].append(one.pk)

    def found(self, name: str) -> list[int]:
        """Return the organisations called so."""
        return self.by_name.get(fold(name), [])

    def names(self) -> list[str]:
        """Return the names of all of them."""
        return [str(one) for one in self.allowed.values()]


class NamedObjects:
    """The objects of one model that a cell may name, seen from a place (one query)."""

    def __init__(self, model: type[models.Model], place: Organisation, actor: Actor) -> None:
        self.model, self.actor = model, actor
        self.kind = kind_of(model) or ""
        self.names: dict[int, str] = {}
        self.holders: dict[int, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self._close: dict[str, tuple[int, int] | None] = {}
        for one in reachable(model, place, actor):
            self._enter(one)

    def _enter(self, one: Any) -> None:
        self.names[one.pk] = str(one)
        self.holders[one.pk] = one.organisation_id
        for name in {fold(str(one).strip()), fold(getattr(one, "title", "") or "")} - {""}:
            self.by_name[name].append(one.pk)

    def found(self, name: str, organisation_id: int, current: int | None) -> list[int]:
        """Return the objects called so; the one already tied to the line, or those of its organisation, come alone."""
        found = self.by_name.get(fold(name), [])
        if current in found:
            return [current]
        return [pk for pk in found if self.holders[pk] == organisation_id] or found

    def close(self, name: str) -> tuple[int, int] | None:
        """Return the object whose name is nearest, with the likeness in percent; ``None`` if none is near."""
        wanted = fold(name)
        if wanted not in self._close:
            near = nearest(wanted, self.by_name)
            alone = near is not None and len(self.by_name[near[0]]) == 1
            self._close[wanted] = (self.by_name[near[0]][0], near[1]) if near and alone else None
        return self._close[wanted]

    def may_create(self, place: Organisation) -> bool:
        """Whether a name nobody holds may be created at ``place`` by this person."""
        return self.kind in CREATABLE and self.actor.can(EDIT, register_of(self.kind).family, place)

    def creation_key(self, name: str, organisation_id: int) -> str:
        """Return what stands for the identifier of an object to create, the same for each line that names it."""
        return f"{CREATED_PREFIX}{self.kind}:{organisation_id}:{fold(name)}"
