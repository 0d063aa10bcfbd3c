"""Reading one JSON object field by field: what is missing, of the wrong kind or unknown is said in French."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from gouvernail.engines.planning.checks import BadProblem

_MISSING = object()


class Fields:
    """The fields of one object, read once each; ``done`` refuses those nobody read."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BadProblem([f"{where} : un objet est attendu."])
        self._left, self._where = dict(value), where

    def get(self, name: str, read: Callable[[object, str], Any], default: Any = _MISSING) -> Any:
        """The field ``name`` read by ``read``; the default when it is absent or null, refused without a default."""
        value = self._left.pop(name, None)
        if value is None:
            if default is _MISSING:
                raise BadProblem([f"{self._where} : il manque « {name} »."])
            return default
        return read(value, f"{self._where}, « {name} »")

    def done(self) -> None:
        """Refuse the fields that mean nothing here."""
        if self._left:
            names = ", ".join(f"« {name} »" for name in self._left)
            raise BadProblem([f"{self._where} : {names} n’existe pas ici."])


def text(value: object, where: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise BadProblem([f"{where} : un texte est attendu."])
    return value


def flag(value: object, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadProblem([f"{where} : true ou false est attendu."])
    return value


def whole(value: object, where: str) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadProblem([f"{where} : un nombre entier est attendu."])
    return value


def natural(value: object, where: str) -> int:
    """A whole number, 0 or more."""
    if whole(value, where) < 0:
        raise BadProblem([f"{where} : ce nombre ne peut pas être négatif."])
    return whole(value, where)


def number(value: object, where: str) -> Decimal:
    """A number, or a number written as text ("1234.50") so that no digit is lost."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            raise InvalidOperation
        read = Decimal(str(value))
    except InvalidOperation as error:
        raise BadProblem([f"{where} : un nombre est attendu (point décimal)."]) from error
    if not read.is_finite():
        raise BadProblem([f"{where} : un nombre est attendu."])
    return read


def positive(value: object, where: str) -> Decimal:
    """A number, 0 or more."""
    if number(value, where) < 0:
        raise BadProblem([f"{where} : ce nombre ne peut pas être négatif."])
    return number(value, where)


def one_of(*choices: str) -> Callable[[object, str], str]:
    """A text among a few."""

    def read(value: object, where: str) -> str:
        if value not in choices:
            raise BadProblem([f"{where} : {' ou '.join(choices)} est attendu."])
        return str(value)

    return read


def several(read: Callable[[object, str], Any]) -> Callable[[object, str], tuple]:
    """A list of values of one kind."""

    def read_all(value: object, where: str) -> tuple:
        if not isinstance(value, list):
            raise BadProblem([f"{where} : une liste est attendue."])
        return tuple(read(one, f"{where} n° {at}") for at, one in enumerate(value, 1))

    return read_all
