"""The refusals of directories as French sentences, with the remedy of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ldap3.core.exceptions import (
    LDAPSessionTerminatedByServerError,
    LDAPSocketOpenError,
    LDAPSocketReceiveError,
    LDAPSocketSendError,
    LDAPStartTLSError,
)

from gouvernail.connectors.sources.certificates import certificate_fault
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError

# Result codes of RFC 4511, appendix A.
_PROTOCOL, _TIME, _SIZE, _STRONGER, _ADMIN_LIMIT, _CONFIDENTIAL = 2, 3, 4, 8, 11, 13
_NO_OBJECT, _BAD_NAME, _INAPPROPRIATE, _CREDENTIALS, _ACCESS, _BUSY, _UNAVAILABLE, _UNWILLING = (
    32, 34, 48, 49, 50, 51, 52, 53,
)  # fmt: skip

_AD_REASONS: Mapping[str, tuple[Fault, str, str]] = {
    "525": (Fault.CREDENTIALS, "Ce compte n’existe pas dans l’annuaire.", "Écrivez-le en entier (compte@domaine)."),
    "52e": (
        Fault.CREDENTIALS,
        "Le compte ou son mot de passe est refusé.",
        "Retapez le mot de passe, et écrivez le compte en entier (compte@domaine).",
    ),
    "530": (Fault.RIGHT, "Ce compte n’a pas le droit d’entrer à cette heure.", "Élargissez ses heures d’accès."),
    "531": (Fault.RIGHT, "Ce compte n’a pas le droit d’entrer depuis ce poste.", "Ajoutez ce serveur à ses postes."),
    "532": (Fault.CREDENTIALS, "Le mot de passe du compte a expiré.", "Changez-le, puis retapez-le ici."),
    "533": (Fault.CREDENTIALS, "Ce compte est désactivé.", "Réactivez-le dans l’annuaire."),
    "701": (Fault.CREDENTIALS, "Ce compte a expiré.", "Repoussez sa date d’expiration."),
    "773": (
        Fault.CREDENTIALS,
        "Ce compte doit changer de mot de passe.",
        "Ouvrez une session avec lui, puis retapez-le.",
    ),
    "775": (Fault.CREDENTIALS, "Ce compte est verrouillé.", "Déverrouillez-le dans l’annuaire."),
}
"""What Active Directory adds to « invalid credentials » (Windows error codes, in hexadecimal)."""


def refused(result: Mapping[str, Any] | None, access: Access, base: str = "") -> SourceError:
    """Return what a refusal of the directory means to the person who sets the source up."""
    told = result or {}
    code, message = int(told.get("result") or 0), str(told.get("message") or "")
    if code == _CREDENTIALS:
        found = re.search(r"data ([0-9a-f]{3}),", message)
        known = _AD_REASONS.get(found[1] if found else "")
        return SourceError(*known) if known else _credentials(access)
    return _BY_CODE[code](base) if code in _BY_CODE else _unknown(code)


def _credentials(access: Access) -> SourceError:
    return SourceError(
        Fault.CREDENTIALS,
        f"Le compte « {access.option('user')} » ou son mot de passe est refusé.",
        "Écrivez le compte en entier (« cn=gouvernail,ou=services,dc=mairie,dc=fr » ou « compte@domaine »).",
    )


def _clear(_base: str) -> SourceError:
    return SourceError(
        Fault.SETTING,
        "L’annuaire refuse une liaison en clair.",
        "Réglez « Chiffrement » sur LDAPS ou StartTLS, et donnez le certificat de l’autorité.",
    )


def _cut(_base: str) -> SourceError:
    return SourceError(
        Fault.RIGHT,
        "L’annuaire limite le nombre de réponses et n’a pas tout donné.",
        "Levez la limite de ce compte (OpenLDAP : olcLimits, voir les droits). Une liste coupée n’est pas enregistrée.",
    )


def _slow(_base: str) -> SourceError:
    return SourceError(Fault.TIMEOUT, "L’annuaire met trop longtemps à répondre.", "Précisez une branche plus petite.")


def _unseen(base: str) -> SourceError:
    return SourceError(
        Fault.RIGHT,
        f"La branche « {base} » n’existe pas, ou ce compte n’a pas le droit de la voir.",
        "Vérifiez son orthographe, puis donnez les droits affichés.",
    )


def _forbidden(base: str) -> SourceError:
    return SourceError(
        Fault.RIGHT, f"Ce compte n’a pas le droit de lire « {base} ».", "Donnez les droits affichés sur cette page."
    )


def _misnamed(base: str) -> SourceError:
    return SourceError(
        Fault.SETTING, f"« {base} » n’est pas un nom d’annuaire.", "Écrivez-le comme « ou=Agents,dc=mairie,dc=fr »."
    )


def _busy(_base: str) -> SourceError:
    return SourceError(Fault.BUSY, "L’annuaire est occupé ou en maintenance.", "Réessayez plus tard.")


def _no_tls(_base: str) -> SourceError:
    return SourceError(
        Fault.CERTIFICATE, "Cet annuaire ne sait pas chiffrer ainsi.", "Essayez LDAPS, ou activez TLS dans l’annuaire."
    )


_BY_CODE = {
    _PROTOCOL: _no_tls, _TIME: _slow, _SIZE: _cut, _ADMIN_LIMIT: _cut, _STRONGER: _clear, _CONFIDENTIAL: _clear,
    _NO_OBJECT: _unseen, _BAD_NAME: _misnamed, _ACCESS: _forbidden, _INAPPROPRIATE: _forbidden, _BUSY: _busy,
    _UNAVAILABLE: _busy, _UNWILLING: _clear,
}  # fmt: skip


def _unknown(code: int) -> SourceError:
    return SourceError(Fault.ANSWER, f"L’annuaire a refusé la question (code {code}).", "Voyez son journal.")


def explain(error: BaseException, access: Access) -> SourceError:
    """Return what an error of the library, or of the network, means."""
    found = certificate_fault(error)
    if found:
        return found
    text = str(error)
    if "timed out" in text and not isinstance(error, LDAPSocketOpenError):
        return _slow("")
    if isinstance(error, LDAPStartTLSError):
        return _no_tls("")
    if isinstance(error, LDAPSocketReceiveError | LDAPSocketSendError | LDAPSessionTerminatedByServerError):
        return SourceError(Fault.UNREACHABLE, "La liaison avec l’annuaire a été coupée.", "Relancez la lecture.")
    if isinstance(error, LDAPSocketOpenError | OSError | UnicodeError):
        return SourceError(
            Fault.UNREACHABLE,
            f"L’annuaire « {access.address} » est injoignable.",
            "Vérifiez l’adresse, le port (636 pour LDAPS) et le pare-feu.",
        )
    return SourceError(
        Fault.ANSWER, "L’annuaire a répondu autre chose que ce qui est attendu.", "Vérifiez l’adresse et le port."
    )
