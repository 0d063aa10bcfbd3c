"""What records say, brought down to eight bytes each, and their texts as JSON: for a million of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, groupby
from json.encoder import encode_basestring
from struct import unpack

from gouvernail.connectors.sources.records import RequestRecord

SEPARATOR = "\x1f"


def digest_of(*texts: str) -> int:
    """Return a digest of texts as a signed integer of eight bytes."""
    return unpack(">q", blake2b(SEPARATOR.join(texts).encode(), digest_size=8).digest())[0]


def digests_of(records: Sequence[RequestRecord]) -> Sequence[int]:
    """Return the digests of what records say, in their order.

    Texts joined, not JSON: most records are as they were, and JSON would cost more than all the rest. Hours count where
    there are some: a reading that brings them for the first time changes the requests, one that has none does not.
    """
    found = [
        blake2b(
            SEPARATOR.join(
                (reference, requester, sketch.hex(), str(key) if key else "", *raw, *raw.values(), *filter(None, at))
                if at[0] or at[1] or at[2]
                else (reference, requester, sketch.hex(), str(key) if key else "", *raw, *raw.values())
            ).encode(),
            digest_size=8,
        ).digest()
        for _n, reference, _k, _c, _d, _from, _to, requester, raw, _fault, _e, sketch, key, *at in records
    ]
    return unpack(f">{len(found)}q", b"".join(found))


def packed(raws: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield texts by label as JSON; the labels of a source are nearly always the same, and written once."""
    for labels, some in groupby(raws, tuple):
        if not labels:
            yield from ("{}" for _one in some)
            continue
        values = map(encode_basestring, chain.from_iterable(map(dict.values, some)))
        yield from map(_shape(labels).__mod__, zip(*[values] * len(labels), strict=True))


@lru_cache(maxsize=64)
def _shape(labels: tuple[str, ...]) -> str:
    return "{" + ", ".join(f"{encode_basestring(label)}: ".replace("%", "%%") + "%s" for label in labels) + "}"
