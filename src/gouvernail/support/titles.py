"""What is kept of the title of a request and of its equipment: a sketch and a number, under this installation's key.

A title may name somebody: it is read, reduced, and forgotten. Changing the secret key makes the requests read before
unlike those read after; reading a source again whole mends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gouvernail.engines.recurrence.sketching import Sketcher, key_of

_TITLES, _EQUIPMENT = b"gouvernail requests: titles, 1", b"gouvernail requests: equipment, 1"


def sketches_of(titles: Sequence[str]) -> list[bytes]:
    """Return what is kept of each title; nothing where no word tells what it is about."""
    return _sketcher(settings.SECRET_KEY).sketches(titles)


def sketch_of(title: str) -> bytes:
    """Return what is kept of one title. Many at once cost far less: see ``sketches_of``."""
    return sketches_of([title])[0]


@lru_cache(maxsize=50_000)
def equipment_key(name: str) -> int | None:
    """Return what is kept of the name of a piece of equipment; the same name always gives the same number."""
    return key_of(name, _derived(settings.SECRET_KEY, _EQUIPMENT))


def equipment_keys_of(names: Sequence[str]) -> list[int | None]:
    """Return what is kept of the name of each piece of equipment."""
    return [equipment_key(name) for name in names]


@lru_cache(maxsize=2)
def _sketcher(secret: str) -> Sketcher:
    return Sketcher(_derived(secret, _TITLES))


@lru_cache(maxsize=4)
def _derived(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret.encode())
