"""The structure of a PDF as a screen reader walks it: elements, their alternative, their language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class Tag:
    """One structure element: its standard type, its depth, its alternative and its title."""

    kind: str
    depth: int
    alt: str
    element: pikepdf.Object

    def children(self) -> list[str]:
        """The types of the elements right below."""
        return [str(one.S).lstrip("/") for one in kids(self.element) if is_element(one)]


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Open a PDF."""
    return pikepdf.open(io.BytesIO(data))


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What stands right below an element."""
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def is_element(value: object) -> bool:
    """Say whether it is a structure element, and not a piece of content."""
    return isinstance(value, pikepdf.Dictionary) and "/S" in value


def tags_of(pdf: pikepdf.Pdf) -> list[Tag]:
    """Every element in reading order."""
    return list(_walk(pdf.Root.StructTreeRoot, 0))


def _walk(element: pikepdf.Object, depth: int) -> Iterator[Tag]:
    for one in kids(element):
        if is_element(one):
            yield Tag(str(one.S).lstrip("/"), depth, str(one.get("/Alt", "")), one)
            yield from _walk(one, depth + 1)


def headings(pdf: pikepdf.Pdf) -> list[int]:
    """The level of each heading, in reading order."""
    return [int(one.kind[1:]) for one in tags_of(pdf) if len(one.kind) == 2 and one.kind[0] == "H"]
