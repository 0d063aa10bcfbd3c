"""Zabbix 6.0 itself, settled through its API for these tests, with outages of last month sent as a probe would."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from gouvernail.connectors.catalogue.zabbix import mapping
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.zabbix.real import READ, refuse_without_zabbix, running_zabbix, wait_for

pytestmark = pytest.mark.long

PARIS, HOUR = ZoneInfo("Europe/Paris"), 3_600
MONTH = mapping.past_months(datetime.now(PARIS).date(), 1)[0]
FIRST, LAST = mapping.span_of(MONTH, PARIS)
DAY = FIRST + 10 * 86_400
"""The tenth day of last month, when things went wrong."""

SERVICES = {"srv-grc": "GRC", "srv-fichiers": "Fichiers", "srv-impression": "Impression"}
OUTAGES = {
    "srv-grc": [(DAY, DAY + HOUR), (DAY + 5 * HOUR, DAY + 5 * HOUR + 600)],
    "srv-fichiers": [(FIRST - HOUR, FIRST + 1_800), (DAY, DAY + 4 * HOUR)],  # half an hour of the month, then four
    "srv-impression": [(DAY, DAY + HOUR)],
}
MAINTENANCE = DAY + HOUR
"""Two of the four hours when « Fichiers » was down were planned."""


@pytest.fixture(scope="module")
def zabbix(tmp_path_factory):
    refuse_without_zabbix()
    folder = tmp_path_factory.mktemp("zabbix")
    with running_zabbix(folder) as running:
        settle(running, folder / "server.log")
        yield running


def settle(zabbix, log):
    """Three hosts, two of them services of an SLA, one maintenance by group, and readers of every kind."""
    known, call = zabbix.known, zabbix.call
    groups = call("hostgroup.create", [{"name": name} for name in ("Applications", "Applications/Fichiers", "Autres")])
    known["group"], known["inner"], known["other"] = groups["groupids"]
    for host, service in SERVICES.items():
        group = known["inner"] if host == "srv-fichiers" else known["group"]
        number = call("host.create", {"host": host, "groups": [{"groupid": group}]})["hostids"][0]
        call("item.create", {"hostid": number, "name": "Répond", "key_": "repond", "type": 2, "value_type": 3})
        call("trigger.create", {
            "description": f"{host} ne répond pas", "expression": f"last(/{host}/repond)=0", "priority": 4,
            "tags": [{"tag": "service", "value": service}],
        })  # fmt: skip
    for service in ("GRC", "Fichiers"):
        call("service.create", {
            "name": service, "algorithm": 1, "sortorder": 0, "problem_tags": [{"tag": "service", "value": service}],
            "tags": [{"tag": "mesure", "value": service}],
        })  # fmt: skip
    call("sla.create", [
        {"name": "Accueil", "period": 0, "slo": "99.5", "timezone": "Europe/Paris", "effective_date": 1_577_836_800,
         "service_tags": [{"tag": "mesure", "value": "GRC"}]},
        {"name": "Semaines", "period": 1, "slo": "95", "timezone": "UTC", "effective_date": 1_577_836_800,
         "service_tags": [{"tag": "mesure", "value": "Fichiers"}]},
    ])  # fmt: skip
    zabbix.run("UPDATE services SET created_at = %s", FIRST - 86_400)  # an SLA knows nothing of before its services
    call("maintenance.create", {
        "name": "Mise à jour", "active_since": DAY, "active_till": DAY + 86_400, "groupids": [known["group"]],
        "tags": [{"tag": "service", "operator": 0, "value": "Fichiers"}], "tags_evaltype": 0,
        "timeperiods": [{"timeperiod_type": 0, "start_date": MAINTENANCE, "period": 2 * HOUR}],
    })  # fmt: skip
    settle_readers(zabbix)
    wait_for("the items", lambda: all(sends(zabbix, host, [(FIRST - 7_200, 1)]) for host in SERVICES), log)
    for host, spans in OUTAGES.items():
        zabbix.send(host, [(clock, up) for first, last in spans for clock, up in ((first, 0), (last, 1))])
    closed = {"source": 0, "object": 0, "value": 0, "countOutput": True, "tags": [{"tag": "service", "operator": 4}]}
    wait_for("the events", lambda: int(call("event.get", closed)) == 5, log)
    wait_for("the services", lambda: zabbix.run("SELECT count(*) FROM service_alarms")[0][0] >= 8, log)


def sends(zabbix, host, states) -> bool:
    try:
        zabbix.send(host, states)
    except AssertionError:
        return False
    return True


def role(zabbix, name, **rules):
    known = {"ui.default_access": 0, "services.read.mode": 1, "services.write.mode": 0, "api.access": 1}
    return zabbix.call("role.create", {"name": name, "type": 1, "rules": known | rules})["roleids"][0]


def settle_readers(zabbix):
    """The reader of the rights shown, and those to whom something is missing."""
    reading = zabbix.call("usergroup.create", {
        "name": "Lecteurs", "rights": [{"permission": 2, "id": zabbix.known[one]} for one in ("group", "inner")],
    })["usrgrpids"]  # fmt: skip
    nothing = zabbix.call("usergroup.create", {"name": "Sans hôte"})["usrgrpids"]
    shown = role(zabbix, "Gouvernail", **{"api.mode": 1, "api": READ})
    before = role(zabbix, "Ancien", **{"api.mode": 1, "api": [one for one in READ if one != "maintenance.get"]})
    part = role(zabbix, "Partiel", **{"api.mode": 1, "api": ["host.get", "hostgroup.get"]})
    silent = role(zabbix, "Sans API", **{"api.access": 0})
    for login, kind, groups in (
        ("gouvernail", shown, reading), ("aveugle", shown, nothing), ("ancien", before, reading),
        ("partiel", part, reading), ("muet", silent, reading), ("expire", shown, reading), ("retire", shown, reading),
    ):  # fmt: skip
        zabbix.known[login] = zabbix.token_of(login, kind, groups)
    zabbix.run("UPDATE token SET expires_at = 1000 WHERE name = 'expire'")
    zabbix.run("UPDATE token SET status = 1 WHERE name = 'retire'")


def access_to(zabbix, login="gouvernail", address="", **options):
    token = zabbix.known.get(login, login)
    return Access(address or zabbix.address, {"tag": "service", "months": 2} | options, {"token": token})


def read(zabbix, report=None, **options):
    found = connector_of("zabbix").read(access_to(zabbix, **options), "disponibilites", None, report or Report())
    return {(one.service, one.month): one for one in found}


def test_the_rights_shown_are_those_that_are_needed(zabbix):
    shown = connector_of("zabbix").rights(access_to(zabbix))
    assert all(method in shown for method in READ)
    result = connector_of("zabbix").test(access_to(zabbix))
    assert [step.state for step in result.steps] == ["good"] * 5, result.steps
    assert [step.sentence for step in result.steps[1:]] == [
        "Zabbix 6.0.14.", "Visibles : 3.", "Lisibles : 1.", "Services : 2 ; SLA : 1 ; étiquetés : 3.",
    ]  # fmt: skip


def test_an_sla_of_days_makes_a_month(zabbix):
    report = Report()
    grc = read(zabbix, report)["GRC", MONTH.first_day]
    assert (grc.down_minutes, grc.target) == (70, Decimal("99.5"))
    whole = LAST - FIRST
    assert grc.availability == mapping.percent(whole - 70 * 60, whole)
    assert "Le SLA « Semaines » n’est ni quotidien ni mensuel : il ne donne pas de mois." in report.facts


def test_without_an_sla_the_events_tell_less_the_maintenances(zabbix):
    """Zabbix no longer says, after a maintenance, that a problem was suppressed: its window is subtracted."""
    found = read(zabbix)
    assert found["Fichiers", MONTH.first_day].down_minutes == 30 + 2 * 60
    assert found["Impression", MONTH.first_day].down_minutes == 60  # the maintenance was of one tag alone
    assert found["Impression", MONTH.shifted(-1).first_day].availability == 100
    assert found["Fichiers", MONTH.shifted(-1).first_day].down_minutes == 60


def test_a_service_that_its_sla_did_not_know_yet_is_told_by_its_events(zabbix):
    """The SLA answers −1 for the month before the service was there: no figure of its own, and no −1 %."""
    before = read(zabbix)["GRC", MONTH.shifted(-1).first_day]
    assert (before.availability, before.target) in ((Decimal(100), Decimal("99.5")), (Decimal(100), None))


@pytest.mark.parametrize(
    ("login", "fault", "words"),
    [
        ("faux" * 16, Fault.CREDENTIALS, "refuse le jeton"),
        ("", Fault.CREDENTIALS, "Aucun jeton"),
        ("expire", Fault.CREDENTIALS, "expiré"),
        ("retire", Fault.CREDENTIALS, "refuse le jeton"),
        ("aveugle", Fault.RIGHT, "aucun hôte"),
        ("partiel", Fault.RIGHT, "rôle"),
        ("muet", Fault.RIGHT, "rôle"),
    ],
)
def test_troubles_are_told_apart(zabbix, login, fault, words):
    result = connector_of("zabbix").test(access_to(zabbix, login))
    assert result.fault == fault
    assert words in result.steps[-1].sentence
    with pytest.raises(SourceError) as stopped:
        read(zabbix, login=login)
    assert stopped.value.fault == fault


def test_places_where_no_zabbix_answers(zabbix):
    product = connector_of("zabbix")
    assert product.test(access_to(zabbix, address="http://127.0.0.1:9")).fault == Fault.UNREACHABLE
    assert product.test(access_to(zabbix, address=f"{zabbix.address}/ailleurs")).fault == Fault.SETTING


def test_a_role_without_maintenances_still_measures_and_is_told(zabbix):
    report = Report()
    found = read(zabbix, report, login="ancien")
    assert found["Fichiers", MONTH.first_day].down_minutes == 30 + 4 * 60
    assert any("maintenance.get" in fact for fact in report.facts)
    steps = connector_of("zabbix").test(access_to(zabbix, "ancien")).steps
    assert [str(step.label) for step in steps if step.state == "warning"] == ["Maintenances"]


def test_more_outages_than_a_question_of_ends_holds(zabbix, monkeypatch):
    """Ends are asked for by fives hundred: here one by one, and nothing is lost."""
    monkeypatch.setattr("gouvernail.connectors.catalogue.zabbix.client.ENDS", 1)
    assert read(zabbix)["Fichiers", MONTH.first_day].down_minutes == 150
