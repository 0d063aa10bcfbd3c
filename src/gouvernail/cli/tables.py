"""Printing lists: as columns for people, as JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence


def print_json(value: object) -> None:
    """Print ``value`` as JSON; numbers that are not known are ``null``, decimals are text."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()


def print_table(columns: Mapping[str, str], rows: Sequence[Mapping[str, str]], *, empty: str) -> None:
    """Print rows under the headings of ``columns`` (key → heading), or the sentence ``empty``."""
    if not rows:
        print(empty)
        return
    print(table(list(columns.values()), [[row[key] for key in columns] for row in rows]))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows in aligned columns; the last column is cut at the width of the terminal when there is one."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    text.insert(1, "  ".join("─" * width for width in widths))
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns
        text = [line if len(line) <= room else line[: room - 1] + "…" for line in text]
    return "\n".join(text)
