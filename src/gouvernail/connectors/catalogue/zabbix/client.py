"""What is asked of Zabbix's API (JSON-RPC 2.0): services, their SLAs, and the events of the triggers one tagged."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from gouvernail.connectors.catalogue.zabbix.faults import is_refused, strange, trouble
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http, base_address

API = "api_jsonrpc.php"
HEADER_SINCE, BODY_UNTIL = (6, 4), (7, 2)
"""From 6.4 on the token goes in a header; from 7.2 on the body holds it no more (Zabbix's own release notes)."""

HOST_GROUPS_SINCE = (6, 2)
"""From 6.2 on hosts' groups have their own name (« What's new in Zabbix 6.2 »)."""

TRIGGER_EVENTS = {"source": 0, "object": 0}
HAS_TAG = 4
"""The operator « exists » of a filter by tag."""

PERIODS = 35
"""More days than a month has: asked for fewer, Zabbix leaves the first ones out."""

ENDS = 500
"""How many events are asked for at once, by their numbers."""

Row = Mapping[str, Any]


class Zabbix:
    """A Zabbix, as a token that only reads sees it."""

    def __init__(self, http: Http, token: str) -> None:
        self.http, self.token = http, token
        self.version = ""
        self.lost_header = False
        self._numbers = itertools.count(1)

    def open(self) -> None:
        """Ask for the version, which must be asked without a token, and try the token."""
        found = self._ask("apiinfo.version", [], signed="")
        if not isinstance(found, str) or not re.match(r"\d+\.\d+", found):
            raise strange()
        self.version = found
        try:
            self.hosts()
        except SourceError as error:
            if error.fault != Fault.CREDENTIALS or not HEADER_SINCE <= self._release() < BODY_UNTIL:
                raise
            self.lost_header = True  # an Apache that drops the header is told from a wrong token by asking otherwise
            self.hosts()

    def _release(self) -> tuple[int, int]:
        major, minor = self.version.split(".")[:2]
        return int(major), int(re.match(r"\d+", minor)[0])  # type: ignore[index] # open() saw a digit there

    def hosts(self) -> int:
        """Return how many monitored hosts this token sees: without any, an empty answer is no good health."""
        return self._count("host.get", {"filter": {"status": 0}})

    def services(self) -> dict[str, str]:
        """Return the names of the services by identifier."""
        return {_text(one, "serviceid"): _text(one, "name") for one in self._rows("service.get", ["serviceid", "name"])}

    def slas(self) -> list[Row]:
        """Return the SLAs that are enabled."""
        found = self._rows("sla.get", ["slaid", "name", "period", "slo", "timezone", "status"])
        return [one for one in found if _text(one, "status") == "1"]

    def sli(self, sla: str, first: int, last: int) -> Row:
        """Return what an SLA was from an instant to another (seconds since 1970): periods, services, figures."""
        asked = {"slaid": sla, "period_from": first, "period_to": last - 1, "periods": PERIODS}
        found = self._call("sla.getsli", asked)
        if not isinstance(found, dict):
            raise strange()
        return found

    def tagged_triggers(self, tag: str) -> list[Row]:
        """Return the triggers in use that bear a tag."""
        return self._rows(
            "trigger.get",
            ["triggerid"],
            {"tags": [{"tag": tag, "operator": HAS_TAG}], "monitored": True, "selectTags": "extend"},
        )

    def problems(self, tag: str, first: int, last: int) -> list[Row]:
        """Return the problems of these triggers that were there between two instants, with when each one ended."""
        found = self._rows(
            "event.get",
            ["eventid", "clock", "r_eventid"],
            TRIGGER_EVENTS
            | {"value": 1, "tags": [{"tag": tag, "operator": HAS_TAG}], "selectTags": "extend"}
            | {"selectHosts": ["hostid"]}
            | {"problem_time_from": first, "problem_time_till": last},
        )
        ends = self._ends(sorted({_text(one, "r_eventid") for one in found} - {"", "0"}))
        return [dict(one) | {"ended": ends.get(_text(one, "r_eventid"))} for one in found]

    def maintenances(self) -> list[tuple[Row, frozenset[str]]]:
        """Return the maintenances with the numbers of their hosts, those of groups and of groups inside them too."""
        groups = "selectHostGroups" if self._release() >= HOST_GROUPS_SINCE else "selectGroups"
        asked = {
            "selectTimeperiods": "extend", "selectTags": "extend", "selectHosts": ["hostid"],
            groups: ["groupid", "name"],
        }  # fmt: skip
        names = ["active_since", "active_till", "tags_evaltype"]
        found = self._rows("maintenance.get", names, asked)
        inside = _listed(found, "hostgroups" if self._release() >= HOST_GROUPS_SINCE else "groups")
        known = self._rows("hostgroup.get", ["groupid", "name"]) if any(inside) else []
        told = []
        for one, hosts, parents in zip(found, _listed(found, "hosts"), inside, strict=True):
            numbers = {_text(host, "hostid") for host in hosts}
            if parents:
                branches = tuple(f"{_text(parent, 'name')}/" for parent in parents)
                groups_of_it = {_text(parent, "groupid") for parent in parents}
                groups_of_it |= {
                    _text(group, "groupid") for group in known if _text(group, "name").startswith(branches)
                }
                numbers |= {
                    _text(host, "hostid")
                    for host in self._rows("host.get", ["hostid"], {"groupids": sorted(groups_of_it)})
                }
            told.append((one, frozenset(numbers)))
        return told

    def _ends(self, numbers: list[str]) -> dict[str, str]:
        ends: dict[str, str] = {}
        for start in range(0, len(numbers), ENDS):
            asked = {"eventids": numbers[start : start + ENDS]}
            ends |= {
                _text(one, "eventid"): _text(one, "clock")
                for one in self._rows("event.get", ["eventid", "clock"], asked)
            }
        return ends

    def _count(self, method: str, asked: Row) -> int:
        found = self._call(method, dict(asked) | {"countOutput": True})
        if not str(found).isdecimal():
            raise strange()
        return int(str(found))

    def _rows(self, method: str, names: list[str], asked: Row | None = None) -> list[Row]:
        found = self._call(method, {"output": names} | dict(asked or {}))
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise strange()
        return found

    def _call(self, method: str, params: Row) -> Any:
        signed = "header" if self._release() >= HEADER_SINCE and not self.lost_header else "body"
        return self._ask(method, params, signed=signed)

    def _ask(self, method: str, params: Any, *, signed: str) -> Any:
        body: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params, "id": next(self._numbers)}
        headers = {"Content-Type": "application/json-rpc"}
        if signed == "header":
            headers["Authorization"] = f"Bearer {self.token}"
        elif signed == "body":
            body["auth"] = self.token
        answer = self.http.ask("POST", API, json=body, headers=headers)
        if answer.status >= 400:
            raise is_refused(answer.status)
        told = answer.json()
        if not isinstance(told, dict) or told.get("id") != body["id"]:
            raise strange()
        if "error" in told:
            raise trouble(told["error"], header=signed == "header")
        return told.get("result")


def _listed(rows: list[Row], name: str) -> list[list[Row]]:
    found = [row.get(name) for row in rows]
    if not all(isinstance(one, list) and all(isinstance(inner, dict) for inner in one) for one in found):
        raise strange()
    return [list(one) for one in found]  # type: ignore[arg-type] # each is a list: said above


def _text(row: Row, name: str) -> str:
    """A value as text: the API writes numbers as texts, and sometimes as numbers."""
    value = row.get(name)
    return "" if value is None or isinstance(value, list | dict) else str(value)


@contextmanager
def opened(access: Access, **options: Any) -> Iterator[Zabbix]:
    """Give a Zabbix that answered and took the token."""
    base = base_address(access.address).removesuffix(f"/{API}")
    if not access.secret("token"):
        raise SourceError(Fault.CREDENTIALS, "Aucun jeton n’est donné.", "Recopiez un jeton d’API de Zabbix.")
    with Http(access, base=base, **options) as http:
        zabbix = Zabbix(http, access.secret("token"))
        zabbix.open()
        yield zabbix
