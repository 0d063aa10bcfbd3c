"""Where Gouvernail may be sent, and by whom."""

from ipaddress import ip_network

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gouvernail.connectors.sources import hosts
from gouvernail.connectors.sources.connecting import try_connection
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.hosts import check_host
from gouvernail.connectors.sources.http import Http, base_address
from gouvernail.connectors.sources.ldap import address_parts as ldap_parts
from gouvernail.connectors.sources.mariadb import address_parts as sql_parts
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from tests.connectors.sources.servers import Reply, serving
from tests.objects import DAY
from tests.worlds import person


@pytest.fixture
def listed(monkeypatch):
    return lambda text: monkeypatch.setenv(hosts.VARIABLE, text)


@pytest.mark.parametrize(
    ("words", "host", "allowed"),
    [
        ("", "n-importe.example", True),
        ("glpi.mairie.example", "GLPI.mairie.example", True),
        ("glpi.mairie.example", "autre.mairie.example", False),
        ("*.mairie.example, 10.20.0.0/16", "ocs.mairie.example", True),
        ("*.mairie.example, 10.20.0.0/16", "10.20.3.4", True),
        ("*.mairie.example, 10.20.0.0/16", "10.21.3.4", False),
        ("127.0.0.0/8", "localhost.localdomain.invalid", False),
        ("127.0.0.0/8", "127.0.0.1", True),
        ("", "169.254.169.254", False),
        ("*", "169.254.169.254", False),
        ("", "fe80::1", False),
        ("", "2852039166", False),
        ("*", "0xa9fea9fe", False),
        ("", "::ffff:169.254.169.254", False),
        ("", "fd00:ec2::254", False),
    ],
)
def test_only_listed_servers_are_reached(listed, words, host, allowed):
    listed(words)
    if allowed:
        check_host(host)
    else:
        with pytest.raises(SourceError, match="n’a pas le droit de joindre") as refused:
            check_host(host)
        assert refused.value.fault == Fault.SETTING


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "::ffff:a9fe:a9fe"])
def test_a_name_that_leads_to_the_machine_itself_is_refused(listed, monkeypatch, address):
    told = [(0, 1, 6, "", ("192.0.2.7", 0)), (0, 1, 6, "", (address, 0))]
    monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *_args, **_options: told)
    listed("")
    with pytest.raises(SourceError, match=r"n’a pas le droit de joindre « glpi\.mairie\.example »"):
        check_host("glpi.mairie.example")


def test_what_a_name_that_changed_answers_is_not_read(monkeypatch):
    with serving(lambda asked: Reply({"secret": "SECRET"})) as server, Http(Access(server.address)) as http:
        monkeypatch.setattr(hosts, "_CLOUD_SECRETS", ip_network("127.0.0.0/8"))  # as if the name now led there
        with pytest.raises(SourceError, match="n’a pas le droit de joindre"):
            http.get("latest/meta-data")


def test_an_address_that_only_begins_like_the_server_s_is_asked_of_the_server():
    with serving(lambda asked: Reply([])) as server, Http(Access(server.address)) as http:
        http.get(f"{server.address}@ailleurs.example/liste")
    assert server.asked


def test_every_way_out_is_checked(listed):
    listed("autre.example")
    for ask in (
        lambda: base_address("https://glpi.mairie.example"),
        lambda: sql_parts(Access("ocs.mairie.example")),
        lambda: ldap_parts(Access("annuaire.mairie.example")),
    ):
        with pytest.raises(SourceError, match="n’a pas le droit de joindre"):
            ask()


def test_without_a_list_only_a_dsi_or_an_administrator_sets_a_source(connection, world, listed):
    listed("")
    referent = person("referent@commune.example", Role.REFERENT, world.commune)
    client = Client()
    client.force_login(referent)
    page = client.get(f"/c/commune/sources/{connection.pk}/").content.decode()
    assert "Tout lire" in page
    assert "Essayer la connexion" not in page
    assert client.get(f"/c/commune/sources/{connection.pk}/regler/").status_code == 403
    assert client.post(f"/c/commune/sources/{connection.pk}/essayer/").status_code == 403
    assert client.get("/c/commune/sources/nouvelle/glpi/").status_code == 403
    with pytest.raises(PermissionDenied):
        try_connection(connection, actor_of(referent, DAY))
    listed("serveur.example")
    assert client.get(f"/c/commune/sources/{connection.pk}/regler/").status_code == 200
    assert try_connection(connection, actor_of(referent, DAY)).works
