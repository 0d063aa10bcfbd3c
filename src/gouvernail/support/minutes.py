"""How many requests took each number of minutes, kept as pairs of whole numbers.

Minutes are many where days are few: thousands of values a month. Kept as JSON they would take longer to read than all
the rest of a page; as arrays, a year of a métropole is added up in a millisecond or two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

_NUMBER = np.dtype("<u4")


def packed(counts: Mapping[int, int]) -> bytes:
    """Return counts by number of minutes as bytes: the minutes in order, then the counts; zeros are left out."""
    kept = sorted((minutes, n) for minutes, n in counts.items() if n)
    return np.array(kept, _NUMBER).reshape(-1, 2).T.tobytes()


def unpacked(data: bytes | memoryview) -> Counter[int]:
    """Return the counts of what ``packed`` wrote."""
    minutes, counts = _columns(data)
    return Counter(dict(zip(minutes.tolist(), counts.tolist(), strict=True)))


def added(many: Iterable[bytes | memoryview]) -> Counter[int]:
    """Return the counts of several, added up."""
    columns = [_columns(data) for data in many]
    if not columns:
        return Counter()
    minutes, at = np.unique(np.concatenate([one for one, _counts in columns]), return_inverse=True)
    counts = np.zeros(len(minutes), np.int64)
    np.add.at(counts, at, np.concatenate([counts for _minutes, counts in columns]))
    return Counter(dict(zip(minutes.tolist(), counts.tolist(), strict=True)))


def _columns(data: bytes | memoryview) -> np.ndarray:
    return np.frombuffer(data, _NUMBER).reshape(2, -1)
