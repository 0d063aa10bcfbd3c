"""The menu: a place where each room puts its own entries at start-up; this room knows none of them by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """A menu entry: where it leads (a URL name that takes a place's slug) and the family of rights it asks for.

    ``verb`` is what must be allowed there; seeing something of the family is enough without one.
    """

    label: str | Promise
    url_name: str
    family: str
    order: int = 0
    verb: str = ""


@dataclass
class Group:
    """A heading of the menu with its entries; the first entry one may see is where the heading leads."""

    key: str
    label: str | Promise
    icon: str
    order: int
    entries: list[Entry] = field(default_factory=list)


_groups: dict[str, Group] = {}


def add_group(key: str, label: str | Promise, icon: str, order: int) -> None:
    """Declare a heading; declaring it again changes nothing but its words."""
    kept = _groups[key].entries if key in _groups else []
    _groups[key] = Group(key, label, icon, order, kept)


def add_entry(group: str, entry: Entry) -> None:
    """Put an entry under a heading that exists."""
    entries = _groups[group].entries
    if all(known.url_name != entry.url_name for known in entries):
        entries.append(entry)
        entries.sort(key=lambda one: one.order)


def groups() -> list[Group]:
    """Return the headings in their order."""
    return sorted(_groups.values(), key=lambda group: group.order)
