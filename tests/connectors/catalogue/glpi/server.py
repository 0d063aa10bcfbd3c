"""A GLPI of our own: its API as version 10.0.19 speaks it, with invented people."""

from __future__ import annotations

from typing import Any

from tests.connectors.sources.servers import Asked, Reply

APP, USER, SESSION = "jeton-application", "jeton-utilisateur", "session-1"


def refused(status: int, code: str) -> Reply:
    """An error as GLPI writes it: a code, then words in the language of the account."""
    return Reply([code, "un texte traduit"], status=status)


class FakeGlpi:
    """Answers searches from rows keyed by search option, as the real one does."""

    def __init__(self) -> None:
        self.tickets: list[dict[str, Any]] = []
        self.computers: list[dict[str, Any]] = []
        self.version = "10.0.19"
        self.closed = 0
        self.broken: dict[int, Reply] = {}
        self.searches = 0
        self.announced: int | None = None

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/apirest.php/")
        if asked.headers.get("app-token") != APP:
            return refused(400, "ERROR_WRONG_APP_TOKEN_PARAMETER" if "app-token" in asked.headers else
                           "ERROR_APP_TOKEN_PARAMETERS_MISSING")  # fmt: skip
        if path == "initSession":
            if "authorization" not in asked.headers:
                return refused(400, "ERROR_LOGIN_PARAMETERS_MISSING")
            good = asked.headers["authorization"] == f"user_token {USER}"
            return Reply({"session_token": SESSION}) if good else refused(401, "ERROR_GLPI_LOGIN_USER_TOKEN")
        if asked.headers.get("session-token") != SESSION:
            return refused(401, "ERROR_SESSION_TOKEN_INVALID")
        return self._in_session(path, asked)

    def _in_session(self, path: str, asked: Asked) -> Reply:
        if path == "changeActiveEntities":
            return Reply(True)
        if path == "killSession":
            self.closed += 1
            return Reply(True)
        if path == "getGlpiConfig":
            return Reply({"cfg_glpi": {"version": self.version}})
        if path in ("search/Ticket", "search/Computer"):
            self.searches += 1
            if self.searches in self.broken:
                return self.broken[self.searches]
            return self._search(self.tickets if path.endswith("Ticket") else self.computers, asked)
        return refused(400, "ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM")

    def _search(self, rows: list[dict[str, Any]], asked: Asked) -> Reply:
        first, last = map(int, asked.params["range"].split("-"))
        since = asked.params.get("criteria[0][value]")
        if since:
            assert (asked.params["criteria[0][field]"], asked.params["criteria[0][searchtype]"]) == ("19", "morethan")
            rows = [row for row in rows if row["19"] and row["19"] > since]
        total = len(rows) if self.announced is None else self.announced
        if first >= total > 0:
            return refused(400, "ERROR_RANGE_EXCEED_TOTAL")
        shown = {value for name, value in asked.params.items() if name.startswith("forcedisplay")}
        page = [{key: row.get(key) for key in {"2", "1", "80"} | shown} for row in rows[first : last + 1]]
        status = 206 if last + 1 < total else 200
        body = {"totalcount": total, "count": len(page), "sort": [2], "order": ["ASC"], "data": page}
        return Reply(body, status=status)


def ticket(number: int, **values: Any) -> dict[str, Any]:
    """A ticket by search option: an open one of user 7, of the group « Écoles »."""
    known = {
        "2": number, "1": "SECRETTITLE", "12": 2, "15": "2026-03-02 09:00:00", "17": None, "16": None,
        "19": "2026-03-02 09:00:00",
        "7": "Poste de travail", "4": "7", "71": "Mairie > Écoles", "80": "Entité racine > Mairie", "83": None,
        "5": "SECRETTECH", "21": "SECRETTEXT",
    }  # fmt: skip
    return known | {key.lstrip("_"): value for key, value in values.items()}


def computer(number: int, **values: Any) -> dict[str, Any]:
    """A computer by search option, on Windows 11."""
    known = {
        "2": number, "1": f"PC-{number:03}", "4": "Portable", "31": "En service", "5": f"SN{number}",
        "23": "Constructeur", "40": "Modèle 15", "45": "Microsoft Windows 11 Professionnel", "46": "23H2",
        "48": "10.0.22631", "3": "Hôtel de ville", "71": "Mairie > Écoles", "80": "Entité racine > Mairie",
        "37": "2024-02-01",
        "38": "2024-03-15", "123": "2024-02-29", "51": "36", "70": "SECRETUSER",
    }  # fmt: skip
    return known | {key.lstrip("_"): value for key, value in values.items()}
