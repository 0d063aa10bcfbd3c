"""What is asked of GLPI's REST API: searches that return a few columns by number, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Answer, Http, base_address

PAGE = 500
API = "apirest.php"

CHANGED = 19
TICKET_COLUMNS = {
    "id": 2, "status": 12, "opened": 15, "solved": 17, "closed": 16, "category": 7, "requester": 4, "changed": CHANGED,
}  # fmt: skip
SUBJECT_COLUMNS = {"title": 1, "itemtype": 131, "item": 13}
"""Read only when a person agreed to it, and reduced as they are read."""
ORIGINS = {"groupe": 71, "entite": 80, "lieu": 83}
"""Where the department of a request stands: requester's group, entity or location, by search option."""

COMPUTER_COLUMNS = {
    "id": 2, "name": 1, "type": 4, "state": 31, "serial": 5, "manufacturer": 23, "model": 40, "os": 45, "version": 46,
    "kernel": 48, "location": 3, "group": 71, "entity": 80, "bought": 37, "used": 38, "uuid": 47,
    "inventoried": 9, "warranty_from": 123, "warranty_months": 51, "price": 54,
}  # fmt: skip
SUPPLIER_COLUMNS = {"id": 2, "name": 1, "type": 9, "active": 7, "registration": 70}
CONTRACT_COLUMNS = {
    "id": 2, "name": 1, "number": 3, "type": 4, "begins": 5, "months": 6, "notice": 7, "period": 21, "renewal": 23,
    "suppliers": 29, "entity": 80,
}  # fmt: skip

Row = dict[str, Any]


def api_address(access: Access) -> str:
    """Return the address of the API, whether the person gave GLPI's or the API's own."""
    base = base_address(access.address)
    return base if base.endswith((API, "/v1")) else f"{base}/{API}"


class Glpi:
    """A session of GLPI's API, that sees every entity its account may see."""

    def __init__(self, http: Http, access: Access) -> None:
        self.http = http
        self.app = {"App-Token": access.secret("app_token")} if access.secret("app_token") else {}
        self.session: dict[str, str] = {}

    def open(self, user_token: str) -> None:
        """Begin a session on all entities."""
        answer = self._ask("GET", "initSession", {"Authorization": f"user_token {user_token}"})
        token = answer.json().get("session_token") if isinstance(answer.json(), dict) else None
        if not token:
            raise SourceError(Fault.ANSWER, "GLPI n’a pas ouvert de session.", "Vérifiez que l’API REST est activée.")
        self.session = {"Session-Token": str(token)}
        self._ask("POST", "changeActiveEntities", json={"entities_id": "all", "is_recursive": True})

    def version(self) -> str:
        """Return the version of GLPI, or an empty text when this account may not see it."""
        try:
            found = self._ask("GET", "getGlpiConfig").json()
        except SourceError:
            return ""
        config = found.get("cfg_glpi") if isinstance(found, dict) else None
        return str((config or {}).get("version", ""))

    def count(self, itemtype: str) -> int:
        """Return how many objects of a kind this account sees."""
        return _total(self._page(itemtype, {"id": 2}, 0, 0))

    def search(
        self, itemtype: str, columns: Mapping[str, int], report: Report, *, changed_since: str = ""
    ) -> Iterator[Row]:
        """Yield all objects of a kind, or those changed since an instant of GLPI, by their number, a page at a time.

        Says when the list moved under our feet.
        """
        start, total, last = 0, None, -1
        while total is None or start < total:
            page = self._page(itemtype, columns, start, start + PAGE - 1, changed_since)
            found = _total(page)
            if total is not None and found < total:
                report.warn("La liste a changé pendant la lecture : un enregistrement a pu échapper.")
            total = found
            report.expected = max(total, report.expected or 0)
            rows = _rows(page)
            if not rows:
                return
            for row in rows:
                named = {name: row.get(str(number)) for name, number in columns.items()}
                number = _number(named["id"])
                if number > last:  # a row pushed from one page to the next comes once
                    last = number
                    yield named
            start += len(rows)

    def listed(self, itemtype: str) -> Iterator[Row]:
        """Yield all the rows of a table that has no search of its own, page by page; ``SourceError`` if cut short."""
        start, total, last = 0, None, 0
        while total is None or start < total:
            answer = self._ask("GET", itemtype, params={"range": f"{start}-{start + PAGE - 1}"})
            rows = _rows({"data": answer.json()})
            total = _announced(answer, len(rows))
            numbers = [_number(row.get("id")) for row in rows]
            if (not rows and start < total) or (numbers and min(numbers) <= last):
                raise _strange()  # a page that never comes, or comes again
            yield from rows
            last = max(numbers, default=last)
            start += len(rows)

    def _page(self, itemtype: str, columns: Mapping[str, int], first: int, last: int, since: str = "") -> Any:
        params = {f"forcedisplay[{at}]": number for at, number in enumerate(columns.values())}
        params |= {"range": f"{first}-{last}", "sort": 2, "order": "ASC", "is_deleted": 0}
        if since:
            params |= {
                "criteria[0][field]": CHANGED,
                "criteria[0][searchtype]": "morethan",
                "criteria[0][value]": since,
            }
        answer = self._ask("GET", f"search/{itemtype}", params=params)
        return answer.json()

    def close(self) -> None:
        """End the session."""
        if self.session:
            try:
                self._ask("GET", "killSession")
            except SourceError:
                return

    def _ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        sent = self.app | self.session | dict(headers or {})
        answer = self.http.ask(method, path, headers=sent, **options)
        if answer.status >= 400:
            raise _explained(answer)
        return answer


@contextmanager
def opened(access: Access, **options: Any) -> Iterator[Glpi]:
    """Give a session, closed whatever happens."""
    with Http(access, base=api_address(access), **options) as http:
        glpi = Glpi(http, access)
        try:
            glpi.open(access.secret("user_token"))
            yield glpi
        finally:
            glpi.close()


def _total(page: Any) -> int:
    found = page.get("totalcount") if isinstance(page, dict) else None
    if not isinstance(found, int):
        raise _strange()
    return found


def _rows(page: Any) -> list[Row]:
    rows = page.get("data", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _strange()
    return rows


def _announced(answer: Answer, rows: int) -> int:
    """Return how many rows a list has (« 0-499/1204 »); a list that says nothing is the whole of itself."""
    told = answer.headers.get("content-range", "").rsplit("/", 1)[-1]
    return int(told) if told.isdecimal() else rows


def _number(value: object) -> int:
    text = str(value)
    if not text.isdecimal():
        raise _strange()
    return int(text)


def _strange() -> SourceError:
    return SourceError(
        Fault.ANSWER,
        "GLPI a répondu autre chose que ce que Gouvernail sait lire.",
        "Cette version n’est peut-être pas de celles qui ont été essayées (10 et 11).",
    )


_FAULTS: dict[str, tuple[Fault, str, str]] = {
    "ERROR_APP_TOKEN_PARAMETERS_MISSING": (
        Fault.CREDENTIALS, "GLPI demande un jeton d’application.",
        "Recopiez celui de Configuration > Générale > API, ou videz-le dans GLPI."),
    "ERROR_WRONG_APP_TOKEN_PARAMETER": (
        Fault.CREDENTIALS, "Le jeton d’application est refusé.",
        "Recopiez celui de Configuration > Générale > API."),
    "ERROR_GLPI_LOGIN_USER_TOKEN": (
        Fault.CREDENTIALS, "Le jeton de l’utilisateur est refusé.",
        "Recopiez le « jeton d’API » de la fiche de l’utilisateur."),
    "ERROR_GLPI_LOGIN": (
        Fault.CREDENTIALS, "Le jeton de l’utilisateur est refusé.",
        "Recopiez le « jeton d’API » de la fiche de l’utilisateur."),
    "ERROR_LOGIN_PARAMETERS_MISSING": (
        Fault.CREDENTIALS, "GLPI n’a pas reçu le jeton de l’utilisateur.",
        "Apache retire souvent l’en-tête Authorization : ajoutez « CGIPassAuth On » à la configuration de GLPI."),
    "ERROR_LOGIN_WITH_CREDENTIALS_DISABLED": (
        Fault.RIGHT, "GLPI n’accepte pas les jetons externes.",
        "Activez « connexion avec jeton externe » dans Configuration > Générale > API."),
    "ERROR_NOT_ALLOWED_IP": (
        Fault.RIGHT, "GLPI n’accepte pas l’adresse de ce serveur.",
        "Ajoutez-la au client d’API dans Configuration > Générale > API."),
    "ERROR_RIGHT_MISSING": (
        Fault.RIGHT, "Le profil de ce compte n’a pas le droit de lire cela.",
        "Donnez-lui un profil qui voit tous les tickets et le parc, en lecture, dans toutes les entités."),
    "ERROR_SESSION_TOKEN_INVALID": (
        Fault.ANSWER, "GLPI a fermé la session en cours de lecture.", "Réessayez."),
}  # fmt: skip


def _explained(answer: Answer) -> SourceError:
    """The code of the error decides, never its text, which is in the language of the account."""
    if answer.status == 404 or "html" in answer.headers.get("content-type", ""):
        return SourceError(
            Fault.SETTING,
            "L’API de GLPI n’est pas à cette adresse.",
            "Activez-la dans Configuration > Générale > API, et donnez l’adresse de GLPI, par exemple "
            "« https://glpi.exemple.fr ».",
        )
    try:
        body = answer.json()
    except SourceError:
        body = None
    code = str(body[0]) if isinstance(body, list) and body else ""
    found = _FAULTS.get(code)
    if found:
        return SourceError(*found)
    if answer.status in (401, 403):
        return SourceError(Fault.RIGHT, f"GLPI refuse (erreur {answer.status}).", "Vérifiez les jetons et le profil.")
    return SourceError(Fault.ANSWER, f"GLPI a répondu par une erreur ({code or answer.status}).", "Voyez son journal.")
