"""What every product of the catalogue owes: this is all that a new folder has to satisfy, and it is found by itself."""

import re
from pathlib import Path

import pytest

from gouvernail.connectors import catalogue
from gouvernail.connectors.sources import connector as contract
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault
from gouvernail.connectors.sources.forms import ConnectionForm
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.registry import connectors
from gouvernail.organisations.actors import actor_of
from tests.objects import DAY

FOLDER = Path(catalogue.__file__).parent
PRODUCTS = list(connectors().values())
STREAMS = {
    contract.REQUESTS, contract.EQUIPMENT, contract.CAMPAIGNS, contract.SPACES, contract.USAGE, contract.DIRECTORY,
    contract.AVAILABILITY, contract.SUPPLIERS, contract.CONTRACTS,
}  # fmt: skip
SECRET = "SECRETVALUE-2026"


@pytest.fixture(params=PRODUCTS, ids=lambda one: one.code)
def product(request):
    return request.param


def nowhere(product):
    """An access to a server that is not there, every field filled in."""
    address = "http://127.0.0.1:9" if "http" in str(product.address_help) else "127.0.0.1:9"
    options = {one.name: one.default or (one.required and "valeur") for one in product.fields if not one.is_secret}
    secrets = {one.name: SECRET for one in product.fields if one.kind == "secret"}
    return Access(address, options | {"tls": "aucun"}, secrets)


def test_every_folder_is_a_product():
    folders = {path.name for path in FOLDER.iterdir() if (path / "__init__.py").exists()}
    assert folders == {one.code for one in PRODUCTS}
    for folder in folders:
        assert {"connector.py", "client.py", "mapping.py"} <= {path.name for path in (FOLDER / folder).iterdir()}


def test_it_says_what_it_is(product):
    for name in ("label", "versions", "proven", "about", "address_label"):
        assert str(getattr(product, name)).strip(), name
    assert product.streams
    assert {one.code for one in product.streams} <= STREAMS
    assert len({one.name for one in product.fields}) == len(product.fields)


def test_the_least_rights_are_exact_and_hold_no_secret(product):
    rights = product.rights(nowhere(product))
    assert rights.strip()
    assert SECRET not in rights
    assert not re.search(r"GRANT (ALL|INSERT|UPDATE|DELETE)", rights)


def test_a_server_that_is_not_there_is_told_in_french(product):
    if product.takes_file:
        return
    result = product.test(nowhere(product))
    assert (result.works, result.fault) == (False, Fault.UNREACHABLE)
    assert result.steps[-1].sentence.endswith(".")
    assert result.steps[-1].advice
    assert SECRET not in repr(result)


def test_secrets_are_in_no_representation(product):
    assert SECRET not in repr(nowhere(product))


def test_its_form_is_made_from_what_it_declares(product, world):
    connection = Connection(organisation=world.commune, product=product.code)
    form = ConnectionForm(None, product=product, connection=connection, actor=actor_of(world.owner, DAY))
    html = form.as_p()
    for one in product.fields:
        assert f'name="option-{one.name}"' in html
    assert ('type="password"' in html) == any(one.kind == "secret" for one in product.fields)


def test_what_was_typed_in_a_secret_is_never_sent_back(product, world):
    connection = Connection(organisation=world.commune, product=product.code)
    typed = {f"option-{one.name}": SECRET for one in product.fields if one.is_secret}
    form = ConnectionForm(typed, product=product, connection=connection, actor=actor_of(world.owner, DAY))
    assert not form.is_valid()
    assert SECRET not in form.as_p()


def test_it_knows_no_model():
    for path in FOLDER.rglob("*.py"):
        text = path.read_text()
        assert not re.search(r"gouvernail\.(?!connectors\.(sources|catalogue|spreadsheets)|kernel)", text), path
        assert ".models" not in text, path
        assert "django.db" not in text, path


def test_no_address_carries_a_secret():
    for path in FOLDER.rglob("client.py"):
        assert not re.search(r"params=.*secret|\?.*\{access\.secret", path.read_text()), path
