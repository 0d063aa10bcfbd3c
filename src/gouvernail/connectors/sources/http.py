"""Ask an HTTP API: certificates verified, time limits, bounded retries that honour Retry-After, bounded answers.

Secrets travel in headers only, never in an address: addresses end up in logs. Redirections are not followed, so that no
secret goes to a server nobody named.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from gouvernail.connectors.sources.certificates import certificate_fault, tls_context
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.hosts import check_host, is_forbidden

ATTEMPTS = 4
LONGEST_WAIT, ALL_WAITS = 60.0, 150.0
"""Seconds: a single wait that a server may ask for, and all those of one question together."""

MAX_BYTES = 64 * 1024 * 1024
BUSY, PASSING = 429, frozenset({429, 502, 503, 504})
_NO_USE = (httpx.ConnectError, httpx.ConnectTimeout)


@dataclass(frozen=True)
class Answer:
    """What a server answered: status, headers by lower-case name, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON; ``SourceError`` when it is cut or is a page for people."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise self._not_json() from error

    def _not_json(self) -> SourceError:
        if "html" in self.headers.get("content-type", "") or self.body.lstrip()[:1] == b"<":
            return SourceError(
                Fault.ANSWER,
                "Une page web a répondu à la place de l’API.",
                "Vérifiez l’adresse : c’est peut-être celle d’un portail de connexion ou d’un serveur mandataire.",
            )
        return SourceError(
            Fault.ANSWER,
            "La réponse est coupée ou illisible.",
            "Réessayez ; sinon, voyez le journal du serveur.",
        )


def base_address(address: str) -> str:
    """Return an address without its last slash; ``SourceError`` when it is no web address or holds a secret."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(
            Fault.SETTING, "L’adresse n’est pas lisible.", "Écrivez-la en entier : « https://serveur.exemple.fr »."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SourceError(
            Fault.SETTING,
            "L’adresse ne doit contenir ni identifiant ni paramètre.",
            "Mettez les secrets dans leurs champs, où ils sont chiffrés.",
        )
    check_host(parts.hostname)
    return address.strip().rstrip("/")


class Http:
    """Asks one server; ``sleep`` is there for the tests."""

    def __init__(
        self,
        access: Access,
        headers: Mapping[str, str] | None = None,
        *,
        seconds: float = 60,
        sleep: Callable[[float], None] = time.sleep,
        base: str = "",
    ) -> None:
        self.base = base or base_address(access.address)
        self.address = access.address
        self._sleep = sleep
        self._client = httpx.Client(
            headers={"Accept": "application/json", "User-Agent": "Gouvernail"} | dict(headers or {}),
            verify=tls_context(access.authority),
            timeout=httpx.Timeout(seconds, connect=10),
            follow_redirects=False,
        )

    def __enter__(self) -> Http:
        return self

    def __exit__(self, *_reason: object) -> None:
        self._client.close()

    def get(self, path: str, params: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask; passing troubles are asked again, a few times."""
        return self.ask("GET", path, params=params, headers=headers)

    def ask(self, method: str, path: str, **options: Any) -> Answer:
        """Ask with any method; only what can be asked twice without harm should be."""
        waited = 0.0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._once(method, path, options)
            except (httpx.TimeoutException, httpx.TransportError) as error:
                fault = self._trouble(error)
                if attempt == ATTEMPTS or fault.fault == Fault.CERTIFICATE or isinstance(error, _NO_USE):
                    raise fault from error
                wait = 2.0 ** (attempt - 1)
            else:
                if answer.status not in PASSING:
                    return self._checked(answer)
                wait = _asked_wait(answer) or 2.0 ** (attempt - 1)
                if attempt == ATTEMPTS or wait > LONGEST_WAIT or waited + wait > ALL_WAITS:
                    raise _overloaded(answer.status)
            waited += wait
            self._sleep(wait)
        raise AssertionError  # the loop always answers or raises

    def _once(self, method: str, path: str, options: Mapping[str, Any]) -> Answer:
        url = path if path.startswith(f"{self.base}/") else f"{self.base}/{path.lstrip('/')}"
        with self._client.stream(method, url, **options) as response:
            self._check_where(response)
            body = bytearray()
            for some in response.iter_bytes():
                body += some
                if len(body) > MAX_BYTES:
                    raise SourceError(
                        Fault.ANSWER, "La réponse est démesurée : la lecture est arrêtée.", "Vérifiez l’adresse."
                    )
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, bytes(body))

    def _check_where(self, response: httpx.Response) -> None:
        """A name may lead elsewhere since it was checked: what a forbidden address answers is not read."""
        peer = response.extensions["network_stream"].get_extra_info("server_addr")
        if peer and is_forbidden(str(peer[0])):
            check_host(str(peer[0]))

    def _checked(self, answer: Answer) -> Answer:
        if 300 <= answer.status < 400:
            raise SourceError(
                Fault.SETTING,
                "Le serveur renvoie vers une autre adresse.",
                "Écrivez l’adresse définitive (souvent https:// au lieu de http://) : elle n’est pas suivie seule.",
            )
        return answer

    def _trouble(self, error: httpx.HTTPError) -> SourceError:
        found = certificate_fault(error)
        if found:
            return found
        if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
            return SourceError(
                Fault.UNREACHABLE,
                f"Le serveur « {urlsplit(self.base).netloc} » est injoignable.",
                "Vérifiez l’adresse, le port et le pare-feu, et que cette machine résout ce nom.",
            )
        if isinstance(error, httpx.TimeoutException):
            return SourceError(
                Fault.TIMEOUT,
                "Le serveur met trop longtemps à répondre.",
                "Réessayez quand il sera moins chargé.",
            )
        return SourceError(
            Fault.UNREACHABLE,
            "La liaison avec le serveur a été coupée.",
            "Réessayez ; ce qui était lu est gardé à part.",
        )


def _asked_wait(answer: Answer) -> float | None:
    """Seconds that the server asks for, as a number or as a date (RFC 9110, §10.2.3)."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds()) if when.tzinfo else None


def _overloaded(status: int) -> SourceError:
    if status == BUSY:
        return SourceError(
            Fault.BUSY, "Le serveur demande d’attendre plus longtemps.", "Espacez les lectures, ou réessayez plus tard."
        )
    return SourceError(
        Fault.UNREACHABLE,
        f"Le serveur est indisponible (erreur {status}).",
        "Il est peut-être en maintenance ; réessayez plus tard.",
    )
