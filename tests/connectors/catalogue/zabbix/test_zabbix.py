"""Zabbix, on answers written after those of a real 6.0.14; version 7 could not be had."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.catalogue.zabbix import mapping
from gouvernail.connectors.catalogue.zabbix.maintenances import Maintenance, maintenance_of
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.kernel.periods import Month
from tests.connectors.sources.servers import Reply, serving

ANSWERS = json.loads((Path(__file__).parents[3] / "data" / "zabbix" / "answers.json").read_text())
TOKEN = "jeton-de-lecture"
PARIS = ZoneInfo("Europe/Paris")
DAY = 86_400
REFUSED = {"code": -32602, "message": "Invalid params.", "data": "Not authorized."}
FORBIDDEN = {"code": -32602, "message": "Invalid params.", "data": 'No permissions to call "sla.get".'}


class FakeZabbix:
    """Answers as Zabbix does: numbers as texts, refusals in good answers, nothing at all to who sees nothing."""

    def __init__(self):
        self.version, self.hosts, self.drops_header = "6.0.14", "4", False
        self.errors, self.replies, self.answers = {}, {}, dict(ANSWERS)
        self.problems, self.called, self.maintenances = [], [], []

    def __call__(self, asked):
        if not asked.path.endswith("/api_jsonrpc.php"):
            return Reply({}, 404)
        body = json.loads(asked.body)
        method, params = body["method"], body["params"]
        self.called.append(method)
        if method in self.replies:
            return self.replies[method]
        if method == "apiinfo.version":
            refused = "auth" in body or "authorization" in asked.headers
            return self._told(body, error=REFUSED) if refused else self._told(body, self.version)
        if self._token(asked, body) != TOKEN:
            return self._told(body, error=REFUSED)
        if method in self.errors:
            return self._told(body, error=self.errors[method])
        return self._told(body, self._found(method, params))

    def _token(self, asked, body):
        release = tuple(int(part) for part in self.version.split(".")[:2])
        sent = "" if self.drops_header else asked.headers.get("authorization", "").removeprefix("Bearer ")
        in_header = sent if release >= (6, 4) else ""
        return in_header or (body.get("auth") if release < (7, 2) else None)

    def _told(self, body, result=None, error=None):
        return Reply({"jsonrpc": "2.0", "id": body["id"]} | ({"error": error} if error else {"result": result}))

    def _found(self, method, params):
        if method == "host.get":
            return self.hosts
        if method == "event.get" and "eventids" in params:
            return [one for one in self._ends() if one["eventid"] in params["eventids"]]
        if method == "event.get":
            first, last = params["problem_time_from"], params["problem_time_till"]
            shown = [one for one in self.problems if one["from"] <= last and (one["to"] or last) >= first]
            return [self._event(one) for one in shown]
        if method == "maintenance.get":
            return self.maintenances
        if method == "sla.getsli":
            return self._sli(params)
        return self.answers[method]

    def _event(self, one):
        return {
            "eventid": str(one["id"]), "clock": str(one["from"]), "hosts": [{"hostid": one.get("host", "1")}],
            "r_eventid": str(one["id"] + 1000) if one["to"] else "0",
            "tags": [{"tag": "service", "value": one["service"]}],
        }  # fmt: skip

    def _ends(self):
        return [{"eventid": str(one["id"] + 1000), "clock": str(one["to"])} for one in self.problems if one["to"]]

    def _sli(self, params):
        """GRC is down one hour each day but the first, of which nothing is known; nothing at all of Fichiers."""
        days = range(params["period_from"], params["period_to"], DAY)
        unknown = {"uptime": 0, "downtime": 0, "sli": -1, "error_budget": 0, "excluded_downtimes": []}
        known = {"uptime": 82_800, "downtime": 3_600, "sli": 95.83333333333334, "error_budget": -3_168}
        return {
            "periods": [{"period_from": day, "period_to": min(day + DAY, params["period_to"])} for day in days],
            "serviceids": [1, 2],
            "sli": [[unknown if rank == 0 else known, unknown] for rank, _day in enumerate(days)],
        }


@pytest.fixture
def zabbix():
    return FakeZabbix()


@pytest.fixture
def server(zabbix):
    with serving(zabbix) as running:
        yield running


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    plain = Http.__init__
    monkeypatch.setattr(Http, "__init__", lambda self, *args, **kw: plain(self, *args, **(kw | {"sleep": lambda _: 0})))


def access_to(server, token=TOKEN, **options):
    known = {"tag": "service", "months": 2}
    return Access(f"{server.address}/zabbix", known | options, {"token": token})


def read(server, report=None, **options):
    return list(connector_of("zabbix").read(access_to(server, **options), "disponibilites", None, report or Report()))


def months(count=2):
    return mapping.past_months(datetime.now(PARIS).date(), count)


def maintenance(start, lasts, **values):
    """A maintenance that happens once, of the host 2."""
    known = {
        "active_since": "0", "active_till": "4000000000", "tags_evaltype": "0", "hosts": [{"hostid": "2"}],
        "groups": [], "tags": [],
        "timeperiods": [{"timeperiod_type": "0", "start_date": str(start), "period": str(lasts)}],
    }  # fmt: skip
    return known | values


def test_an_sla_makes_months_of_its_days(server):
    report = Report()
    found = [one for one in read(server, report) if one.service == "GRC"]
    assert [one.month for one in found] == [month.first_day for month in months()]
    for one, month in zip(found, months(), strict=True):
        first, last = mapping.span_of(month, PARIS)
        days = len(range(first, last, DAY)) - 1  # the first one has no data, and −1 is no percentage
        assert (one.availability, one.target) == (Decimal("95.8333"), Decimal("99.5"))
        assert one.down_minutes == days * 60
    assert any("Hebdomadaire" in fact for fact in report.facts)
    assert report.expected == 6


def test_a_service_without_data_has_no_figure(server):
    assert not any(one.service == "Fichiers" for one in read(server))


def test_without_sla_the_events_of_tagged_triggers_tell(server, zabbix):
    first, last = mapping.span_of(months()[1], PARIS)
    zabbix.problems = [
        {"id": 1, "from": first + 1_000, "to": first + 4_600, "service": "Wi-Fi"},
        {"id": 2, "from": first + 2_000, "to": first + 8_200, "service": "Wi-Fi"},  # at the same time: counted once
        {"id": 3, "from": first - 900, "to": first + 600, "service": "Wi-Fi"},  # began the month before
        {"id": 4, "from": first + 9_000, "to": first + 99_000, "service": "Wi-Fi", "host": "2"},  # maintenance
        {"id": 5, "from": last - 1_200, "to": None, "service": "Wi-Fi"},  # still there
        {"id": 6, "from": first, "to": first + 60, "service": "GRC"},  # its SLA is believed instead
    ]
    zabbix.maintenances = [maintenance(first + 8_000, 100_000)]
    found = {(one.service, one.month): one for one in read(server)}
    wifi = found["Wi-Fi", months()[1].first_day]
    assert (wifi.down_minutes, wifi.target) == ((600 + 7_200 + 1_200) // 60, None)
    assert wifi.availability == mapping.percent(last - first - 9_000, last - first)
    assert found["Wi-Fi", months()[0].first_day].down_minutes == 15
    assert found["Impression", months()[1].first_day].availability == 100
    assert found["GRC", months()[1].first_day].target == Decimal("99.5")


def test_who_sees_no_host_measures_nothing(server, zabbix):
    zabbix.hosts = "0"
    assert connector_of("zabbix").test(access_to(server)).fault == Fault.RIGHT
    with pytest.raises(SourceError, match="aucun hôte"):
        read(server)


@pytest.mark.parametrize("version", ["6.0.14", "6.4.1", "7.0.0", "7.2.3", "7.4.0rc1"])
def test_each_version_is_given_the_token_where_it_takes_it(server, zabbix, version):
    zabbix.version = version
    result = connector_of("zabbix").test(access_to(server))
    assert result.works
    assert ("non éprouvé" in result.steps[1].sentence) == (not version.startswith("6.0"))
    assert [TOKEN in one.body.decode() for one in server.asked[1:]] == [version.startswith("6.0")] * (
        len(server.asked) - 1
    )


def test_a_header_that_apache_drops_is_told_from_a_wrong_token(server, zabbix):
    zabbix.version, zabbix.drops_header = "7.0.0", True
    result = connector_of("zabbix").test(access_to(server))
    assert result.works
    assert any("En-tête" in str(step.label) and step.state == "warning" for step in result.steps)
    zabbix.version = "7.2.0"
    lost = connector_of("zabbix").test(access_to(server))
    assert (lost.fault, "SetEnvIf" in lost.steps[-1].advice) == (Fault.CREDENTIALS, True)


def test_troubles_are_told_apart(server, zabbix):
    product = connector_of("zabbix")
    assert [step.state for step in product.test(access_to(server)).steps] == ["good"] * 5
    assert product.test(access_to(server, "faux")).fault == Fault.CREDENTIALS
    assert product.test(access_to(server, "")).fault == Fault.CREDENTIALS
    assert product.test(Access("http://127.0.0.1:9", {}, {"token": TOKEN})).fault == Fault.UNREACHABLE
    zabbix.errors = {"sla.get": FORBIDDEN}
    assert product.test(access_to(server)).fault == Fault.RIGHT
    for error, fault in (
        ({"code": -32602, "data": "API token expired."}, Fault.CREDENTIALS),
        ({"code": -32601, "message": "Method not found."}, Fault.ANSWER),
        ({"code": -32500, "data": "Session terminated, re-login, please."}, Fault.CREDENTIALS),
        ("rien", Fault.ANSWER),
    ):
        zabbix.errors = {"host.get": error}
        result = product.test(access_to(server))
        assert (result.fault, TOKEN in repr(result)) == (fault, False)


def test_nothing_to_read_is_said(server, zabbix):
    zabbix.answers |= {"sla.get": [], "trigger.get": []}
    result = connector_of("zabbix").test(access_to(server))
    assert (result.fault, "rien à lire" in result.steps[-1].sentence) == (Fault.SETTING, True)


FAULTS = [
    (Reply({}, 404), Fault.SETTING),
    (Reply({}, 403), Fault.RIGHT),
    (Reply({}, 500), Fault.ANSWER),
    (Reply({}, 503), Fault.UNREACHABLE),
    (Reply({}, 429, {"Retry-After": "900"}), Fault.BUSY),
    (Reply(b'{"jsonrpc": "2.0", "result": {"per'), Fault.ANSWER),
    (Reply({"jsonrpc": "2.0", "id": 999, "result": []}), Fault.ANSWER),
    (Reply([]), Fault.ANSWER),
    (Reply({}, cut=True), Fault.UNREACHABLE),
    (Reply(mute=True), Fault.UNREACHABLE),
    (Reply(b"<html>", headers={"Content-Type": "text/html"}), Fault.ANSWER),
]


@pytest.mark.parametrize("method", ["sla.getsli", "event.get"])
@pytest.mark.parametrize(("reply", "fault"), FAULTS)
def test_what_cannot_be_read_makes_no_figure(server, zabbix, method, reply, fault):
    zabbix.replies = {method: reply}
    with pytest.raises(SourceError) as stopped:
        read(server)
    assert stopped.value.fault == fault


@pytest.mark.parametrize(
    "answer",
    [
        {"periods": [], "serviceids": [1], "sli": [[]]},
        {"periods": [{"period_from": 0, "period_to": 1}], "serviceids": [1], "sli": [[]]},
        {"periods": [{"period_from": "0", "period_to": 1}], "serviceids": [], "sli": [[]]},
        {"periods": [{"period_from": 0, "period_to": 1}], "serviceids": [1], "sli": [[{"sli": "99"}]]},
        {"serviceids": [1], "sli": []},
    ],
)
def test_figures_of_the_wrong_shape_are_refused(answer):
    with pytest.raises(SourceError):
        list(mapping.levels_of(answer, {"1": "GRC"}, None, Month(2026, 1), (0, 2)))


def test_a_month_lasts_what_it_lasts_there():
    first, last = mapping.span_of(Month(2026, 3), PARIS)
    assert last - first == 31 * DAY - 3_600  # clocks go forward
    assert mapping.past_months(date(2026, 2, 3), 3) == [Month(2025, 11), Month(2025, 12), Month(2026, 1)]


spans = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=12)


@given(spans, spans)
def test_time_lost_is_counted_second_by_second(found, windows):
    problems = [
        {"clock": first, "ended": last, "hosts": [{"hostid": "1"}], "tags": [{"tag": "s", "value": "A"}]}
        for first, last in found
    ]
    planned = [Maintenance(frozenset({"1"}), tuple(sorted(windows)))]
    down = mapping.outages(problems, "s", (100, 400), planned).get("A", 0)
    excused = {second for first, last in windows for second in range(first, last)}
    assert down == sum(
        any(first <= second < last for first, last in found) and second not in excused for second in range(100, 400)
    )
    assert 0 <= mapping.percent(300 - down, 300) <= 100


JANUARY = 1


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ({"timeperiod_type": "2", "every": "3"}, [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31]),
        ({"timeperiod_type": "3", "every": "2", "dayofweek": "64"}, [4, 18]),  # every other Sunday
        ({"timeperiod_type": "3", "every": "1", "dayofweek": "1"}, [5, 12, 19, 26]),
        ({"timeperiod_type": "4", "month": str(JANUARY), "day": "15"}, [15]),
        ({"timeperiod_type": "4", "month": str(JANUARY), "every": "2", "dayofweek": "2"}, [13]),  # 2nd Tuesday
        ({"timeperiod_type": "4", "month": str(JANUARY), "every": "5", "dayofweek": "2"}, [27]),  # the last one
        ({"timeperiod_type": "4", "month": "2", "day": "15"}, []),
    ],
)
def test_maintenances_come_back_on_their_days(period, days):
    """January 2026 begins on a Thursday; each occurrence lasts an hour from two in the morning."""
    span = mapping.span_of(Month(2026, 1), PARIS)
    known = {"every": "1", "month": "0", "day": "0", "dayofweek": "0", "start_time": "7200", "period": "3600"}
    row = maintenance(0, 0, active_since=str(span[0]), timeperiods=[known | period])
    found = maintenance_of(row, frozenset(), span, PARIS).windows
    assert [datetime.fromtimestamp(first, PARIS).day for first, _last in found] == days
    assert all(last - first == 3_600 for first, last in found)
    assert all(datetime.fromtimestamp(first, PARIS).hour == 2 for first, _last in found)


def test_a_maintenance_of_some_tags_excuses_no_other():
    asked = [{"tag": "service", "operator": "2", "value": "Wi"}, {"tag": "site", "operator": "0", "value": "Nord"}]
    row = maintenance(0, 10, tags=asked)
    wifi, north = {"tag": "service", "value": "Wi-Fi"}, {"tag": "site", "value": "Nord"}
    both = maintenance_of(row, frozenset({"2"}), (0, 10), PARIS)
    either = maintenance_of(row | {"tags_evaltype": "2"}, frozenset({"2"}), (0, 10), PARIS)
    assert [one.covers(["2"], [wifi, north]) for one in (both, either)] == [True, True]
    assert [one.covers(["2"], [wifi]) for one in (both, either)] == [False, True]
    assert not either.covers(["2"], [{"tag": "site", "value": "Sud"}])
    assert not either.covers(["1"], [wifi])


def test_a_role_of_before_maintenances_still_measures(server, zabbix):
    zabbix.errors = {"maintenance.get": FORBIDDEN}
    report = Report()
    assert any(one.service == "Impression" for one in read(server, report))
    assert any("maintenance.get" in fact for fact in report.facts)
    steps = {str(step.label): step.state for step in connector_of("zabbix").test(access_to(server)).steps}
    assert steps["Maintenances"] == "warning"


def test_a_maintenance_that_cannot_be_read_makes_no_figure(server, zabbix):
    for broken in ([{"hosts": {}}], [maintenance("x", 1)], [maintenance(0, 1, timeperiods={})], {"1": 2}):
        zabbix.maintenances = broken
        with pytest.raises(SourceError) as stopped:
            read(server)
        assert stopped.value.fault == Fault.ANSWER
