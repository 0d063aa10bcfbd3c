from gouvernail.collaboration.models import Space
from gouvernail.registers.registry import register_of


def test_spaces_without_an_owner_are_listed_apart_and_say_so(world):
    kept = Space.objects.create(organisation=world.commune, name="Marchés", owner_role="Directrice")
    lost = Space.objects.create(organisation=world.commune, name="Vieux projet")
    register = register_of("space")
    tab = next(one for one in register.tabs if one.name == "sans-responsable")
    assert list(Space.objects.filter(tab.query(None))) == [lost]
    badge = next(column.badge for column in register.columns if column.name == "owner_role")
    assert (str(badge(lost).label), str(badge(kept).label)) == ("Sans responsable", "Directrice")
