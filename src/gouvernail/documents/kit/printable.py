"""Makes the texts of a story fit to print: no control characters, nothing that must stay with its word cut from it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from gouvernail.kernel.typography import unbroken

Document = TypeVar("Document")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(document: Document) -> Document:
    """Return ``document`` without characters that no reader sees and no file may hold; line ends become ``\\n``.

    Spaces that may not break a line (« n° 1 », « 12 % ») no longer do.
    """
    cleaned: Document = _clean(document)
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return unbroken(_UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", value)).replace("\t", " "))
    if isinstance(value, tuple):
        return tuple(_clean(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _clean(getattr(value, field.name)) for field in fields(value)})
    return value
