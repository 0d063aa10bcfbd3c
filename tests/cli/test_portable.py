"""The portable dump gives back every row, on SQLite and on PostgreSQL alike."""

import io

import pytest

from gouvernail.accounts.models import User
from gouvernail.cli.archives.portable import dump, dumped_models, load
from gouvernail.cli.refusals import Refusal
from gouvernail.journal.chain import flaws, record
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small_world():
    root = Organisation.objects.create(name="Agglomération d’Essai", slug="agglo", kind="ca")
    town = Organisation.objects.create(name="Commune d’Essai", slug="commune", kind="commune", parent=root)
    user = User.objects.create_user("quelquun@exemple.invalid", "une phrase assez longue", name="Quelqu’un")
    Membership.objects.create(user=user, organisation=town, role=Role.DSI)
    record(actor="essai", verb="creer", kind="organisation", object_id=root.pk, details={"nom": [None, "é ’ \u202f"]})
    return root


def dumped() -> str:
    stream = io.StringIO()
    dump(stream)
    return stream.getvalue()


def everything() -> dict[str, list[dict]]:
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in dumped_models()}


def test_loading_a_dump_gives_back_every_row_and_a_sound_journal(small_world):
    before, text = everything(), dumped()
    User.objects.all().delete()
    Organisation.objects.filter(slug="commune").delete()
    record(actor="essai", verb="supprimer", kind="organisation")
    assert load(io.StringIO(text)) == len(text.splitlines())
    assert everything() == before
    assert list(flaws()) == []


def test_new_rows_take_new_numbers_afterwards(small_world):
    load(io.StringIO(dumped()))
    later = Organisation.objects.create(name="Une autre", slug="autre", kind="commune")
    assert later.pk > small_world.pk


@pytest.mark.parametrize(
    "spoil", [lambda text: text + "{pas du JSON\n", lambda text: text.replace('"user": ', '"user": 9')]
)
def test_a_spoilt_dump_changes_nothing(small_world, spoil):
    before, text = everything(), dumped()
    with pytest.raises(Refusal, match="Rien n’a été changé"):
        load(io.StringIO(spoil(text)))
    assert everything() == before
