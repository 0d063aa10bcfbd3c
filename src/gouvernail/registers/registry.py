"""All registers, found at start-up in the ``tables`` module of each app; two equal codes are refused."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.module_loading import autodiscover_modules

from gouvernail.registers.register import Register
from gouvernail.ui.navigation import Entry, add_entry

_registers: dict[str, Register] = {}


def register(cls: type[Register]) -> type[Register]:
    """Enter a register under its code; raise ``ValueError`` if the code or the address word is taken."""
    for known in _registers.values():
        if known.kind == cls.kind or known.word == cls.word:
            raise ValueError(f"Two registers share the code {cls.kind!r} or the address {cls.word!r}.")
    instance = cls()
    _registers[cls.kind] = instance
    if cls.menu:
        group, order = cls.menu
        label = instance.label_plural
        add_entry(group, Entry(label[:1].upper() + label[1:], f"{cls.kind}_list", cls.family, order))
    return cls


def discover() -> None:
    """Load the ``tables`` module of each app."""
    autodiscover_modules("tables")


def registers() -> Iterator[Register]:
    """Yield every register, in the order of the rooms."""
    yield from _registers.values()


def register_of(kind: str) -> Register:
    """Return the register of a code; ``KeyError`` if there is none."""
    return _registers[kind]


def kind_of(model: type) -> str | None:
    """Return the code under which a model is registered, if it is."""
    return next((one.kind for one in _registers.values() if one.model is model), None)
