"""What the tools of the demonstration say of its machines agrees with what its register says of their protection."""

import pytest

from gouvernail.connectors.sources.machines import gaps_of, known_at, machines_at
from gouvernail.estate.models import Equipment
from gouvernail.indicators.queries import measure
from gouvernail.indicators.scope import Scope
from gouvernail.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("demo")


def place():
    return Organisation.objects.get(slug="cc-des-trois-rivieres")


def test_the_gaps_are_those_that_the_register_tells():
    machines = machines_at(place())
    found = gaps_of(machines, known_at(place(), machines, place().today()))
    gaps = {code: sorted(one.name for one in rows) for code, rows in found.items() if rows}
    exposed = Equipment.objects.filter(organisation=place(), protected=False).order_by("name")
    assert len(gaps["sans-antivirus"]) == 10
    assert gaps["sans-antivirus"] == list(exposed.values_list("name", flat=True))
    del gaps["sans-antivirus"]
    assert gaps == {
        "hors-parc": ["PC-PRET-01"],
        "hors-inventaire": ["PC-012", "PC-PRET-01"],
        "muettes": ["PC-006", "PC-085"],
        "systemes": ["PC-058"],
    }


def test_the_directories_say_the_second_factor_or_do_not():
    scope = Scope.of_machine(place())
    shown = measure("CYB-01", scope, place().today())
    assert (shown.numerator, shown.denominator, shown.stale) == (64, 152, False)
    assert "Active Directory" in shown.notes[0]
    assert measure("CYB-08", scope, place().today()).value == 11
