"""What tells one machine from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.sources.identity import mac_key, name_key, serial_key, uuid_key


@pytest.mark.parametrize(
    "word", ["", None, "0", "None", "to be filled by o.e.m.", "Default string", "--------", "1111"]
)
def test_words_left_by_manufacturers_are_no_serial_numbers(word):
    assert serial_key(word) == ""


def test_serial_numbers_are_compared_without_case():
    assert serial_key(" cnd 1234xy ") == serial_key("CND 1234XY") == "CND 1234XY"


@pytest.mark.parametrize(
    "text", ["", "pas un uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
             "03000200-0400-0500-0006-000700080009"]
)  # fmt: skip
def test_uuids_that_many_machines_share_are_none(text):
    assert uuid_key(text) == ""


def test_a_uuid_however_it_is_written():
    assert uuid_key("{4c4c4544-0001-2010-8001-b2c04f303031}") == "4C4C45440001201080 01B2C04F303031".replace(" ", "")


@pytest.mark.parametrize("text", ["", "00:00:00:00:00:00", "02:42:ac:11:00:02", "01:00:5e:00:00:01", "abc", None])
def test_local_and_group_addresses_identify_nothing(text):
    assert mac_key(text) == ""


@pytest.mark.parametrize("text", ["A4:BB:CC:00:00:01", "a4-bb-cc-00-00-01", "a4bb.cc00.0001"])
def test_a_network_address_however_it_is_written(text):
    assert mac_key(text) == "A4BBCC000001"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("pc-01.mairie.local", "PC-01"), ("MAIRIE\\pc-01", "PC-01"), ("192.0.2.7", "192.0.2.7"), (None, "")],
)
def test_a_name_is_kept_without_its_domain(text, expected):
    assert name_key(text) == expected


@given(st.text())
def test_a_key_is_its_own_key(text):
    for key in (serial_key, uuid_key, mac_key, name_key):
        assert key(key(text)) == key(text)
