from datetime import date

import pytest

from gouvernail.estate.models import Application, Equipment
from gouvernail.registers.registry import register_of
from tests.objects import make_object

TODAY = date(2026, 1, 13)


def _tab(kind, name):
    return next(tab for tab in register_of(kind).tabs if tab.name == name).query(TODAY)


@pytest.mark.parametrize(
    ("changes", "name", "listed"),
    [
        ({"os": "windows_10"}, "windows-10", True),
        ({"os": ""}, "windows-10", True),
        ({"os": "windows_11"}, "windows-10", False),
        ({"os": "windows_10", "state": "reforme"}, "windows-10", False),
        ({"os": "android", "type": "tablette"}, "windows-10", False),
        ({"protected": False}, "sans-antivirus", True),
        ({"protected": None}, "sans-antivirus", False),
        ({"support_ends_on": date(2025, 10, 14)}, "fin-de-support", True),
        ({"support_ends_on": TODAY}, "fin-de-support", False),
    ],
)
def test_what_each_view_of_the_inventory_lists(world, changes, name, listed):
    equipment = make_object("equipment", world.commune)
    Equipment.objects.filter(pk=equipment.pk).update(**changes)
    assert Equipment.objects.filter(_tab("equipment", name)).exists() is listed


def test_the_end_of_support_is_said_on_the_sheet(world):
    equipment = make_object("equipment", world.commune)
    equipment.support_ends_on = date(2025, 10, 14)
    assert "Support échu" in [str(badge.label) for badge in register_of("equipment").badges(equipment, TODAY)]


def test_no_field_says_who_uses_a_piece_of_equipment():
    words = ("user", "person", "employee", "holder")
    assert not [field.name for field in Equipment._meta.get_fields() if any(word in field.name for word in words)]


def test_users_in_words_stand_where_no_number_is_known(world):
    column = next(one for one in register_of("application").columns if one.name == "users")
    assert column.value(Application(users_count=None, users_note="Tous les agents")) == "Tous les agents"
    assert column.value(Application(users_count=0, users_note="Tous")) == 0
