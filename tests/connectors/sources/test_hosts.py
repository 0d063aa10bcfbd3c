"""Where Gouvernail may be sent, and by whom."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gouvernail.connectors.sources import hosts
from gouvernail.connectors.sources.connecting import try_connection
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.hosts import check_host
from gouvernail.connectors.sources.http import base_address
from gouvernail.connectors.sources.ldap import address_parts as ldap_parts
from gouvernail.connectors.sources.mariadb import address_parts as sql_parts
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
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
