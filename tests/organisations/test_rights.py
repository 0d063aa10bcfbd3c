from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.organisations import rights
from gouvernail.organisations.enums import Role


def test_every_role_and_family_is_in_the_table():
    assert set(rights.RIGHTS) == set(Role)
    for held in rights.RIGHTS.values():
        assert set(held) <= set(rights.FAMILIES)
        for verbs in held.values():
            assert verbs <= rights.ALL


def test_nobody_changes_what_they_cannot_see():
    for role, family in product(Role, rights.FAMILIES):
        verbs = rights.verbs_of(role, family)
        assert not verbs or rights.VIEW in verbs


@pytest.mark.parametrize(
    ("role", "family", "verb", "expected"),
    [
        (Role.AUDITOR, "audit", rights.EDIT, True),
        (Role.AUDITOR, "actions", rights.EDIT, False),
        (Role.ELECTED, "facts", rights.VIEW, False),
        (Role.ELECTED, "indicators", rights.VIEW, True),
        (Role.REFERENT, "members", rights.GRANT, False),
        (Role.DIRECTION, "governance", rights.DECIDE, True),
        (Role.AGENT, "contracts", rights.VIEW, False),
        (Role.PROVIDER, "journal", rights.VIEW, False),
    ],
)
def test_the_rights_that_the_trade_expects(role, family, verb, expected):
    assert (verb in rights.verbs_of(role, family)) is expected


@given(st.sampled_from(list(Role)), st.sampled_from(list(Role)))
def test_one_gives_only_what_one_holds(giver, given_role):
    expected = all(rights.verbs_of(given_role, family) <= rights.verbs_of(giver, family) for family in rights.FAMILIES)
    assert rights.holds_all_of(giver, given_role) is expected


def test_the_documentation_prints_the_same_table():
    text = Path("docs/droits.md").read_text()
    for family, label in rights.FAMILIES.items():
        line = next(line for line in text.splitlines() if line.startswith(f"| {label} |"))
        cells = [cell.strip() for cell in line.strip("|").split("|")][1:]
        for role, cell in zip(Role, cells, strict=True):
            verbs = rights.verbs_of(role, family)
            expected = ", ".join(str(rights.VERBS[verb]) for verb in rights.VERBS if verb in verbs) or "—"
            assert cell == expected, (role, family)
