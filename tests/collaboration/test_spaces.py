import pytest
from django.test import Client

from gouvernail.collaboration.models import Space, UsageMeasure
from gouvernail.registers.registry import register_of


def test_spaces_without_an_owner_are_listed_apart_and_say_so(world):
    kept = Space.objects.create(organisation=world.commune, name="Marchés", owner_role="Directrice")
    lost = Space.objects.create(organisation=world.commune, name="Vieux projet")
    register = register_of("space")
    tab = next(one for one in register.tabs if one.name == "sans-responsable")
    assert list(Space.objects.filter(tab.query(None))) == [lost]
    badge = next(column.badge for column in register.columns if column.name == "owner_role")
    assert (str(badge(lost).label), str(badge(kept).label)) == ("Sans responsable", "Directrice")


@pytest.mark.parametrize(("accounts", "status"), [("4", 422), ("", 422), ("5", 302)])
def test_the_use_of_a_tool_by_a_handful_of_people_is_not_measured(world, accounts, status):
    client = Client()
    client.force_login(world.owner)
    typed = {
        "organisation": world.commune.pk, "tool": "Nextcloud", "measured_on": "2026-01-13", "accounts": accounts,
        "active_users": "3",
    }  # fmt: skip
    answer = client.post("/c/agglo/usages/nouveau/", typed)
    assert answer.status_code == status
    assert UsageMeasure.objects.count() == (status == 302)
