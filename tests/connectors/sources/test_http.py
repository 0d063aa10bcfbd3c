"""HTTP as sources are asked: what goes wrong is told apart, what passes is asked again, within bounds."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import ATTEMPTS, Http, base_address
from tests.connectors.sources.servers import Reply, make_certificate, serving


def asking(server, waits=None, **options):
    waits = [] if waits is None else waits
    access = Access(server.address, authority=options.pop("authority", ""))
    return Http(access, {"X-Key": "SECRET"}, sleep=waits.append, **options)


def in_turn(*replies):
    """Give each answer once, the last one for ever."""
    left = list(replies)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


def test_an_answer_is_json_and_the_secret_is_in_no_address():
    with serving(lambda asked: Reply({"n": 1})) as server, asking(server) as http:
        assert http.get("liste", {"page": 2}).json() == {"n": 1}
    (asked,) = server.asked
    assert (asked.path, asked.params, asked.headers["x-key"]) == ("/liste", {"page": "2"}, "SECRET")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_trouble_is_asked_again(status):
    waits = []
    with serving(in_turn(Reply(status=status), Reply([1]))) as server, asking(server, waits) as http:
        assert http.get("x").json() == [1]
    assert waits == [1.0]


def test_retry_after_is_honoured_in_seconds_and_as_a_date():
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    waits = []
    replies = in_turn(
        Reply(status=429, headers={"Retry-After": "7"}), Reply(status=503, headers={"Retry-After": later}), Reply([])
    )
    with serving(replies) as server, asking(server, waits) as http:
        http.get("x")
    assert waits[0] == 7.0
    assert 25 <= waits[1] <= 30


def test_a_wait_without_reason_is_not_honoured():
    waits = []
    with (
        serving(lambda asked: Reply(status=429, headers={"Retry-After": "86400"})) as server,
        asking(server, waits) as http,
        pytest.raises(SourceError) as found,
    ):
        http.get("x")
    assert (found.value.fault, waits) == (Fault.BUSY, [])


def test_asking_again_has_an_end():
    waits = []
    with (
        serving(lambda asked: Reply(status=503)) as server,
        asking(server, waits) as http,
        pytest.raises(SourceError) as found,
    ):
        http.get("x")
    assert found.value.fault == Fault.UNREACHABLE
    assert len(server.asked) == ATTEMPTS
    assert waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("reply", "fault", "words"),
    [
        (Reply(b'{"donnees": [1, 2'), Fault.ANSWER, "coupée ou illisible"),
        (Reply(b"<html>Connexion</html>", headers={"Content-Type": "text/html"}), Fault.ANSWER, "page web"),
        (Reply(b"[" * 100_000), Fault.ANSWER, "coupée ou illisible"),
    ],
)
def test_what_is_no_json_is_said(reply, fault, words):
    with serving(lambda asked: reply) as server, asking(server) as http, pytest.raises(SourceError) as found:
        http.get("x").json()
    assert found.value.fault == fault
    assert words in found.value.sentence


def test_a_connection_cut_in_the_middle_is_asked_again_then_said():
    with serving(in_turn(Reply({"long": "x" * 500}, cut=True), Reply([3]))) as server, asking(server) as http:
        assert http.get("x").json() == [3]
    with serving(lambda asked: Reply(mute=True)) as server, asking(server) as http, pytest.raises(SourceError) as found:
        http.get("x")
    assert found.value.fault == Fault.UNREACHABLE


def test_a_server_that_says_nothing_is_slow():
    import threading

    gate = threading.Event()

    def sleepy(asked):
        gate.wait(5)
        return Reply([])

    with serving(sleepy) as server, asking(server, seconds=0.05) as http, pytest.raises(SourceError) as found:
        http.get("x")
    gate.set()
    assert found.value.fault == Fault.TIMEOUT


def test_a_redirection_is_not_followed():
    with (
        serving(lambda asked: Reply(status=302, headers={"Location": "https://ailleurs.example/"})) as server,
        asking(server) as http,
        pytest.raises(SourceError) as found,
    ):
        http.get("x")
    assert found.value.fault == Fault.SETTING
    assert len(server.asked) == 1


def test_nobody_there():
    with Http(Access("http://127.0.0.1:9")) as http, pytest.raises(SourceError) as found:
        http.get("x")
    assert found.value.fault == Fault.UNREACHABLE


def test_certificates_are_verified(tmp_path):
    path, pem = make_certificate(tmp_path)
    with serving(lambda asked: Reply([1]), path) as server:
        with asking(server) as http, pytest.raises(SourceError) as found:
            http.get("x")
        with asking(server, authority=pem) as http:
            assert http.get("x").json() == [1]
    assert found.value.fault == Fault.CERTIFICATE
    assert "aucune autorité connue" in found.value.sentence


@pytest.mark.parametrize(
    ("options", "words"), [({"expired": True}, "expiré"), ({"name": "autre.example"}, "un autre nom")]
)
def test_what_is_wrong_with_a_certificate_is_said(tmp_path, options, words):
    path, pem = make_certificate(tmp_path, **options)
    with (
        serving(lambda asked: Reply([1]), path) as server,
        asking(server, authority=pem) as http,
        pytest.raises(SourceError) as found,
    ):
        http.get("x")
    assert found.value.fault == Fault.CERTIFICATE
    assert words in found.value.sentence


def test_a_faulty_authority_is_a_setting():
    with pytest.raises(SourceError) as found:
        Http(Access("https://serveur.example", authority="pas un certificat"))
    assert found.value.fault == Fault.SETTING


@pytest.mark.parametrize(
    "address", ["", "serveur.example", "ftp://serveur", "https://", "https://a:b@serveur", "https://serveur/?cle=x"]
)
def test_an_address_is_a_web_address_without_a_secret(address):
    with pytest.raises(SourceError) as found:
        base_address(address)
    assert found.value.fault == Fault.SETTING


def test_an_answer_out_of_measure_is_refused(monkeypatch):
    monkeypatch.setattr("gouvernail.connectors.sources.http.MAX_BYTES", 1000)
    with (
        serving(lambda asked: Reply(["x" * 2000])) as server,
        asking(server) as http,
        pytest.raises(SourceError, match="démesurée"),
    ):
        http.get("x")
