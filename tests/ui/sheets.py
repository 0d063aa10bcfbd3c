"""The colour tokens of the style sheets, each with its light and its dark value, as a browser resolves them."""

from __future__ import annotations

import re
from pathlib import Path

from gouvernail import ui

STATIC = Path(ui.__file__).parent / "static" / "ui"
_ROOT = re.compile(r"^:root[^{}]*{([^{}]*)}", re.MULTILINE)
_TOKEN = re.compile(r"(--[\w-]+): ([^;]+);")
_PAIR = re.compile(r"light-dark\((#\w{6}), (#\w{6})\)")


def tokens(*sheets: str) -> dict[str, tuple[str, str]]:
    """Return, by name, the light and the dark value of each colour that ``sheets`` define on the root."""
    found: dict[str, str] = {}
    for sheet in sheets:
        blocks = _ROOT.findall((STATIC / sheet).read_text(encoding="utf-8"))
        for name, value in _TOKEN.findall("".join(blocks)):
            assert name not in found, f"{name} is defined twice"
            found[name] = value
    return {name: pair for name in found if (pair := _pair(found, found[name]))}


def _pair(found: dict[str, str], value: str) -> tuple[str, str] | None:
    if named := re.fullmatch(r"var\((--[\w-]+)\)", value):
        return _pair(found, found.get(named[1], ""))
    if both := _PAIR.fullmatch(value):
        return both[1], both[2]
    return (value, value) if re.fullmatch(r"#\w{6}", value) else None
