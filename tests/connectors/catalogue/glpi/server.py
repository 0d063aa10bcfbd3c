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
        self.suppliers: list[dict[str, Any]] = []
        self.contracts: list[dict[str, Any]] = []
        self.costs: list[dict[str, Any]] = []
        self.version = "10.0.19"
        self.closed = 0
        self.broken: dict[int, Reply] = {}
        self.searches = 0
        self.announced: int | None = None
        self.closed_table: Reply | None = None

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
        if path == "ContractCost":
            return self.closed_table or self._list(self.costs, asked)
        tables = {
            "search/Ticket": self.tickets, "search/Computer": self.computers, "search/Supplier": self.suppliers,
            "search/Contract": self.contracts,
        }  # fmt: skip
        if path in tables:
            self.searches += 1
            if self.searches in self.broken:
                return self.broken[self.searches]
            return self._search(tables[path], asked)
        return refused(400, "ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM")

    def _list(self, rows: list[dict[str, Any]], asked: Asked) -> Reply:
        """A whole table: an empty one says no number of rows, a further page than the last is an error."""
        first, last = map(int, asked.params["range"].split("-"))
        rows = [row | {"id": number} for number, row in enumerate(rows, 1)]
        if not rows:
            return Reply([])
        if first >= len(rows):
            return refused(400, "ERROR_RANGE_EXCEED_TOTAL")
        page, status = rows[first : last + 1], 206 if last + 1 < len(rows) else 200
        told = {"Content-Range": f"{first}-{first + len(page) - 1}/{len(rows)}"}
        return Reply(page, status=status, headers=told)

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
        "38": "2024-03-15", "123": "2024-02-29", "51": "36", "54": "851.5000", "70": "SECRETUSER",
    }  # fmt: skip
    return known | {key.lstrip("_"): value for key, value in values.items()}


def supplier(number: int, **values: Any) -> dict[str, Any]:
    """A supplier by search option."""
    known = {
        "2": number, "1": f"Prestataire {number}", "9": "Éditeur de logiciels", "7": 1, "70": None,
        "5": "SECRETPHONE", "6": "SECRETMAIL",
    }  # fmt: skip
    return known | {key.lstrip("_"): value for key, value in values.items()}


def contract(number: int, **values: Any) -> dict[str, Any]:
    """A contract by search option: three years from 2024, renewed tacitly year by year."""
    known = {
        "2": number, "1": f"Maintenance {number}", "3": f"2024-{number:03}", "4": "Maintenance", "5": "2024-01-01",
        "6": 36, "7": 3, "21": 12, "23": 1, "29": "Prestataire 1", "80": "Entité racine > Mairie",
        "16": "SECRETTEXT",
    }  # fmt: skip
    return known | {key.lstrip("_"): value for key, value in values.items()}


def cost(contract_number: int, amount: str, first: str | None, last: str | None) -> dict[str, Any]:
    """A cost of a contract, as its table gives it."""
    return {"contracts_id": contract_number, "name": "Coût", "begin_date": first, "end_date": last,
            "cost": amount, "comment": "SECRETTEXT"}  # fmt: skip
