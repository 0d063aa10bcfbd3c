"""Which rule says each of the traps found in real documents; those no rule says are explained in the docs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def traps() -> dict[str, str]:
    """Return, by trap, the code of its rule."""
    import yaml

    return yaml.safe_load((files(__package__) / "traps.yaml").read_text(encoding="utf-8"))
