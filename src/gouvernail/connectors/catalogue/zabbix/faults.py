"""The refusals of Zabbix, which come in good answers, as French sentences."""

from __future__ import annotations

from typing import Any

from gouvernail.connectors.sources.faults import Fault, SourceError

_NO_METHOD = -32601
_HEADER = (
    "Si le jeton est juste, Apache retire l’en-tête Authorization : ajoutez « SetEnvIf Authorization (.+) "
    "HTTP_AUTHORIZATION=$1 » à la configuration de Zabbix."
)


def trouble(error: Any, *, header: bool) -> SourceError:
    """Return why Zabbix refuses; its texts are English whatever the language of the account."""
    told = error if isinstance(error, dict) else {}
    data = str(told.get("data") or told.get("message") or "")
    low = data.lower()
    if "expired" in low:
        return SourceError(
            Fault.CREDENTIALS, "Le jeton a expiré.", "Faites-en un autre : Administration > Jetons d’API."
        )
    if "not authori" in low or "re-login" in low or "incorrect user name" in low:
        advice = "Recopiez-le, et vérifiez que son utilisateur est actif."
        return SourceError(Fault.CREDENTIALS, "Zabbix refuse le jeton.", f"{advice} {_HEADER}" if header else advice)
    if "no permissions" in low or "access denied" in low:
        return SourceError(
            Fault.RIGHT,
            "Le rôle de ce jeton ne permet pas de lire cela.",
            "Autorisez à ce rôle l’API et les méthodes affichées sur cette page.",
        )
    if told.get("code") == _NO_METHOD:
        return SourceError(
            Fault.ANSWER, "Cette version de Zabbix ne connaît pas les SLA.", "Il faut Zabbix 6.0 ou plus récent."
        )
    return SourceError(Fault.ANSWER, "Zabbix a refusé la question.", f"Voici ce qu’il en dit : « {data[:120]} ».")


def is_refused(status: int) -> SourceError:
    """Return what an HTTP error means: the API itself never answers by one."""
    if status in (401, 403):
        return SourceError(
            Fault.RIGHT,
            f"Le serveur web refuse l’accès à l’API (erreur {status}).",
            "Un mot de passe ou une liste d’adresses protège Zabbix : laissez passer ce serveur.",
        )
    if status == 404:
        return SourceError(
            Fault.SETTING,
            "L’API de Zabbix n’est pas à cette adresse.",
            "Donnez l’adresse de son interface, par exemple « https://zabbix.exemple.fr/zabbix ».",
        )
    return SourceError(Fault.ANSWER, f"Le serveur a répondu par l’erreur {status}.", "Voyez son journal.")


def strange() -> SourceError:
    """Return what is said of an answer that nobody here can read."""
    return SourceError(
        Fault.ANSWER,
        "Zabbix a répondu autre chose que ce que Gouvernail sait lire.",
        "Cette version n’est peut-être pas de celles qui ont été essayées.",
    )
