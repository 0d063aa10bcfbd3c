"""What is asked of Nextcloud: accounts without their names, and team folders."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http

PAGE = 100
LARGEST = 10**18
"""Bytes; beyond, it is no size."""

SECONDS = 120
"""A page of a hundred accounts takes Nextcloud from four to ten seconds, more on a busy server."""


class Account(NamedTuple):
    """What is kept of an account: nothing that says whose it is."""

    enabled: bool
    last_login: int
    used: int | None


class Folder(NamedTuple):
    """A team folder; ``None`` is a size that Nextcloud has not worked out yet."""

    name: str
    size: int | None


class Nextcloud:
    """A Nextcloud, as an administrator sees it."""

    def __init__(self, http: Http) -> None:
        self.http = http

    def accounts(self) -> Iterator[Account]:
        """Yield every account once; the last page is a short one. ``SourceError`` when a page brings nobody new."""
        start, known = 0, set[str]()
        while True:
            params = {"limit": PAGE, "offset": start, "format": "json"}
            users = self._data("ocs/v2.php/cloud/users/details", params).get("users")
            found = _by_name(users, start)
            fresh = found.keys() - known
            yield from (_account(one) for name, one in found.items() if name in fresh)
            if len(found) < PAGE:
                return
            if not fresh:
                raise SourceError(
                    Fault.ANSWER,
                    "Nextcloud rend toujours la même page de comptes.",
                    "Un cache ou un serveur mandataire répond sans doute à sa place : excluez-en « /ocs/ ».",
                )
            known |= fresh
            start += PAGE

    def names(self) -> int:
        """Return how many accounts the list announces."""
        return len(_values(self._data("ocs/v2.php/cloud/users", {"format": "json"}).get("users")))

    def is_administrator(self) -> bool:
        """Whether this account sees everything: a sub-administrator silently sees his groups only."""
        found = self._data("ocs/v2.php/cloud/user", {"format": "json"})
        groups = found.get("groups") or []
        if not isinstance(groups, list):
            raise strange()
        return "admin" in groups

    def folders(self) -> list[Folder] | None:
        """Return the team folders; ``None`` when the application is not installed, or no longer."""
        answer = self.http.get("index.php/apps/groupfolders/folders", {"format": "json"})
        if answer.status == 404:
            return None
        body = _checked(answer)
        return [_folder(one) for one in _values(body)]

    def _data(self, path: str, params: dict[str, Any]) -> dict[str, Any]:
        data = _checked(self.http.get(path, params))
        if not isinstance(data, dict):
            raise strange()
        return data


@contextmanager
def opened(access: Access) -> Iterator[Nextcloud]:
    """Give the API, with the application password in a header."""
    pair = f"{access.option('user')}:{access.secret('password')}"
    sign_in = f"Basic {b64encode(pair.encode()).decode()}"
    with Http(access, {"OCS-APIRequest": "true", "Authorization": sign_in}, seconds=SECONDS) as http:
        yield Nextcloud(http)


def _checked(answer: Any) -> Any:
    """The data of an answer; ``SourceError`` for a refusal, which may be XML whatever was asked for."""
    if answer.status in (401, 997):
        raise SourceError(
            Fault.CREDENTIALS,
            "Le compte ou son mot de passe d’application est refusé.",
            "Créez un mot de passe d’application dans les réglages de sécurité du compte, et recopiez-le.",
        )
    if answer.status == 403:
        raise SourceError(
            Fault.RIGHT, "Ce compte n’est pas administrateur de Nextcloud.", "Ajoutez-le au groupe « admin »."
        )
    if answer.status in (404, 412):
        raise SourceError(
            Fault.SETTING,
            "L’API de Nextcloud n’est pas à cette adresse.",
            "Donnez l’adresse de Nextcloud, par exemple « https://nuage.exemple.fr ».",
        )
    if answer.status >= 400:
        raise SourceError(Fault.ANSWER, f"Nextcloud a répondu par l’erreur {answer.status}.", "Voyez son journal.")
    body = answer.json()
    ocs = body.get("ocs") if isinstance(body, dict) else None
    if not isinstance(ocs, dict) or "data" not in ocs:
        raise strange()
    return ocs["data"]


def _values(found: Any) -> list[Any]:
    """What a list holds: PHP writes an empty dictionary as an empty list."""
    if isinstance(found, dict):
        return list(found.values())
    if isinstance(found, list):
        return found
    raise strange()


def _by_name(users: Any, start: int) -> dict[str, Any]:
    """Return accounts by what tells them apart while they are read; a list, which names nobody, by their rank."""
    if isinstance(users, dict):
        return users
    return {str(rank): one for rank, one in enumerate(_values(users), start)}


def _account(one: Any) -> Account:
    if not isinstance(one, dict):
        raise strange()
    quota = one.get("quota")
    used = quota.get("used") if isinstance(quota, dict) else None
    last = one.get("lastLogin")
    return Account(
        one.get("enabled") is not False,
        last if isinstance(last, int) else 0,
        _size(used),
    )


def _folder(one: Any) -> Folder:
    if not isinstance(one, dict) or not isinstance(one.get("size"), int | float):
        raise strange()
    return Folder(str(one.get("mount_point") or ""), _size(one["size"]))


def _size(value: Any) -> int | None:
    """Return a number of bytes; below zero Nextcloud says that it does not know (−1, −2, −3)."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LARGEST
    return int(value) if known else None


def strange() -> SourceError:
    """Return what is said of an answer that nobody here can read."""
    return SourceError(
        Fault.ANSWER,
        "Nextcloud a répondu autre chose que ce que Gouvernail sait lire.",
        "Cette version n’est peut-être pas de celles qui ont été essayées.",
    )
