"""Directories, on a real slapd that the tests start."""

import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from gouvernail.connectors.catalogue.ldap import client
from gouvernail.connectors.sources import ldap
from gouvernail.connectors.sources.connector import Access, Report
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.ldap_faults import refused
from gouvernail.connectors.sources.registry import connector_of
from tests.connectors.catalogue.ldap import server as making
from tests.connectors.catalogue.ldap.server import BASE, BLIND, LIMITED, PASSWORD, READER
from tests.connectors.sources.servers import make_certificate

CHIEF, SERVICE = f"cn=SECRETNAME chef,ou=domaine,{BASE}", f"cn=SECRETNAME svc.sauvegarde,ou=domaine,{BASE}"
NESTED = f"cn=Sous-groupe,ou=services,{BASE}"
DOMAIN = [
    making.ad_user("chef"),
    making.ad_user("agent1", seen=10),
    making.ad_user("agent2", seen=60),
    making.ad_user("agent3", seen=None, flags=512 | 65536),
    making.ad_user("agent4", expires=0x7FFFFFFFFFFFFFFF),
    making.ad_user("svc.sauvegarde"),
    making.ad_user("parti", flags=514),
    making.ad_user("stagiaire", expires=making.filetime(3)),
    making.ad_computer("PC-001", "Windows 11 Professionnel", "10.0 (22631)"),
    making.ad_computer("PC-002", "Windows 10 Professionnel", "10.0 (19045)", seen=200),
    making.ad_computer("PC-003", "", seen=None),
    making.ad_computer("PC-OLD", "Windows 7 Professionnel", "6.1 (7601)", flags=4098),
    making.ad_computer("SRV-1", "Windows Server 2025 Standard", "10.0 (26100)"),
    making.group("Administrateurs", [CHIEF, NESTED]),
    making.group("Sous-groupe", [SERVICE, f"cn=Administrateurs,ou=services,{BASE}"]),
]


@pytest.fixture(scope="module")
def slapd(tmp_path_factory):
    making.refuse_without_slapd()
    people = [making.agent(number) for number in range(23)] + [making.agent(0, "svc.scan")]
    with making.running_slapd(tmp_path_factory.mktemp("slapd"), [*making.branches(), *people, *DOMAIN]) as running:
        yield running


def access_to(slapd, user=READER, password=PASSWORD, address="", authority=None, **options):
    known = {"user": user, "base": BASE, "kind": "openldap", "tls": "exige", "excluded": "svc*"}
    trusted = slapd.authority if authority is None else authority
    return Access(address or f"127.0.0.1:{slapd.secure}", known | options, {"password": password}, trusted)


def read(slapd, stream="annuaire", report=None, **options):
    return list(connector_of("ldap").read(access_to(slapd, **options), stream, None, report or Report()))


def test_a_whole_directory_is_counted_page_by_page_without_anybody(slapd, monkeypatch):
    monkeypatch.setattr(ldap, "PAGE", 4)
    report = Report()
    (found,) = read(slapd, report=report)
    assert (found.directory, found.accounts, found.active_accounts, found.second_factor) == ("LDAP", 23, None, None)
    assert (found.privileged, found.lasting_passwords) == (None, None)
    assert any("1 de service" in fact for fact in report.facts)
    assert "SECRET" not in repr((found, report))


def test_a_list_that_the_directory_cuts_makes_no_measure(slapd):
    with pytest.raises(SourceError, match="limite le nombre de réponses") as cut:
        read(slapd, user=LIMITED)
    assert cut.value.fault == Fault.RIGHT
    assert connector_of("ldap").test(access_to(slapd, user=LIMITED)).fault == Fault.RIGHT


AD = {"kind": "ad", "groups": f"cn=Administrateurs,ou=services,{BASE}"}


def test_accounts_of_active_directory(slapd):
    (found,) = read(slapd, **AD)
    assert found.directory == "Active Directory"
    assert (found.accounts, found.active_accounts) == (5, 3)  # 60 days ago and never are not active
    assert found.lasting_passwords == 1
    assert found.privileged == 2  # the chief, and the service account of the nested group
    assert "SECRET" not in repr(found)


def test_without_a_group_that_may_all_nobody_knows_how_many_can(slapd):
    report = Report()
    (found,) = read(slapd, report=report, **(AD | {"groups": ""}))
    assert found.privileged is None
    assert any("non renseigné" in fact for fact in report.facts)


def test_computers_of_the_domain_create_nothing_unless_told(slapd):
    report = Report()
    found = {one.name: one for one in read(slapd, "equipements", report, **AD)}
    assert set(found) == {"PC-001", "PC-002", "PC-003", "SRV-1"}
    assert [(one.os, one.windows11) for one in found.values()] == [
        ("windows_11", "migre"), ("windows_10", ""), ("", ""), ("windows_serveur", ""),
    ]  # fmt: skip
    assert (found["PC-001"].type, found["SRV-1"].type) == ("", "Serveur")
    assert not any(one.creates for one in found.values())
    assert len(found["PC-001"].key) == 36
    assert any("laissés : 1" in fact for fact in report.facts)
    told = {one.name: one for one in read(slapd, "equipements", create="pc_portable", **AD)}
    assert [(one.type, one.creates) for one in told.values()] == [
        ("PC portable", True), ("PC portable", False), ("PC portable", False), ("Serveur", True),
    ]  # fmt: skip


def test_other_directories_have_no_computers(slapd):
    report = Report()
    assert read(slapd, "equipements", report) == []
    assert any("n’est pas Active Directory" in fact for fact in report.facts)


def test_the_connection_test_says_what_is_seen(slapd):
    result = connector_of("ldap").test(access_to(slapd))
    assert [step.state for step in result.steps] == ["good"] * 4
    assert "Visibles : 24" in result.steps[2].sentence
    assert BASE in result.steps[1].sentence


def test_the_branch_is_found_when_nobody_says_it(slapd):
    assert read(slapd, base="")[0].accounts == 23


def test_troubles_are_told_apart(slapd):
    product = connector_of("ldap")
    for access, fault in (
        (access_to(slapd, password="faux"), Fault.CREDENTIALS),
        (access_to(slapd, password=""), Fault.CREDENTIALS),
        (access_to(slapd, user="cn=inconnu,dc=autre"), Fault.CREDENTIALS),
        (access_to(slapd, user=BLIND), Fault.RIGHT),
        (access_to(slapd, base=f"ou=nulle,{BASE}"), Fault.RIGHT),
        (access_to(slapd, base="n'importe quoi"), Fault.SETTING),
        (access_to(slapd, filter="(uid="), Fault.SETTING),
        (access_to(slapd, address="http://annuaire"), Fault.SETTING),
        (access_to(slapd, address="127.0.0.1:9"), Fault.UNREACHABLE),
        (access_to(slapd, address="annuaire.invalid"), Fault.UNREACHABLE),
        (access_to(slapd, authority=""), Fault.CERTIFICATE),
        (access_to(slapd, address=f"127.0.0.1:{slapd.plain}"), Fault.CERTIFICATE),
    ):
        result = product.test(access)
        assert (result.works, result.fault) == (False, fault), (access.options, access.address, result.steps)
        assert result.steps[-1].sentence.endswith(".")
        assert result.steps[-1].advice
        assert PASSWORD not in repr(result)


def test_a_certificate_made_for_another_name_is_refused(slapd):
    result = connector_of("ldap").test(access_to(slapd, address=f"localhost:{slapd.secure}"))
    assert result.fault == Fault.CERTIFICATE
    assert "autre nom" in result.steps[-1].sentence


def test_starttls_is_verified_too(slapd, tmp_path):
    plain = {"address": f"127.0.0.1:{slapd.plain}", "tls": "starttls"}
    assert connector_of("ldap").test(access_to(slapd, **plain)).works
    _path, other = make_certificate(tmp_path)
    assert connector_of("ldap").test(access_to(slapd, authority=other, **plain)).fault == Fault.CERTIFICATE


def test_without_encryption_it_warns(slapd):
    result = connector_of("ldap").test(access_to(slapd, address=f"127.0.0.1:{slapd.plain}", tls="aucun"))
    assert result.works
    assert (result.steps[-1].state, "en clair" in result.steps[-1].sentence) == ("warning", True)


@pytest.mark.parametrize(
    ("data", "fault", "words"),
    [("52e", Fault.CREDENTIALS, "mot de passe"), ("533", Fault.CREDENTIALS, "désactivé"),
     ("701", Fault.CREDENTIALS, "expiré"), ("773", Fault.CREDENTIALS, "changer"), ("531", Fault.RIGHT, "poste")],
)  # fmt: skip
def test_active_directory_says_why_it_refuses(data, fault, words):
    message = f"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {data}, v1db1"
    told = refused({"result": 49, "message": message}, Access("annuaire", {"user": "x"}))
    assert (told.fault, words in told.sentence) == (fault, True)


REFUSALS = [
    (8, Fault.SETTING), (13, Fault.SETTING), (50, Fault.RIGHT), (51, Fault.BUSY), (3, Fault.TIMEOUT), (4, Fault.RIGHT),
    (80, Fault.ANSWER),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fault"), REFUSALS)
def test_other_refusals(code, fault):
    assert refused({"result": code, "message": ""}, Access("annuaire"), BASE).fault == fault


@contextmanager
def relay(port, cut_after):
    """Pass bytes to a directory and back; after so many bytes of answer, say nothing more (0) or cut."""
    listening = socket.create_server(("127.0.0.1", 0))

    def carry(source, target, limit):
        sent = 0
        with suppress(OSError):
            while data := source.recv(4096):
                sent += len(data)
                if limit is not None and sent > limit:
                    break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def accept():
        try:
            client, _address = listening.accept()
        except OSError:
            return
        behind = socket.create_connection(("127.0.0.1", port))
        threading.Thread(target=carry, args=(client, behind, None), daemon=True).start()
        threading.Thread(target=carry, args=(behind, client, cut_after), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def test_a_connection_cut_in_the_middle_of_a_page_is_told(slapd):
    with relay(slapd.plain, 300) as port, pytest.raises(SourceError) as cut:
        read(slapd, address=f"127.0.0.1:{port}", tls="aucun")
    assert cut.value.fault == Fault.UNREACHABLE


def test_a_directory_that_says_nothing_is_given_up(slapd, monkeypatch):
    monkeypatch.setattr(ldap, "READ_SECONDS", 1)
    mute = socket.create_server(("127.0.0.1", 0))
    try:
        result = connector_of("ldap").test(access_to(slapd, address=f"127.0.0.1:{mute.getsockname()[1]}", tls="aucun"))
    finally:
        mute.close()
    assert result.fault == Fault.TIMEOUT


def test_the_identifiers_of_groups_are_those_of_the_domain():
    """S-1-5-21-1-2-3 with 512 is S-1-5-21-1-2-3-512 ([MS-DTYP] 2.4.2.2)."""
    domain = bytes.fromhex("010400000000000515000000010000000200000003000000")
    assert client.sid_with(domain, 512).hex() == "01050000000000051500000001000000020000000300000000020000"


def test_the_rights_are_those_of_the_account_and_the_branch():
    rights = connector_of("ldap").rights(Access("annuaire", {"user": READER, "base": BASE}))
    assert f'by dn.exact="{READER}" read' in rights
    assert f'dn.subtree="{BASE}"' in rights
    assert "size.prtotal=unlimited" in rights
