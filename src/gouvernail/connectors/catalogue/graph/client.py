"""What is asked of Microsoft Graph: a few properties of accounts and devices, page after page, never who uses what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from gouvernail.connectors.catalogue.graph.faults import strange, token_refused, trouble
from gouvernail.connectors.catalogue.graph.proof import ASSERTION, assertion
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http, base_address

SIGN_IN = {
    "graph.microsoft.com": "https://login.microsoftonline.com",
    "graph.microsoft.us": "https://login.microsoftonline.us",
    "microsoftgraph.chinacloudapi.cn": "https://login.partner.microsoftonline.cn",
}
"""Where each national cloud signs in (Microsoft Graph, « National cloud deployments »); elsewhere, the same server."""

USERS, SIGN_INS = "id,userPrincipalName,accountEnabled,userType", "signInActivity"
DEVICES = (
    "id,deviceName,operatingSystem,osVersion,lastSyncDateTime,serialNumber,manufacturer,model,wiFiMacAddress,"
    "enrolledDateTime"
)
PAGE_OF_USERS, PAGE = 500, 999
"""Asking for the last sign-ins makes Graph give 500 accounts a page at most."""

MOST_PAGES = 5_000

Row = Mapping[str, Any]


class Graph:
    """Microsoft Graph, as an application that was given a few rights sees it."""

    def __init__(self, http: Http) -> None:
        self.http = http

    def users(self, *, sign_ins: bool) -> Iterator[Row]:
        """Yield the accounts; with their last sign-ins where the licence and the rights allow it."""
        names = f"{USERS},{SIGN_INS}" if sign_ins else USERS
        return self._pages("v1.0/users", {"$select": names, "$top": PAGE_OF_USERS if sign_ins else PAGE})

    def registrations(self) -> Iterator[Row]:
        """Yield what each account can sign in with; not what it is, nor with which telephone."""
        return self._pages("v1.0/reports/authenticationMethods/userRegistrationDetails", {})

    def devices(self) -> Iterator[Row]:
        """Yield the devices that Intune manages."""
        return self._pages("v1.0/deviceManagement/managedDevices", {"$select": DEVICES})

    def one_of(self, what: str) -> bool:
        """Ask for the first page of « users », « sign_ins », « registrations » or « devices »; whether it holds any."""
        found = {
            "users": lambda: self.users(sign_ins=False),
            "sign_ins": lambda: self.users(sign_ins=True),
            "registrations": self.registrations,
            "devices": self.devices,
        }[what]()
        return next(found, None) is not None

    def _pages(self, path: str, params: Mapping[str, Any]) -> Iterator[Row]:
        """Follow the links that Graph gives, as they are."""
        seen: set[str] = set()
        asked: Mapping[str, Any] | None = params
        while path:
            answer = self.http.get(path, asked)
            if answer.status >= 400:
                raise trouble(answer)
            body = answer.json()
            rows = body.get("value") if isinstance(body, dict) else None
            if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("id") for row in rows):
                raise strange()
            yield from rows
            path, asked = self._next(body, seen), None

    def _next(self, body: Row, seen: set[str]) -> str:
        link = body.get("@odata.nextLink") or ""
        if not isinstance(link, str) or link in seen or len(seen) > MOST_PAGES:
            raise strange()
        if link and not link.startswith(f"{self.http.base}/"):  # the token must go nowhere else
            raise strange()
        seen.add(link)
        return link


@contextmanager
def opened(access: Access, **options: Any) -> Iterator[Graph]:
    """Give Graph, with a token in a header."""
    base = base_address(access.address)
    token = _token(access, SIGN_IN.get(urlsplit(base).hostname or "", base), options)
    with Http(access, {"Authorization": f"Bearer {token}"}, **options) as http:
        yield Graph(http)


def _token(access: Access, sign_in: str, options: Mapping[str, Any]) -> str:
    """Prove who we are (OAuth 2.0 client credentials, RFC 6749, section 4.4) and return a token of an hour."""
    tenant, application = str(access.option("tenant")).strip(), str(access.option("client_id")).strip()
    if not tenant or "/" in tenant or not application:
        raise SourceError(
            Fault.SETTING, "L’annuaire ou l’application n’est pas dit.", "Recopiez les deux identifiants d’Entra ID."
        )
    path = f"{tenant}/oauth2/v2.0/token"
    audience = f"{urlsplit(access.address.strip()).scheme}://{urlsplit(access.address.strip()).netloc}"
    form = {
        "grant_type": "client_credentials", "client_id": application, "scope": f"{audience}/.default",
    } | _proof(access, f"{sign_in}/{path}", application)  # fmt: skip
    with Http(access, base=sign_in, **options) as http:
        answer = http.ask("POST", path, data=form)
    if answer.status >= 400:
        raise token_refused(answer)
    body = answer.json()
    token = body.get("access_token") if isinstance(body, dict) else None
    if not isinstance(token, str) or not token:
        raise strange()
    return token


def _proof(access: Access, audience: str, application: str) -> dict[str, str]:
    if access.secret("certificate"):
        proof = assertion(access.secret("certificate"), application, audience)
        return {"client_assertion_type": ASSERTION, "client_assertion": proof}
    if access.secret("secret"):
        return {"client_secret": access.secret("secret")}
    raise SourceError(
        Fault.CREDENTIALS,
        "Ni secret ni certificat n’est donné.",
        "Collez le certificat et sa clé (préférable), ou la valeur du secret.",
    )
