"""Secrets at rest, and people as pseudonyms: both under keys drawn from the installation's secret key.

HKDF (RFC 5869) draws one key for each use, so that none gives another away; Fernet encrypts and signs. Changing the
secret key loses the secrets: keep the old one in ``SECRET_KEY_FALLBACKS`` until every source is saved again.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_SEALING, _PSEUDONYMS = b"gouvernail sources: secrets at rest, 1", b"gouvernail sources: pseudonyms, 1"


class LostSecretError(Exception):
    """A secret was sealed under a key that is no longer known: it must be typed again."""


def _derived(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret.encode())


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, _SEALING))) for key in keys])


def seal(secrets: Mapping[str, str]) -> str:
    """Return secrets as a text that only this installation can read."""
    return _box().encrypt(json.dumps(dict(secrets)).encode()).decode() if secrets else ""


def unseal(sealed: str) -> dict[str, str]:
    """Return the secrets of a sealed text; ``LostSecretError`` when the key has changed."""
    if not sealed:
        return {}
    try:
        return json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise LostSecretError from error


def pseudonymiser(scope: str) -> Callable[[str], str]:
    """Return what turns a person's identifier into 32 characters that cannot be turned back without the key.

    The same person has one pseudonym within a scope, another outside it; nobody (an empty identifier) stays nobody.
    """
    key = _derived(settings.SECRET_KEY, _PSEUDONYMS)

    @lru_cache(maxsize=50_000)
    def pseudonym(identifier: str) -> str:
        if not identifier:
            return ""
        return hmac.digest(key, f"{scope}\x1f{identifier}".encode(), "sha256")[:16].hex()

    return pseudonym
