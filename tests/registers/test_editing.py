"""Creating, changing, deleting, changing many: what is written, what is refused, what the journal says."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from gouvernail.action_plan.models import Action
from gouvernail.journal.chain import flaws
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import ObjectGrant
from gouvernail.registers.operations import change_many, save_object
from gouvernail.registers.registry import register_of
from gouvernail.suppliers.models import Contract, Supplier
from gouvernail.support.models import Request
from tests.objects import DAY, make_object
from tests.worlds import person


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _typed(world, **changes):
    return {
        "organisation": world.commune.pk, "number": "3", "title": "Écrire la charte", "status": "en_cours",
        "tax_basis": "ttc", "due": "fin février 2026", "cost": "1 234,50 €", "owner_role": "DGS",
    } | changes  # fmt: skip


def test_what_is_typed_is_kept_as_it_was_meant(world):
    answer = _client(world.owner).post("/c/agglo/actions/nouveau/", _typed(world))
    action = Action.objects.get()
    assert answer.url == f"/c/agglo/actions/{action.pk}/"
    assert (str(action.due), str(action.cost)) == ("fin février 2026", "1234.50")
    entry = Entry.objects.get(kind="action")
    assert (entry.verb, entry.actor, entry.place) == ("creer", str(world.owner.opaque_id), world.commune.path)
    assert list(flaws()) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("due", "31/02/2026"),
        ("due", "XX Fev 2026"),
        ("cost", "-3"),
        ("cost", "beaucoup"),
        ("progress", "130"),
        ("title", ""),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_nothing_is_written(world, field, typed):
    answer = _client(world.owner).post("/c/agglo/actions/nouveau/", _typed(world, **{field: typed}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text
    assert "Écrire la charte" in text or field == "title"
    assert not Action.objects.exists()
    assert not Entry.objects.filter(kind="action").exists()


def test_one_cannot_write_into_another_tree(world):
    answer = _client(world.owner).post(
        "/c/agglo/actions/nouveau/", _typed(world, organisation=world.stranger_agglomeration.pk)
    )
    assert answer.status_code == 422
    assert not Action.objects.exists()


def test_one_cannot_move_an_object_where_one_may_not_write(world):
    action = make_object("action", world.neighbour_commune)
    neighbour = actor_of(world.neighbour, DAY)
    action.organisation = world.commune
    with pytest.raises(PermissionDenied):
        save_object(register_of("action"), action, actor=neighbour)
    action.refresh_from_db()
    assert action.organisation == world.neighbour_commune


def test_two_people_on_the_same_sheet_do_not_overwrite_each_other(world):
    action = make_object("action", world.commune)
    page = f"/c/agglo/actions/{action.pk}/modifier/"
    client = _client(world.owner)
    stamp = client.get(page).context["form"]["stamp"].value()
    Action.objects.get(pk=action.pk).save()
    answer = client.post(page, _typed(world, stamp=stamp))
    assert answer.status_code == 422
    assert "modifiée entre-temps" in answer.content.decode()
    again = answer.context["form"].data["stamp"]
    assert client.post(page, _typed(world, stamp=again)).status_code == 302


def test_a_contract_that_ends_before_it_starts_is_refused(world):
    supplier = make_object("supplier", world.commune)
    typed = {
        "organisation": world.commune.pk, "supplier": supplier.pk, "title": "Infogérance", "kind": "support",
        "state": "en_cours", "tax_basis": "ttc", "starts_on": "2026-05-01", "ends_on": "2026-04-01",
    }  # fmt: skip
    answer = _client(world.owner).post("/c/agglo/contrats/nouveau/", typed)
    assert answer.status_code == 422
    assert "précède son début" in answer.content.decode()


def test_what_others_depend_on_is_not_deleted(world):
    contract = make_object("contract", world.commune)
    page = f"/c/agglo/prestataires/{contract.supplier_id}/supprimer/"
    answer = _client(world.owner).post(page)
    assert answer.status_code == 409
    assert "en dépendent" in answer.content.decode()
    assert Supplier.objects.exists()
    assert Contract.objects.exists()


def test_many_are_changed_together_or_not_at_all(world):
    actions = [make_object("action", world.commune, str(rank)) for rank in range(3)]
    _client(world.owner).post(
        "/c/agglo/actions/lot/",
        {"selected": [one.pk for one in actions[:2]], "lot-status": "termine", "lot-axis": "__garder__"},
    )
    assert sorted(Action.objects.values_list("status", flat=True)) == ["a_etudier", "termine", "termine"]
    assert Entry.objects.filter(kind="action", verb="modifier").count() == 2


def test_a_bad_value_in_a_bulk_change_changes_nothing(world):
    actions = [make_object("action", world.commune, str(rank)) for rank in range(2)]
    owner = actor_of(world.owner, DAY)
    with pytest.raises(ValidationError, match="100"):
        change_many(register_of("action"), actions, {"progress": 400}, actor=owner)
    assert set(Action.objects.values_list("progress", flat=True)) == {None}


def test_a_bulk_change_reaches_only_what_one_may_change(world):
    mine, theirs = make_object("action", world.neighbour_commune), make_object("action", world.commune)
    _client(world.neighbour).post(
        "/c/voisine/actions/lot/", {"selected": [mine.pk, theirs.pk], "lot-status": "termine"}
    )
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.status, theirs.status) == ("termine", "a_etudier")


def test_a_provider_works_on_what_was_confided_and_sees_nothing_else(world):
    confided, other = make_object("action", world.commune, "CONFIEE"), make_object("action", world.commune, "AUTRE")
    user = person("provider@agglo.example", Role.PROVIDER, world.agglomeration)
    ObjectGrant.objects.create(membership=user.memberships.get(), kind="action", object_id=confided.pk)
    client = _client(user)
    text = client.get("/c/agglo/actions/").content.decode()
    assert "CONFIEE" in text
    assert "AUTRE" not in text
    assert "AUTRE" not in client.get("/c/agglo/actions/export/?format=csv").content.decode("utf-8-sig")
    assert client.get(f"/c/agglo/actions/{other.pk}/").status_code == 404
    assert client.get("/c/agglo/actions/nouveau/").status_code == 403
    assert client.get("/c/agglo/equipements/").status_code == 403
    typed = _typed(world, title="CONFIEE faite", organisation=world.commune.pk)
    assert client.post(f"/c/agglo/actions/{confided.pk}/modifier/", typed).status_code == 302
    confided.refresh_from_db()
    assert confided.title == "CONFIEE faite"


def test_a_role_that_only_reads_cannot_write(world):
    elected = person("elected@agglo.example", Role.ELECTED, world.agglomeration)
    action = make_object("action", world.commune)
    client = _client(elected)
    assert client.get(f"/c/agglo/actions/{action.pk}/").status_code == 200
    for page in ("nouveau/", f"{action.pk}/modifier/", f"{action.pk}/supprimer/", f"{action.pk}/lier/"):
        assert client.post(f"/c/agglo/actions/{page}", _typed(world)).status_code == 403
    assert "Modifier" not in client.get(f"/c/agglo/actions/{action.pk}/").content.decode().split("<main")[1]


def test_the_journal_never_holds_the_pseudonym_of_a_requester(world):
    request = make_object("request", world.commune)
    Request.objects.filter(pk=request.pk).update(requester="cafe" * 8)
    _client(world.owner).post(f"/c/agglo/demandes/{request.pk}/supprimer/")
    assert "cafecafe" not in str(Entry.objects.get(verb="supprimer").details)


def test_a_year_or_a_seed_is_written_without_a_space(world):
    from gouvernail.registers.values import shown
    from tests.objects import make_object

    assert shown(make_object("budget_line", world.commune), "year") == "2026"
    study = make_object("study", world.commune)
    study.seed = 20260113
    assert shown(study, "seed") == "20260113"
