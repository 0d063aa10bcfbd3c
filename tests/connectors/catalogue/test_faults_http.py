"""Each product read over HTTP, with something wrong at each of its questions in turn: a sentence, never a defect.

| fault                        | glpi | gophish | graph | nextcloud | zabbix |
|------------------------------|------|---------|-------|-----------|--------|
| answers too late             |  x   |    x    |   x   |     x     |   x    |
| 429, for longer than is waited | x  |    x    |   x   |     x     |   x    |
| 429, then answers            |  x   |    x    |   x   |     x     |   x    |
| 503                          |  x   |    x    |   x   |     x     |   x    |
| 500, 401, 403, 404           |  x   |    x    |   x   |     x     |   x    |
| JSON that is cut             |  x   |    x    |   x   |     x     |   x    |
| a page for people            |  x   |    x    |   x   |     x     |   x    |
| a connection cut in mid-page |  x   |    x    |   x   |     x     |   x    |
| a connection closed, mute    |  x   |    x    |   x   |     x     |   x    |
| a value of another type      |  x   |    x    |   x   |     x     |   x    |
| a value that is missing      |  x   |    x    |   x   |     x     |   x    |
"""

import copy
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.glpi import server as glpi
from tests.connectors.catalogue.gophish import test_gophish as gophish
from tests.connectors.catalogue.graph import test_graph as graph
from tests.connectors.catalogue.nextcloud import test_nextcloud as nextcloud
from tests.connectors.catalogue.zabbix import test_zabbix as zabbix
from tests.connectors.sources.servers import Reply, serving


@dataclass
class Product:
    """What answers as the product does, and how it is reached."""

    answer: Callable
    access: Callable[[str], Access]


def _glpi() -> Product:
    fake = glpi.FakeGlpi()
    fake.tickets, fake.computers = [glpi.ticket(one) for one in range(1, 4)], [glpi.computer(one) for one in (1, 2)]
    secrets = {"app_token": glpi.APP, "user_token": glpi.USER}
    return Product(fake, lambda address: Access(address, secrets=secrets, pseudonym=lambda text: "p"))


def _gophish() -> Product:
    return Product(gophish.FakeGoPhish(), lambda address: Access(address, secrets={"key": gophish.KEY}))


def _graph() -> Product:
    secrets = {"secret": graph.SECRET}
    return Product(graph.FakeGraph(), lambda address: Access(address, dict(graph.OPTIONS), secrets))


def _nextcloud() -> Product:
    secrets = {"password": nextcloud.PASSWORD}
    return Product(nextcloud.FakeNextcloud(), lambda address: Access(address, {"user": "gouvernail"}, secrets))


def _zabbix() -> Product:
    fake, options = zabbix.FakeZabbix(), {"tag": "service", "months": 1}
    fake.problems = [{"id": 1, "from": 1, "to": 4_000_000_000, "service": "Wi-Fi"}]
    fake.maintenances = [zabbix.maintenance(5, 10)]
    return Product(fake, lambda address: Access(f"{address}/zabbix", options, {"token": zabbix.TOKEN}))


PRODUCTS = {"glpi": _glpi, "gophish": _gophish, "graph": _graph, "nextcloud": _nextcloud, "zabbix": _zabbix}
READINGS = [(code, stream.code) for code in PRODUCTS for stream in connector_of(code).streams]


class Faulty:
    """Answers as a product until a question, and then by a fault for good, or once; keeps all the answers."""

    def __init__(self, product: Product) -> None:
        self.product, self.replies = product, []
        self.at, self.fault, self.once = 0, None, False

    def __call__(self, asked):
        number = len(self.replies) + 1
        if self.at and (number == self.at or (number > self.at and not self.once)):
            self.replies.append(None)
            return self.fault() if callable(self.fault) else self.fault
        reply = self.product.answer(asked)
        self.replies.append(reply)
        return reply


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    """Nobody waits between two questions, nor for more than a moment for an answer."""
    plain = Http.__init__
    hurry = {"sleep": lambda _seconds: None, "seconds": 0.15}
    monkeypatch.setattr(Http, "__init__", lambda self, *args, **known: plain(self, *args, **(known | hurry)))


def reading(code, stream, *, at=0, fault=None, once=False):
    """Read with a fault at a question; return what was read, the report, the error and the answers."""
    product = PRODUCTS[code]()
    faulty = Faulty(product)
    faulty.at, faulty.fault, faulty.once = at, fault, once
    with serving(faulty) as server:
        product.answer.base = server.address  # Graph gives whole addresses
        report, found, error = Report(), [], None
        try:
            for one in connector_of(code).read(product.access(server.address), stream, None, report):
                found.append(one)
        except SourceError as stopped:
            error = stopped
    return found, report, error, faulty.replies


def slow():
    time.sleep(0.3)
    return Reply({})


FAULTS = {
    "trop tard": (slow, {Fault.TIMEOUT}),
    "429": (Reply({}, 429, {"Retry-After": "900"}), {Fault.BUSY}),
    "503": (Reply({}, 503), {Fault.UNREACHABLE}),
    "500": (Reply({}, 500), {Fault.ANSWER}),
    "401": (Reply({}, 401), {Fault.CREDENTIALS, Fault.RIGHT}),
    "403": (Reply({}, 403), {Fault.RIGHT, Fault.LICENCE, Fault.CREDENTIALS}),
    "404": (Reply({}, 404), {Fault.SETTING, Fault.ANSWER}),
    "coupé": (Reply(b'{"totalcount": 3, "data": [{"2": 1, "ocs": {"data": {"us'), {Fault.ANSWER}),
    "page": (Reply(b"<html>", headers={"Content-Type": "text/html"}), {Fault.ANSWER, Fault.SETTING}),
    "liaison coupée": (Reply({"data": ["x" * 200]}, cut=True), {Fault.UNREACHABLE}),
    "muet": (Reply(mute=True), {Fault.UNREACHABLE}),
}


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize(("code", "stream"), READINGS)
def test_a_fault_at_any_question_is_said(code, stream, name):
    """What must be read is not made up: only a question of comfort may go unanswered, and the report says so."""
    whole, _report, error, replies = reading(code, stream)
    assert error is None
    assert whole
    check_faults(code, stream, name, whole, range(1, len(replies) + 1))


@pytest.mark.parametrize("name", ["429", "coupé", "liaison coupée"])
@pytest.mark.parametrize(("code", "stream"), READINGS)
def test_a_fault_at_the_last_question_is_said(code, stream, name):
    whole, _report, _error, replies = reading(code, stream)
    check_faults(code, stream, name, whole, [len(replies)])


def check_faults(code, stream, name, whole, questions):
    fault, expected = FAULTS[name]
    for at in questions:
        found, report, error, _replies = reading(code, stream, at=at, fault=fault)
        if error is None:
            missing = len(found) < len(whole)
            assert not missing or report.warnings or report.facts, (at, "less was read, and nothing is said")
            continue
        assert error.fault in expected, (at, error)
        assert error.sentence.endswith("."), error.sentence
        assert error.advice
        assert "SECRET" not in str(error)
        assert found == whole[: len(found)]


@pytest.mark.parametrize(("code", "stream"), READINGS)
def test_a_server_that_asks_to_wait_a_moment_is_asked_again(code, stream):
    whole, _report, _error, replies = reading(code, stream)
    for at in {1, len(replies)}:
        busy = Reply({}, 429, {"Retry-After": "1"})
        found, _report, error, _replies = reading(code, stream, at=at, fault=busy, once=True)
        assert error is None, (at, error)
        assert found == whole


def leaves(value, path=()):
    """The places of an answer, the outer ones first."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from leaves(one, (*path, key))


def changed(body, path, put):
    """An answer with something else at a place; ``put`` absent takes it away."""
    if not path:
        return put
    made = copy.deepcopy(body)
    inside = made
    for key in path[:-1]:
        inside = inside[key]
    if put is ABSENT:
        del inside[path[-1]]
    else:
        inside[path[-1]] = put
    return made


ABSENT = object()
STRANGE = (ABSENT, None, "mot", [], {}, -1, True, 10**30, ["x"], {"x": 1})


@pytest.mark.long
@pytest.mark.parametrize(("code", "stream"), READINGS)
def test_an_answer_of_another_shape_is_no_defect(code, stream):
    """Whatever stands where a value was expected, reading goes on or stops in a sentence."""
    _whole, _report, _error, replies = reading(code, stream)
    for at, reply in enumerate(replies, 1):
        body = json.loads(reply.data())
        for rank, path in enumerate(leaves(body)):
            if rank > 80:
                break
            for put in (STRANGE[rank % len(STRANGE)], STRANGE[(rank + 3) % len(STRANGE)], ABSENT):
                if not path and put is ABSENT:
                    continue
                strange = Reply(changed(body, path, put), reply.status, reply.headers)
                _found, _report, error, _replies = reading(code, stream, at=at, fault=strange)
                assert error is None or error.sentence, (at, path, put)
