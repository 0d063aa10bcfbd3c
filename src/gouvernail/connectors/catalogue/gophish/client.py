"""What is asked of GoPhish's API; what targets typed is dropped here, before anything else sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http

KEPT_OF_A_CAMPAIGN = ("id", "name", "status", "launch_date", "created_date")
KEPT_OF_A_RESULT = ("status", "reported", "position")


class GoPhish:
    """The campaigns of a GoPhish."""

    def __init__(self, http: Http) -> None:
        self.http = http

    def campaigns(self) -> list[dict[str, Any]]:
        """Return the campaigns with their counts."""
        body = self._ask("api/campaigns/summary")
        found = body.get("campaigns") if isinstance(body, dict) else None
        if found is None and isinstance(body, dict) and body.get("total") == 0:
            return []
        if not isinstance(found, list) or not all(isinstance(one, dict) and _is_campaign(one) for one in found):
            raise strange()
        return [{name: one.get(name) for name in (*KEPT_OF_A_CAMPAIGN, "stats")} for one in found]

    def results(self, number: int) -> list[dict[str, Any]]:
        """Return the results of a campaign without names, addresses, timeline nor anything typed."""
        body = self._ask(f"api/campaigns/{number}/results")
        found = body.get("results") if isinstance(body, dict) else None
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise strange()
        return [{name: one.get(name) for name in KEPT_OF_A_RESULT} for one in found]

    def _ask(self, path: str) -> Any:
        answer = self.http.get(path)
        if answer.status in (401, 403):
            raise SourceError(
                Fault.CREDENTIALS, "La clé d’API est refusée.", "Recopiez celle de Account Settings, dans GoPhish."
            )
        if answer.status == 404:
            raise SourceError(
                Fault.SETTING,
                "L’API de GoPhish n’est pas à cette adresse.",
                "Donnez l’adresse du port d’administration, souvent « https://serveur:3333 ».",
            )
        if answer.status >= 400:
            raise SourceError(Fault.ANSWER, f"GoPhish a répondu par l’erreur {answer.status}.", "Voyez son journal.")
        return answer.json()


def _is_campaign(one: dict[str, Any]) -> bool:
    """Whether a campaign has a number, and counts where it has some."""
    stats = one.get("stats")
    counts = [stats.get(name) for name in ("total", "sent")] if isinstance(stats, dict) else []
    return (
        _is_count(one.get("id"))
        and (stats is None or isinstance(stats, dict))
        and all(count is None or _is_count(count) for count in counts)
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


@contextmanager
def opened(access: Access) -> Iterator[GoPhish]:
    """Give the API; the key travels in a header, never in an address."""
    with Http(access, {"Authorization": f"Bearer {access.secret('key')}"}) as http:
        yield GoPhish(http)


def strange() -> SourceError:
    """Return what is said of an answer that nobody here can read."""
    return SourceError(
        Fault.ANSWER, "GoPhish a répondu autre chose que ce que Gouvernail sait lire.", "Vérifiez sa version (0.12)."
    )
