"""The files themselves: provenance, no real person, identifiers that hold, values that their fields accept."""

from __future__ import annotations

import re

import pytest

from gouvernail.demo.loading import demo_accounts
from gouvernail.demo.sheets import DATA, PLACES, read_sheets
from gouvernail.kernel.identifiers import check_siren
from gouvernail.organisations.models import Organisation
from gouvernail.registers.models import Recorded
from gouvernail.registers.registry import registers
from gouvernail.suppliers.models import Supplier

FILES = sorted(DATA.rglob("*.yaml"))
PHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
FICTIONAL = re.compile(r"@[a-z-]+\.example$")


def test_the_pattern_sees_a_phone_number_and_not_a_siren():
    assert PHONE.search("appeler le 02 43 00 00 00.")
    assert not PHONE.search('siren: "999010010"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_file_holds_a_phone_number_or_a_real_address(path):
    text = path.read_text()
    assert PHONE.findall(text) == []
    assert [found for found in EMAIL.findall(text) if not FICTIONAL.search(found)] == []


def test_accounts_are_functions_at_reserved_addresses():
    emails = [account.email for account in demo_accounts()]
    assert len(emails) == len(set(emails)) == 12
    assert all(FICTIONAL.search(email) for email in emails)


def test_every_siren_is_fictional_unique_and_holds(demo):
    numbers = [*Organisation.objects.values_list("siren", flat=True)]
    numbers += Supplier.objects.exclude(siren="").values_list("siren", flat=True)
    assert all(check_siren(number) == number and number.startswith("999") for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_everything_says_where_it_comes_from(demo):
    for register in registers():
        if issubclass(register.model, Recorded):
            assert not register.model.objects.filter(source="").exists(), register.kind
            sources = set(register.model.objects.values_list("source", flat=True))
            assert all(re.match(r"Document 00[0-4], |Donnée de démonstration \(fictive\)$", one) for one in sources)


def test_what_cites_a_document_says_the_line(demo):
    for register in registers():
        if issubclass(register.model, Recorded):
            cited = register.model.objects.filter(source__startswith="Document")
            assert not cited.exclude(source_place__regex=r"lignes? \d").exists(), register.kind


def test_every_value_is_one_its_field_accepts(demo):
    for register in registers():
        keys = [field.name for field in register.model._meta.concrete_fields if field.is_relation]
        for obj in register.model.objects.all():
            obj.clean_fields(exclude=keys)


@pytest.mark.parametrize("folder", PLACES)
def test_no_file_writes_a_key_that_nothing_reads(folder):
    models = {register.kind: register.model for register in registers()}
    for sheet in read_sheets(folder):
        known = {field.name for field in models[sheet.kind]._meta.get_fields()} | {"ref"}
        for record in sheet.records:
            assert set(record) <= known, (sheet.kind, record)
