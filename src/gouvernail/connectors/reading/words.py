"""The words that the rules look for, shipped as data: names that changed, names that mean two things, misspellings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def shipped_words() -> dict[str, Any]:
    """Return the content of ``words.yaml``."""
    import yaml

    return yaml.safe_load((files(__package__) / "words.yaml").read_text(encoding="utf-8"))
