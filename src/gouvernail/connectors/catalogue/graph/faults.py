"""The refusals of Entra ID and Graph as French sentences: a wrong secret, a right missing, a licence missing are three.

The codes come from Microsoft's documentation (« AADSTS error codes », « Microsoft Graph error responses »).
"""

from __future__ import annotations

import re
from typing import Any

from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Answer

_SIGN_IN: dict[str, tuple[Fault, str, str]] = {
    "7000215": (Fault.CREDENTIALS, "Le secret de l’application est refusé.",
                "Recopiez sa valeur (et non son identifiant), montrée une seule fois à sa création."),
    "7000222": (Fault.CREDENTIALS, "Le secret de l’application a expiré.", "Faites-en un autre dans Entra ID."),
    "700027": (Fault.CREDENTIALS, "Le certificat de l’application est refusé.",
               "Déclarez-le dans Entra ID : Inscriptions d’applications > Certificats et secrets."),
    "7000216": (Fault.CREDENTIALS, "L’application n’a pas prouvé qui elle est.", "Donnez un secret ou un certificat."),
    "700016": (Fault.SETTING, "Cette application n’existe pas dans cet annuaire.",
               "Vérifiez l’identifiant de l’application et celui de l’annuaire."),
    "90002": (Fault.SETTING, "Cet annuaire n’existe pas.", "Recopiez l’« ID de l’annuaire (locataire) »."),
    "900023": (Fault.SETTING, "L’identifiant de l’annuaire n’est pas lisible.",
               "Recopiez l’« ID de l’annuaire (locataire) »."),
    "65001": (Fault.RIGHT, "Un administrateur n’a pas consenti aux droits de l’application.",
              "Dans Entra ID : Autorisations d’API > Accorder le consentement d’administrateur."),
    "53003": (Fault.RIGHT, "Une règle d’accès conditionnel refuse cette application.",
              "Autorisez l’adresse de ce serveur dans l’accès conditionnel."),
    "7000112": (Fault.RIGHT, "L’application est désactivée.", "Réactivez-la dans les applications d’entreprise."),
}  # fmt: skip

_NO_LICENCE = (
    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
    "Request not applicable to target tenant",
    "does not have a premium license",
    "doesn't have premium license",
    "is not licensed",
)
_CONSENT = "Ajoutez le droit d’application affiché sur cette page, puis « Accorder le consentement d’administrateur »."


def _error(answer: Answer) -> dict[str, Any]:
    try:
        body = answer.json()
    except SourceError:
        return {}
    return body if isinstance(body, dict) else {}


def token_refused(answer: Answer) -> SourceError:
    """Return why no token was given; the code decides, its text is in any language."""
    found = re.search(r"AADSTS(\d+)", str(_error(answer).get("error_description", "")))
    known = _SIGN_IN.get(found[1] if found else "")
    if known:
        return SourceError(*known)
    if answer.status == 404:
        return SourceError(
            Fault.SETTING, "Personne ne répond à cette adresse.", "Écrivez « https://graph.microsoft.com »."
        )
    if answer.status >= 500:
        return SourceError(Fault.ANSWER, f"Entra ID a répondu par l’erreur {answer.status}.", "Réessayez plus tard.")
    code = f" (AADSTS{found[1]})" if found else ""
    return SourceError(
        Fault.CREDENTIALS, f"Entra ID refuse l’application{code}.", "Vérifiez les identifiants et le secret."
    )


def trouble(answer: Answer) -> SourceError:
    """Return why Graph refuses: a token that was lost on the way, a right or a licence that is missing."""
    told = _error(answer).get("error")
    error = told if isinstance(told, dict) else {}
    code, message = str(error.get("code", "")), str(error.get("message", ""))
    if any(mark in code or mark in message for mark in _NO_LICENCE):
        return SourceError(
            Fault.LICENCE,
            "La licence de cet annuaire ne donne pas accès à cela.",
            "Il faut Entra ID P1 ou P2 pour les connexions et le second facteur, Intune pour les appareils.",
        )
    if answer.status == 401 and "empty" in message.lower():
        return SourceError(
            Fault.CREDENTIALS,
            "Microsoft n’a pas reçu le jeton : l’en-tête Authorization a été retiré en route.",
            "Un serveur mandataire le retire : laissez passer cet en-tête vers graph.microsoft.com.",
        )
    if answer.status == 401:
        return SourceError(Fault.CREDENTIALS, "Microsoft refuse le jeton.", "Vérifiez l’annuaire et l’application.")
    if answer.status == 403:
        return SourceError(Fault.RIGHT, "L’application n’a pas le droit de lire cela.", _CONSENT)
    if answer.status == 404:
        return SourceError(
            Fault.SETTING, "Graph n’est pas à cette adresse.", "Écrivez « https://graph.microsoft.com »."
        )
    return SourceError(Fault.ANSWER, f"Graph a répondu par l’erreur {answer.status}.", "Réessayez plus tard.")


def strange() -> SourceError:
    """Return what is said of an answer that nobody here can read."""
    return SourceError(
        Fault.ANSWER,
        "Graph a répondu autre chose que ce que Gouvernail sait lire.",
        "Réessayez ; sinon, signalez-le : cette source n’a pas pu être éprouvée sur un annuaire réel.",
    )
