"""Microsoft Graph, on answers written from Microsoft's documentation: no real directory could be had."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from gouvernail.connectors.catalogue.graph import client, proof
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.http import Http
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.sources.servers import Reply, serving

DATA = Path(__file__).parents[3] / "data" / "graph"
SECRET, TOKEN = "secret-de-l-application", "jeton-essai"
OPTIONS = {"tenant": "00000000-0000-4000-8000-00000000000a", "client_id": "application", "excluded": "svc*"}
USERS, REGISTRATIONS, DEVICES = "/v1.0/users", "/userRegistrationDetails", "/managedDevices"
REFUSED = {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."}}
NO_LICENCE = {"error": {"code": "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "message": "…"}}


def recorded(name, base):
    """An answer, its dates set beside today."""
    now = datetime.now(UTC)
    text = (DATA / f"{name}.json").read_text()
    for word, value in (
        ("base", base),
        ("recent", f"{now - timedelta(days=3):%Y-%m-%dT%H:%M:%S}.1234567Z"),
        ("old", f"{now - timedelta(days=90):%Y-%m-%dT%H:%M:%S}Z"),
    ):
        text = text.replace(f"{{{word}}}", value)
    return json.loads(text)


class FakeGraph:
    """Signs in and answers; ``replies`` holds, by the end of the path, what a test wants instead, in turn."""

    def __init__(self):
        self.base = ""
        self.replies, self.tokens, self.forms = {}, [], []

    def __call__(self, asked):
        if asked.path.endswith("/oauth2/v2.0/token"):
            return self._token(asked)
        for end, waiting in self.replies.items():
            if asked.path.endswith(end) and waiting and (end != USERS or "signInActivity" in str(asked.params)):
                return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply({"error": {"code": "InvalidAuthenticationToken", "message": "Access token is empty."}}, 401)
        if asked.path.endswith(USERS):
            page = recorded("users_page2" if "$skiptoken" in asked.params else "users_page1", self.base)
            if "signInActivity" not in asked.params.get("$select", "signInActivity"):
                page["value"] = [{k: v for k, v in one.items() if k != "signInActivity"} for one in page["value"]]
                page.pop("@odata.nextLink", None)
            return Reply(page)
        return Reply(recorded("registrations" if asked.path.endswith(REGISTRATIONS) else "devices", self.base))

    def _token(self, asked):
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        self.forms.append(form)
        if self.tokens:
            return self.tokens[0]
        if form.get("client_secret") != SECRET and "client_assertion" not in form:
            return Reply({"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}, 401)
        return Reply({"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN})


@pytest.fixture
def graph():
    return FakeGraph()


@pytest.fixture
def server(graph):
    with serving(graph) as running:
        graph.base = running.address
        yield running


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """Waits are counted, not slept."""
    plain = Http.__init__
    monkeypatch.setattr(Http, "__init__", lambda self, *args, **kw: plain(self, *args, **(kw | {"sleep": lambda _: 0})))


def access_to(server, secret=SECRET, **values):
    secrets = {"secret": secret} | values.pop("secrets", {})
    return Access(server.address, OPTIONS | values, secrets)


def read(server, stream="annuaire", report=None, **values):
    return list(connector_of("graph").read(access_to(server, **values), stream, None, report or Report()))


def test_accounts_are_counted_over_the_pages_without_anybody(server, graph):
    report = Report()
    (found,) = read(server, report=report)
    assert (found.directory, found.accounts) == ("Entra ID", 6)  # closed, guest, service and untyped ones are left
    assert found.active_accounts == 2  # a failed sign-in is none, and 0001-01-01 is never
    assert (found.second_factor, found.privileged) == (3, 1)  # capable and open: registered alone is not enough
    assert "SECRET" not in repr((found, report))
    asked = [one for one in server.asked if one.path.endswith(USERS)]
    assert asked[0].params["$top"] == "500"
    assert asked[1].params["$skiptoken"] == "page-2"  # the link as it was given
    assert graph.forms[0]["scope"] == f"{server.address}/.default"


def test_devices_by_the_rule_of_all_sources(server):
    report = Report()
    found = {one.key[-2:]: one for one in read(server, "equipements", report)}
    first, old, ipad, phone, silent, odd = (found[f"{n:02}"] for n in (1, 2, 3, 4, 6, 7))
    assert (first.os, first.windows11, first.serial, first.macs) == (
        "windows_11", "migre", "SN-00001", ("A4BBCC000201",),
    )  # fmt: skip
    assert (first.type, first.creates) == ("PC portable", True)
    assert (old.os, old.creates, old.last_seen.year) == ("windows_10", False, 2024)
    assert (ipad.type, ipad.os) == ("Tablette", "ios")
    assert (phone.type, phone.os, phone.serial) == ("Téléphone mobile", "android", "")
    assert (silent.os, silent.last_seen, silent.creates) == ("", None, False)
    assert (odd.os, odd.serial, odd.macs) == ("", "", ())  # a number where a text was expected
    assert any("sans nom ni numéro de série" in fact for fact in report.facts)
    assert ipad.name == "iPad (9th generation) SN-00003"  # its own name was a person's
    assert "SECRET" not in repr(found)


def test_the_type_of_unknown_machines_is_what_one_says(server):
    assert {one.type for one in read(server, "equipements", create="non")} == {"", "Tablette", "Téléphone mobile"}
    assert not any(one.creates for one in read(server, "equipements", create="non"))


def test_without_the_premium_licence_the_rest_is_read(server, graph):
    graph.replies = {USERS: [Reply(NO_LICENCE, 403)], REGISTRATIONS: [Reply(NO_LICENCE, 403)]}
    report = Report()
    (found,) = read(server, report=report)
    assert (found.accounts, found.active_accounts, found.second_factor, found.privileged) == (4, None, None, None)
    assert len([fact for fact in report.facts if "licence" in fact]) == 2


def test_a_report_that_says_little_makes_no_figure(server, graph):
    graph.replies = {REGISTRATIONS: [Reply({"value": [{"id": "00000000-0000-4000-8000-000000000001"}]})]}
    report = Report()
    (found,) = read(server, report=report)
    assert (found.second_factor, found.privileged) == (None, None)
    assert report.warnings


def test_troubles_are_told_apart(server, graph):
    product = connector_of("graph")
    assert [step.state for step in product.test(access_to(server)).steps] == ["good"] * 5
    assert product.test(access_to(server, "faux")).fault == Fault.CREDENTIALS
    assert product.test(access_to(server, "")).fault == Fault.CREDENTIALS
    assert product.test(access_to(server, tenant="")).fault == Fault.SETTING
    assert product.test(Access("http://127.0.0.1:9", OPTIONS, {"secret": SECRET})).fault == Fault.UNREACHABLE
    for code, fault in (
        ("7000222", Fault.CREDENTIALS), ("700016", Fault.SETTING), ("90002", Fault.SETTING), ("65001", Fault.RIGHT),
        ("53003", Fault.RIGHT), ("700027", Fault.CREDENTIALS), ("999999", Fault.CREDENTIALS),
    ):  # fmt: skip
        graph.tokens = [Reply({"error": "invalid_client", "error_description": f"AADSTS{code}: …"}, 400)]
        result = product.test(access_to(server))
        assert (result.fault, SECRET in repr(result)) == (fault, False), code


def test_a_right_a_licence_and_a_header_lost_are_three_things(server, graph):
    product = connector_of("graph")
    graph.replies = {DEVICES: [Reply(REFUSED, 403)], REGISTRATIONS: [Reply(NO_LICENCE, 403)]}
    result = product.test(access_to(server))
    assert result.works
    told = {step.fault: step.sentence for step in result.steps if step.state == "warning"}
    assert set(told) == {Fault.RIGHT, Fault.LICENCE}
    assert "n’a pas le droit" in told[Fault.RIGHT]
    assert "licence" in told[Fault.LICENCE]
    graph.replies = {REGISTRATIONS: [Reply({"error": {"code": "x", "message": "Access token is empty."}}, 401)]}
    lost = product.test(access_to(server))
    assert (lost.works, "en-tête Authorization" in lost.steps[-1].sentence) == (False, True)
    graph.replies = {DEVICES: [Reply(REFUSED, 403)]}
    with pytest.raises(SourceError, match="n’a pas le droit"):
        read(server, "equipements")


def test_a_server_in_a_hurry_is_waited_for(server, graph):
    graph.replies = {DEVICES: [Reply({}, 429, {"Retry-After": "2"}), Reply({"value": []})]}
    assert read(server, "equipements") == []


FAULTS = [
    (Reply(b'{"value": [{"id": "1"'), Fault.ANSWER),
    (Reply([1, 2]), Fault.ANSWER),
    (Reply({"value": "rien"}), Fault.ANSWER),
    (Reply({"value": [1]}), Fault.ANSWER),
    (Reply({"value": [{"deviceName": "sans id"}]}), Fault.ANSWER),
    (Reply({"value": [], "@odata.nextLink": "https://ailleurs.example/v1.0"}), Fault.ANSWER),
    (Reply({"value": [{"id": "1"}], "@odata.nextLink": 3}), Fault.ANSWER),
    (Reply(b"<html>portail</html>", headers={"Content-Type": "text/html"}), Fault.ANSWER),
    (Reply({}, 500), Fault.ANSWER),
    (Reply({}, 503), Fault.UNREACHABLE),
    (Reply({}, 429, {"Retry-After": "900"}), Fault.BUSY),
    (Reply({"value": [{"id": "1"}]}, cut=True), Fault.UNREACHABLE),
    (Reply(mute=True), Fault.UNREACHABLE),
]


@pytest.mark.parametrize(("reply", "fault"), FAULTS)
def test_what_cannot_be_read_stops_in_a_sentence(server, graph, reply, fault):
    graph.replies = {DEVICES: [reply]}
    with pytest.raises(SourceError) as stopped:
        read(server, "equipements")
    assert stopped.value.fault == fault
    assert TOKEN not in str(stopped.value)


def test_a_link_that_turns_round_stops(server, graph):
    link = f"{server.address}/v1.0/deviceManagement/managedDevices?page=2"
    graph.replies = {DEVICES: [Reply({"value": [{"id": "1"}], "@odata.nextLink": link})]}
    with pytest.raises(SourceError) as stopped:
        read(server, "equipements")
    assert stopped.value.fault == Fault.ANSWER


def test_a_page_lost_half_way_leaves_what_came_before(server, graph):
    link = f"{server.address}/v1.0/deviceManagement/managedDevices?page=2"
    page = {"value": [{"id": "1", "deviceName": "PC-1"}], "@odata.nextLink": link}
    graph.replies = {DEVICES: [Reply(page), Reply(b"{")]}
    records = connector_of("graph").read(access_to(server), "equipements", None, Report())
    assert next(records).name == "PC-1"
    with pytest.raises(SourceError):
        next(records)


# -- the certificate ------------------------------------------------------------------------------------------------


def make_credentials(days=30, key=None, other=None):
    key = key or rsa.generate_private_key(public_exponent=65537, key_size=2048)
    now, called = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Gouvernail")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    private = (other or key).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate, private.decode() + certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="module")
def credentials():
    return make_credentials()


def test_an_assertion_is_signed_by_the_certificate(credentials):
    certificate, pem = credentials
    head, claims, signature = proof.assertion(pem, "application", "https://ici/token").split(".")
    certificate.public_key().verify(
        _bytes(signature), f"{head}.{claims}".encode(), padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()
    )
    header, told = json.loads(_bytes(head)), json.loads(_bytes(claims))
    assert (header["alg"], _bytes(header["x5t#S256"])) == ("PS256", certificate.fingerprint(hashes.SHA256()))
    assert (told["aud"], told["iss"], told["sub"]) == ("https://ici/token", "application", "application")
    assert 0 < told["exp"] - told["iat"] <= 600


def _bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_certificate_is_preferred_to_a_secret(server, graph, credentials):
    (found,) = read(server, secrets={"certificate": credentials[1]})
    assert found.accounts == 6
    assert "client_assertion" in graph.forms[0]
    assert "client_secret" not in graph.forms[0]


def test_credentials_that_cannot_sign_are_told(credentials):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for pem, fault in (
        ("rien", Fault.SETTING),
        (credentials[1].split("-----BEGIN CERTIFICATE")[0], Fault.SETTING),
        (make_credentials(other=other)[1], Fault.SETTING),
        (make_credentials(days=-1)[1], Fault.CREDENTIALS),
    ):
        with pytest.raises(SourceError) as refused:
            proof.assertion(pem, "application", "https://ici/token")
        assert refused.value.fault == fault


def test_each_national_cloud_signs_in_at_its_own():
    assert client.SIGN_IN["graph.microsoft.com"] == "https://login.microsoftonline.com"
    assert all(address.startswith("https://login.") for address in client.SIGN_IN.values())
