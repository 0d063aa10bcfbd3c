"""Suppliers, contracts and prices that a source tells become objects, with where they come from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.connectors.sources import applying
from gouvernail.connectors.sources.connector import CONTRACTS, EQUIPMENT, SUPPLIERS
from gouvernail.connectors.sources.enums import WordField
from gouvernail.connectors.sources.reading import start
from gouvernail.connectors.sources.records import ContractRecord, SupplierRecord
from gouvernail.estate.models import Equipment
from gouvernail.registers.models import TaxBasis
from gouvernail.suppliers.models import Contract, Supplier
from tests.connectors.sources.conftest import machine

MAINTENANCE = ContractRecord(
    "Maintenance", "Fibre & Cie", "2024-017", "Télécoms", "En cours", date(2024, 1, 1), date(2026, 12, 31), 3,
    "Reconduction tacite", Decimal("12500.50"),
)  # fmt: skip


@pytest.fixture
def bring(connection, read, played, owner):
    """Read a stream of records and apply it."""

    def all_the_way(stream, *records):
        played.records = records
        return applying.apply(read(connection, stream), owner)

    return all_the_way


def test_contracts_find_their_supplier_and_say_where_they_come_from(bring):
    bring(SUPPLIERS, SupplierRecord("Fibre & Cie", "Télécoms", "552100554", True))
    run = bring(CONTRACTS, MAINTENANCE)
    supplier, contract = Supplier.objects.get(), Contract.objects.get()
    assert (supplier.siren, supplier.active, contract.supplier) == ("552100554", True, supplier)
    assert (contract.yearly_amount, contract.tax_basis) == (Decimal("12500.50"), TaxBasis.UNKNOWN)
    assert (contract.starts_on, contract.ends_on, contract.notice_months) == (date(2024, 1, 1), date(2026, 12, 31), 3)
    assert contract.renewal == "tacite"
    assert "contrats" in contract.source
    assert contract.source_place == "ligne 2"
    assert contract.raw["Montant annuel"] == "12500,50"
    assert run.counts == {"nouvelle": 1, "supprimees": 0}


def test_what_was_applied_once_changes_nothing(bring):
    bring(SUPPLIERS, SupplierRecord("Fibre & Cie", "Télécoms"))
    bring(CONTRACTS, MAINTENANCE)
    assert bring(CONTRACTS, MAINTENANCE).counts == {"inchangee": 1, "supprimees": 0}


def test_a_contract_without_a_supplier_is_refused_with_why(bring):
    run = bring(CONTRACTS, ContractRecord("Orphelin", kind="Autre"))
    assert not Contract.objects.exists()
    (row,) = run.import_run.rows.all()
    assert row.outcome == "refusee"
    assert "Prestataire" in str(row.notes)


def test_a_contract_goes_to_the_organisation_that_its_entity_means(connect, world, read, played, owner):
    shared = connect(organisation=world.agglomeration)
    played.records = [SupplierRecord("Fibre & Cie", "Télécoms")]
    applying.apply(read(shared, SUPPLIERS), owner)
    played.records = [replace(MAINTENANCE, entity="Racine › Écoles")]
    read(shared, CONTRACTS)
    shared.words.filter(field=WordField.ENTITY).update(value=str(world.commune.pk), confirmed=True)
    applying.apply(read(shared, CONTRACTS), owner)
    assert Contract.objects.get().organisation == world.commune


def test_the_price_of_a_machine_is_kept_without_a_basis(bring):
    bring(EQUIPMENT, machine(key="1", purchase_price=Decimal("851.50")))
    one = Equipment.objects.get()
    assert (one.purchase_price, one.tax_basis) == (Decimal("851.50"), TaxBasis.UNKNOWN)


def test_who_may_not_write_contracts_may_not_read_them_from_a_source(connection, owner, monkeypatch):
    plain = type(owner).can
    monkeypatch.setattr(type(owner), "can", lambda self, verb, family, place=None: family != "contracts" and plain(
        self, verb, family, place))  # fmt: skip
    with pytest.raises(PermissionDenied):
        start(connection, CONTRACTS, owner)
