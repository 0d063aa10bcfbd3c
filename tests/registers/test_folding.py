import pytest

from gouvernail.action_plan.models import Action


@pytest.fixture
def action(world):
    return Action.objects.create(organisation=world.commune, title="Réflexion sur l’Œuvre numérique : 50 % d_élus")


@pytest.mark.parametrize(
    "typed", ["reflexion", "RÉFLEXION", "réflexion", "oeuvre", "l'oeuvre", "l’œuvre", "50 %", "d_e", "ELUS"]
)
def test_neither_accents_nor_capitals_hide_anything(action, typed):
    assert Action.objects.filter(title__folded=typed).get() == action


@pytest.mark.parametrize("typed", ["reflexions", "5%0", "dxe", "%x%", "\\"])
def test_what_is_not_there_is_not_found(action, typed):
    assert not Action.objects.filter(title__folded=typed).exists()
