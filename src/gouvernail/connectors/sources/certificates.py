"""TLS as sources are reached: always verified, against the system's authorities or a private one."""

from __future__ import annotations

import ssl

from gouvernail.connectors.sources.faults import Fault, SourceError


def tls_context(authority: str) -> ssl.SSLContext:
    """Return a context that checks certificates and names; ``authority`` (PEM) replaces the system's authorities."""
    if not authority.strip():
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cadata=authority)
    except (ssl.SSLError, ValueError) as error:
        raise SourceError(
            Fault.SETTING,
            "Le certificat de l’autorité n’est pas lisible.",
            "Collez-le au format PEM, de « -----BEGIN CERTIFICATE----- » à « -----END CERTIFICATE----- ».",
        ) from error


def certificate_fault(error: BaseException) -> SourceError | None:
    """Return what is wrong with a certificate when that is the cause of an error, however deep."""
    seen: BaseException | None = error
    for _depth in range(8):
        if seen is None:
            return None
        if isinstance(seen, ssl.SSLCertVerificationError):
            return SourceError(Fault.CERTIFICATE, *_words(seen))
        if isinstance(seen, ssl.SSLError):
            return SourceError(
                Fault.CERTIFICATE,
                "La liaison chiffrée n’a pas pu être établie.",
                "Vérifiez que le serveur parle TLS 1.2 ou plus récent à cette adresse et sur ce port.",
            )
        seen = seen.__cause__ or seen.__context__ or next((a for a in seen.args if isinstance(a, Exception)), None)
    return None


def _words(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    if error.verify_code == 10:
        return "Le certificat du serveur a expiré.", "Faites-le renouveler ; la vérification ne se désactive pas."
    if error.verify_code in (62, 64):
        return (
            "Le certificat du serveur est fait pour un autre nom.",
            "Écrivez l’adresse du serveur telle qu’elle est dans son certificat.",
        )
    return (
        "Le certificat du serveur n’est signé par aucune autorité connue.",
        "Collez ci-dessous le certificat de votre autorité interne, ou celui du serveur s’il s’est signé lui-même.",
    )
