"""Rates, thresholds and rules as dated data: each has a start, an end, a source and a day it was last checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.kernel.periods import add_months

MONTHS_BEFORE_STALE = 12


class UnknownOnThatDay(LookupError):  # noqa: N818 (named for what people read)
    """No value is known on a day; its message is a French sentence that says which days are known."""


@dataclass(frozen=True)
class DatedValue:
    """One value of a rule between two days, both included; ``end`` is None while it still holds.

    ``unit`` is ``share`` (of one), ``eur``, ``days``, ``weeks``, ``years`` or ``text``; ``basis`` says of what
    (``TTC``, ``HT``). ``doubt`` is the French sentence that says what was not verified, empty when the source was read.
    """

    key: str
    label: str
    value: Decimal | str
    unit: str
    start: date
    end: date | None = None
    basis: str = ""
    source: str = ""
    checked: date | None = None
    doubt: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the value holds on ``day``."""
        return self.start <= day and (self.end is None or day <= self.end)

    def warnings(self, today: date) -> list[str]:
        """French sentences on how far the value can be trusted when it is read on ``today``."""
        said = []
        if self.checked is None:
            said.append(f"{self.label} : jamais vérifié à la source.")
        elif add_months(self.checked, MONTHS_BEFORE_STALE) < today:
            said.append(
                f"{self.label} : non vérifié depuis plus de {MONTHS_BEFORE_STALE} mois (le {self.checked:%d/%m/%Y})."
            )
        if self.doubt:
            said.append(f"{self.label} : {self.doubt}")
        return said

    def written(self) -> str:
        """The value in French: « 16,404 % », « 216 000 € HT », « 10 semaines »."""
        if isinstance(self.value, str):
            return self.value
        if self.unit == "share":
            return format_percent(self.value, max(0, -self.value.normalize().as_tuple().exponent - 2))
        units = {"eur": "€", "days": "jours", "weeks": "semaines", "years": "ans"}
        basis = f" {self.basis}" if self.basis and self.unit == "eur" else ""
        return f"{format_number(self.value)} {units[self.unit]}{basis}"


class DatedTable:
    """Values by key and day."""

    def __init__(self, values: Iterable[DatedValue]) -> None:
        self._values: dict[str, list[DatedValue]] = {}
        for value in sorted(values, key=lambda one: (one.key, one.start)):
            known = self._values.setdefault(value.key, [])
            if known and (known[-1].end is None or known[-1].end >= value.start):
                raise ValueError(f"Deux valeurs de « {value.key} » se recouvrent le {value.start:%d/%m/%Y}.")
            known.append(value)

    def __iter__(self) -> Iterator[DatedValue]:
        return (value for values in self._values.values() for value in values)

    def history(self, key: str) -> list[DatedValue]:
        """Every known value of ``key``, the oldest first; ``UnknownOnThatDay`` for a key that is not in the table."""
        if key not in self._values:
            raise UnknownOnThatDay(f"La règle « {key} » n’est pas dans la table.")
        return self._values[key]

    def on(self, key: str, day: date) -> DatedValue:
        """The value of ``key`` on ``day``; ``UnknownOnThatDay`` when none is known there."""
        known = self.history(key)
        for value in known:
            if value.holds_on(day):
                return value
        spans = ", ".join(_span(value) for value in known)
        raise UnknownOnThatDay(
            f"{known[0].label} : aucune valeur n’est connue au {day:%d/%m/%Y}. Valeurs connues : {spans}."
        )


def _span(value: DatedValue) -> str:
    until = f"au {value.end:%d/%m/%Y}" if value.end else "sans fin connue"
    return f"{value.written()} du {value.start:%d/%m/%Y} {until}"


@cache
def shipped(name: str) -> DatedTable:
    """The table delivered in ``data/<name>.yaml``."""
    return DatedTable(_read(entry) for entry in read_data(name))


@cache
def read_data(name: str) -> list[dict]:
    """The plain content of ``data/<name>.yaml``."""
    import yaml

    return yaml.safe_load((files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8"))


def _read(entry: dict) -> DatedValue:
    value = entry["value"]
    return DatedValue(
        key=entry["key"],
        label=entry["label"],
        value=value if entry["unit"] == "text" else Decimal(str(value)),
        unit=entry["unit"],
        start=entry["from"],
        end=entry.get("to"),
        basis=entry.get("basis", ""),
        source=entry.get("source", ""),
        checked=entry.get("checked"),
        doubt=entry.get("doubt", ""),
    )
