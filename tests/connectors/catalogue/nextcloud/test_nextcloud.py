"""Nextcloud: figures without anybody in them; a partial view is refused rather than recorded."""

import base64
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.connectors.catalogue.nextcloud import client
from gouvernail.connectors.sources import applying
from gouvernail.connectors.sources.connecting import save_connection
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.reading import start, work
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.organisations.actors import actor_of
from tests.connectors.sources.servers import Reply, serving
from tests.objects import DAY

PASSWORD = "mot-de-passe-application"


def account(days_ago=None, used=1_000_000_000, enabled=True, quota=-3):
    last = 0 if days_ago is None else int((datetime.now() - timedelta(days=days_ago)).timestamp() * 1000)
    return {
        "enabled": enabled, "lastLogin": last, "quota": {"used": used, "quota": quota}, "displayname": "SECRETNAME",
        "email": "SECRETMAIL@commune.example",
    }  # fmt: skip


class FakeNextcloud:
    def __init__(self):
        self.users = {f"agent{number}": account(number * 20) for number in range(5)}
        self.groups = ["admin"]
        self.folders = {"1": {"id": 1, "mount_point": "Écoles", "size": 2_500_000_000, "quota": -3, "manage": []}}
        self.hidden = 0

    def __call__(self, asked):
        sent = asked.headers.get("authorization", "").removeprefix("Basic ")
        if base64.b64decode(sent).decode() != f"gouvernail:{PASSWORD}":
            xml = b'<?xml version="1.0"?><ocs><meta><statuscode>997</statuscode></meta></ocs>'
            return Reply(xml, status=401, headers={"Content-Type": "text/xml"})
        if asked.headers.get("ocs-apirequest") != "true":
            return Reply(self._ocs([]), status=412)
        return Reply(self._ocs(self._data(asked)))

    def _ocs(self, data):
        return {"ocs": {"meta": {"status": "ok", "statuscode": 200}, "data": data}}

    def _data(self, asked):
        path = asked.path.rsplit("/", 1)[-1]
        if path == "user":
            return {"id": "gouvernail", "groups": self.groups}
        if path == "users":
            return {"users": list(self.users)}
        if path == "folders":
            return self.folders or []
        first, size = int(asked.params["offset"]), int(asked.params["limit"])
        shown = list(self.users.items())[: len(self.users) - self.hidden][first : first + size]
        return {"users": dict(shown) or []}


@pytest.fixture
def nextcloud():
    return FakeNextcloud()


@pytest.fixture
def server(nextcloud):
    with serving(nextcloud) as running:
        yield running


def access_to(server, password=PASSWORD):
    return Access(server.address, {"user": "gouvernail"}, {"password": password})


def read(server, stream="usages", report=None):
    return list(connector_of("nextcloud").read(access_to(server), stream, None, report or Report()))


def test_use_is_summed_up_without_anybody(nextcloud, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    nextcloud.users["jamais"] = account(None, used=0, quota="none")
    nextcloud.users["parti"] = account(1, enabled=False)
    (found,) = read(server)
    assert (found.accounts, found.active_users, found.volume_gb) == (6, 2, Decimal("8.50"))
    assert "SECRET" not in repr(found)


def test_a_volume_that_is_not_all_known_is_not_known(nextcloud, server):
    nextcloud.users["sans"] = account(1) | {"quota": []}
    assert read(server)[0].volume_gb is None


def test_fewer_accounts_than_announced_make_no_measure(nextcloud, server):
    nextcloud.hidden = 2
    with pytest.raises(SourceError, match="annonce 5 comptes et n’en a donné que 3"):
        read(server)


def test_team_folders_are_spaces(nextcloud, server):
    (found,) = read(server, "espaces")
    assert (found.tool, found.name, found.volume_gb) == ("Nextcloud", "Écoles", Decimal("2.50"))
    nextcloud.folders = {}
    assert read(server, "espaces") == []


def test_a_sub_administrator_is_refused_rather_than_believed(nextcloud, server):
    nextcloud.groups = ["DSI"]
    result = connector_of("nextcloud").test(access_to(server))
    assert (result.works, result.fault) == (False, Fault.RIGHT)
    with pytest.raises(SourceError):
        read(server)


def test_troubles_are_told_apart(server):
    product = connector_of("nextcloud")
    assert product.test(access_to(server)).works
    assert product.test(access_to(server, "faux")).fault == Fault.CREDENTIALS
    assert product.test(Access("http://127.0.0.1:9")).fault == Fault.UNREACHABLE
    for reply, fault in (
        (Reply({}, status=403), Fault.RIGHT), (Reply({}, status=404), Fault.SETTING), (Reply([]), Fault.ANSWER),
        (Reply({"ocs": {"data": "rien"}}), Fault.ANSWER), (Reply(b'{"ocs": {'), Fault.ANSWER),
    ):  # fmt: skip
        with serving(lambda asked, reply=reply: reply) as other:
            assert product.test(access_to(other)).fault == fault


def test_measures_and_spaces_go_all_the_way(server, world):
    owner = actor_of(world.owner, DAY)
    connection = Connection(
        organisation=world.commune, product="nextcloud", name="Nuage", address=server.address,
        streams=["usages", "espaces"], options={"user": "gouvernail"},
    )  # fmt: skip
    save_connection(connection, {"password": PASSWORD}, owner)
    for stream in ("usages", "espaces"):
        run = work(start(connection, stream, owner).pk, owner)
        assert run.counts.get("nouvelle") == 1, (run.log, run.counts)
        applying.apply(run, owner)
    assert UsageMeasure.objects.get().accounts == 5
    assert Space.objects.get().name == "Écoles"


def test_a_size_that_nextcloud_does_not_know_is_unknown(nextcloud, server):
    """−1 is a folder whose files were never counted: neither a size, nor a smaller total."""
    nextcloud.folders["2"] = {"id": 2, "mount_point": "Archives", "size": -1, "quota": -3, "manage": []}
    assert [one.volume_gb for one in read(server, "espaces")] == [Decimal("2.50"), None]
    assert [one.volume_gb for one in read(server)] == [None]


def test_the_same_page_for_ever_is_no_endless_reading(nextcloud, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    page = dict(list(nextcloud.users.items())[:2])
    plain = nextcloud._data
    monkeypatch.setattr(nextcloud, "_data", lambda asked: {"users": page} if "offset" in asked.params else plain(asked))
    with pytest.raises(SourceError) as stopped:
        list(connector_of("nextcloud").read(access_to(server), "usages", None, Report()))
    assert "toujours la même page" in stopped.value.sentence


def test_an_account_pushed_to_the_next_page_is_counted_once(nextcloud, server, monkeypatch):
    monkeypatch.setattr(client, "PAGE", 2)
    users = list(nextcloud.users.items())
    plain = nextcloud._data
    pages = {0: dict(users[:2]), 2: dict(users[1:3]), 4: {}}
    monkeypatch.setattr(
        nextcloud,
        "_data",
        lambda asked: {"users": pages[int(asked.params["offset"])]} if "offset" in asked.params else plain(asked),
    )
    with client.opened(access_to(server)) as opened:
        assert len(list(opened.accounts())) == 3
