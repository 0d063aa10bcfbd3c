"""The sections of a sheet: each field in words, keys as links to the sheet they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.register import Register, Section
from gouvernail.registers.registry import kind_of, register_of
from gouvernail.registers.values import shown


@dataclass(frozen=True)
class Fact:
    """A field of a sheet: its name, its value in words (``None`` when absent), where it leads, whether it runs wide."""

    label: str
    value: str | None
    href: str = ""
    wide: bool = False


@dataclass(frozen=True)
class FactSection:
    """A heading and the facts under it, as the sheet template shows them."""

    heading: str
    rows: list[Fact]


def read_sheet(register: Register, place: Organisation, actor: Actor, obj: Any) -> list[FactSection]:
    """Return the sections of an object's sheet; without sections of its own, all the fields of its form."""
    sections = register.sections or (Section(_("Fiche"), register.form_fields),)
    return [
        FactSection(str(section.label or _("Fiche")), [_fact(place, actor, obj, name) for name in section.fields])
        for section in sections
    ]


def _fact(place: Organisation, actor: Actor, obj: Any, name: str) -> Fact:
    field = obj._meta.get_field(name)
    label = str(field.verbose_name)
    value = None if field.many_to_many else getattr(obj, name)
    absent = not field.many_to_many and value in (None, "")
    return Fact(
        label[:1].upper() + label[1:],
        None if absent else shown(obj, name),
        href=_href(place, actor, value) if field.many_to_one and value is not None else "",
        wide=field.get_internal_type() == "TextField" and not absent,
    )


def _href(place: Organisation, actor: Actor, target: Any) -> str:
    kind = kind_of(type(target))
    if kind is None:
        return ""
    register = register_of(kind)
    holder = register.holder(target)
    if not holder.path.startswith(place.path) or not register.may(actor, VIEW, target):
        return ""
    return register.href(place, target)


@dataclass(frozen=True)
class Provenance:
    """Where an object comes from: its source, the place in it, when it was read, what stood there."""

    source: str
    place: str
    read_at: Any
    raw: str


def provenance_of(obj: Any) -> Provenance | None:
    """Return where an object comes from, for the objects that keep it."""
    if not getattr(obj, "source", ""):
        return None
    raw = "\n".join(f"{name} : {value}" for name, value in (obj.raw or {}).items())
    return Provenance(obj.source, obj.source_place, obj.read_at or obj.created_at, raw)
