"""Secret addresses: drawn once, shown once, kept as a digest only."""

from __future__ import annotations

import hashlib
import secrets


def draw() -> tuple[str, str]:
    """Return a new secret and its digest."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """Return what the database keeps of a secret (it is long and drawn at random: no salt is needed)."""
    return hashlib.sha256(token.encode()).hexdigest()
