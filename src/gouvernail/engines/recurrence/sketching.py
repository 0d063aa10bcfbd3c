"""Titles as MinHash sketches: alike titles give alike sketches, and no sketch gives its title back.

The features of a title are the groups of three letters of its telling words. MinHash (Broder, « On the resemblance and
containment of documents », 1997) keeps for each of ``SIZE`` random orders the first of them: two titles agree on a
share of the orders that estimates the share of features they have in common (Jaccard). Only the last byte of each is
kept (b-bit minwise hashing, Li and König, 2010): 64 bytes instead of 256, and less to attack. The orders depend on a
secret key: without it, nobody can sketch a title of their own and look for its like.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from gouvernail.engines.recurrence.wording import comparable

SIZE = 64
"""Bytes of a sketch, one an order: an estimate is right to about six points (square root of ¼ ÷ 64)."""
MANY = 4_096
"""Titles sketched at once."""
KEPT = 100_000
"""Sketches remembered, so that a title written again is not computed again."""

_SPACE = ord(" ")


class Sketcher:
    """Makes the sketches of one installation; ``key`` is its secret, at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        digest = hashlib.blake2b(key, digest_size=32).digest()
        mask, factor, seed, salt = (int.from_bytes(digest[at : at + 8], "big") for at in (0, 8, 16, 24))
        self._mask, self._factor, self._salt = (np.uint64(one) for one in (mask, factor | 1, salt))
        self._seed = seed
        self._known: dict[str, bytes] = {"": b""}

    def sketches(self, titles: Sequence[str]) -> list[bytes]:
        """Return the sketch of each title, ``SIZE`` bytes, or none where nothing is left to compare."""
        words = comparable(titles)
        wanted = list({one for one in words if one not in self._known})
        for start in range(0, len(wanted), MANY):
            some = wanted[start : start + MANY]
            self._known.update(zip(some, self._computed(some), strict=True))
        found = [self._known[one] for one in words]
        if len(self._known) > KEPT:
            self._known = {"": b""}
        return found

    def _computed(self, words: Sequence[str]) -> Iterable[bytes]:
        features, counts = self._features(words)
        ends = np.concatenate(([0], np.cumsum(counts))).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(features, ends, SIZE, self._seed)
        whole = np.asarray(matrix.to_rows(), dtype=np.uint32).astype(np.uint8).tobytes()
        return (whole[at : at + SIZE] for at in range(0, len(whole), SIZE))

    def _features(self, words: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The groups of three letters of each text, spaces around its words counted, as keyed 64-bit numbers."""
        text = np.frombuffer("".join(f" {one} " for one in words).encode("ascii"), dtype=np.uint8).astype(np.uint64)
        whole = text[1:-1] != _SPACE  # a group never goes over two words, nor over two texts
        groups = (text[:-2] << np.uint64(16) | text[1:-1] << np.uint64(8) | text[2:])[whole]
        owner = np.repeat(np.arange(len(words)), [len(one) + 2 for one in words])[1:-1][whole]
        return self._mixed(groups), np.bincount(owner, minlength=len(words))

    def _mixed(self, groups: NDArray[np.uint64]) -> NDArray[np.uint64]:
        with np.errstate(over="ignore"):
            mixed = (groups ^ self._mask) * self._factor
            mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + self._salt
            return mixed ^ (mixed >> np.uint64(32))


def key_of(name: str, key: bytes) -> int | None:
    """Return a keyed number of 64 bits, signed, for the name of a piece of equipment; ``None`` without one."""
    folded = " ".join(name.lower().split())
    if not folded:
        return None
    return int.from_bytes(hashlib.blake2b(folded.encode(), key=key[:64], digest_size=8).digest(), "big", signed=True)
