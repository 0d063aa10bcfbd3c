"""How an application proves who it is to Microsoft without a secret: an assertion signed by its certificate.

Microsoft identity platform, « Certificate credentials »: a JWT signed PS256 whose header bears the SHA-256 digest of
the certificate, whose audience is the token address, and that lives a few minutes.
"""

from __future__ import annotations

import json
import re
import uuid
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from gouvernail.connectors.sources.faults import Fault, SourceError

LIFETIME = timedelta(minutes=5)
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""RFC 7523, section 2.2."""

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.+?-----END \1-----", re.DOTALL)


def assertion(pem: str, application: str, audience: str, now: datetime | None = None) -> str:
    """Return a signed assertion; ``SourceError`` when the text holds no certificate with its RSA key, or an old one."""
    certificate, key = _parts(pem)
    now = now or datetime.now(UTC)
    if certificate.not_valid_after_utc <= now:
        raise SourceError(
            Fault.CREDENTIALS,
            "Le certificat de l’application a expiré.",
            "Faites-en un autre, déclarez-le dans Entra ID et collez-le ici.",
        )
    digest = _text64(certificate.fingerprint(hashes.SHA256()))
    header = {"alg": "PS256", "typ": "JWT", "x5t#S256": digest}
    claims = {
        "aud": audience, "iss": application, "sub": application, "jti": str(uuid.uuid4()),
        "nbf": int(now.timestamp()), "iat": int(now.timestamp()), "exp": int((now + LIFETIME).timestamp()),
    }  # fmt: skip
    signed = f"{_json64(header)}.{_json64(claims)}"
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
    return f"{signed}.{_text64(key.sign(signed.encode(), pss, hashes.SHA256()))}"


def _parts(pem: str) -> tuple[x509.Certificate, RSAPrivateKey]:
    blocks = {found[1]: found[0].encode() for found in _BLOCK.finditer(pem)}
    private = next((block for name, block in blocks.items() if name.endswith("PRIVATE KEY")), b"")
    try:
        certificate = x509.load_pem_x509_certificate(blocks.get("CERTIFICATE", b""))
        key = load_pem_private_key(private, password=None)
    except (ValueError, TypeError) as error:
        raise _unreadable() from error
    if not isinstance(key, RSAPrivateKey) or key.public_key() != certificate.public_key():
        raise _unreadable()
    return certificate, key


def _unreadable() -> SourceError:
    return SourceError(
        Fault.SETTING,
        "Le certificat de l’application n’est pas lisible.",
        "Collez au format PEM le certificat et sa clé privée RSA, sans mot de passe, l’un après l’autre.",
    )


def _json64(value: dict[str, Any]) -> str:
    return _text64(json.dumps(value, separators=(",", ":")).encode())


def _text64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
