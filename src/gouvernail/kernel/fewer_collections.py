"""Fewer passes of Python's collector of cycles while many lines are in memory: none of them is in a cycle.

Each pass looks at all that is alive; with a hundred thousand lines, a quarter of the time would go there. Only the
pace changes, for the time of a comparison: what other requests leave behind is still collected, a little later.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PACE = (10_000, 50, 1_000)
"""Objects made before the young ones are looked at, and how many passes before older ones are."""

_lock = threading.Lock()
_under_way: list[tuple[int, int, int]] = []


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Slow the collector down; the last of several comparisons at once gives it its own pace back."""
    with _lock:
        _under_way.append(_under_way[0] if _under_way else gc.get_threshold())
        gc.set_threshold(*PACE)
    try:
        yield
    finally:
        with _lock:
            usual = _under_way.pop()
            if not _under_way:
                gc.set_threshold(*usual)
