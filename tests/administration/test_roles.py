from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from gouvernail.accounts.models import User
from gouvernail.administration.operations import forget_person, give_role, take_back_role
from gouvernail.journal.chain import flaws, record
from gouvernail.journal.keeping import months_kept
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of, actual
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant, Organisation
from tests.objects import DAY, make_object
from tests.worlds import PASSWORD, person


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _typed(world, **changes):
    return {
        "email": "nouvelle@agglo.example", "name": "", "function": "DGS", "organisation": world.commune.pk,
        "role": Role.DIRECTION,
    } | changes  # fmt: skip


def test_a_new_person_gets_a_link_that_lets_them_choose_a_password_once(world, settings):
    settings.EMAIL_HOST = ""
    answer = _client(world.owner).post("/c/commune/roles/donner/", _typed(world))
    link = answer.context["link"].replace("http://testserver", "")
    visitor = Client()
    form = visitor.get(link, follow=True)
    page = form.redirect_chain[-1][0]
    assert visitor.post(page, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert User.objects.get(email="nouvelle@agglo.example").check_password(PASSWORD)
    again = Client().get(link, follow=True)
    assert not again.context.get("form") or "token_fail" in again.context


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
def test_one_gives_only_rights_that_one_holds(world, role):
    answer = _client(world.owner).post("/c/commune/roles/donner/", _typed(world, role=role))
    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        give_role(
            email="x@agglo.example", name="", function="", role=role, organisation=world.commune, until=None,
            actor=actor_of(world.owner, DAY), on=DAY,
        )  # fmt: skip
    assert not Membership.objects.filter(role=role, organisation=world.commune).exists()


def test_a_role_is_not_given_elsewhere(world):
    answer = _client(world.owner).post(
        "/c/commune/roles/donner/", _typed(world, organisation=world.stranger_agglomeration.pk)
    )
    assert answer.status_code == 422
    assert not User.objects.filter(email="nouvelle@agglo.example").exists()


def test_who_may_not_grant_does_not_reach_the_form(world):
    assert _client(world.neighbour).get("/c/voisine/roles/donner/").status_code == 403
    assert _client(world.neighbour).get("/c/voisine/roles/").status_code == 200
    assert _client(world.stranger).get("/c/agglo/roles/").status_code == 404


def test_a_provider_is_given_objects_and_may_be_given_others(world):
    action, contract = make_object("action", world.commune), make_object("contract", world.commune)
    client = _client(world.owner)
    refused = client.post("/c/commune/roles/donner/", _typed(world, role=Role.PROVIDER))
    assert "au moins un contrat" in refused.content.decode()
    client.post("/c/commune/roles/donner/", _typed(world, role=Role.PROVIDER, objects=[f"action:{action.pk}"]))
    held = Membership.objects.get(role=Role.PROVIDER)
    client.post(f"/c/commune/roles/{held.pk}/confier/", {"objects": [f"contract:{contract.pk}"]})
    assert list(ObjectGrant.objects.values_list("kind", "object_id")) == [("contract", contract.pk)]


def test_the_last_administrator_stays(world):
    held = Membership.objects.get(user=world.stranger)
    answer = _client(world.stranger).post(f"/c/etrangere/roles/{held.pk}/retirer/")
    assert answer.status_code == 409
    assert "dernier administrateur" in answer.content.decode()
    person("second@elsewhere.example", Role.ADMINISTRATOR, world.stranger_agglomeration)
    take_back_role(held, actor=actor_of(world.stranger, DAY), on=DAY)
    assert not actual(Membership.objects.filter(pk=held.pk), DAY).exists()


@pytest.mark.parametrize(
    ("where", "values"),
    [
        ("stranger_agglomeration", {"until": "2026-01-12"}),
        ("stranger_agglomeration", {"since": "2026-01-14"}),
        ("below", {}),
    ],
)
def test_an_administrator_whose_role_is_over_to_come_or_below_does_not_count_as_another(world, where, values):
    held = Membership.objects.get(user=world.stranger)
    below = Organisation.objects.create(
        name="Commune", slug="ailleurs", kind="commune", parent=world.stranger_agglomeration
    )
    other = person("x@x.example", Role.ADMINISTRATOR, below if where == "below" else getattr(world, where))
    other.memberships.update(**values)
    with pytest.raises(ValidationError, match="dernier administrateur"):
        take_back_role(held, actor=actor_of(world.stranger, DAY), on=DAY)


def test_an_administrator_of_a_commune_may_go_when_one_stands_above(world):
    below = Organisation.objects.create(
        name="Commune", slug="ailleurs", kind="commune", parent=world.stranger_agglomeration
    )
    held = person("x@x.example", Role.ADMINISTRATOR, below).memberships.get()
    take_back_role(held, actor=actor_of(world.stranger, DAY), on=DAY)
    assert not actual(Membership.objects.filter(pk=held.pk), DAY).exists()


def test_one_is_told_before_the_last_role_of_a_person_goes(world):
    user = person("deux@agglo.example", Role.AGENT, world.commune)
    page = f"/c/agglo/roles/{user.memberships.get().pk}/retirer/"
    assert "d’où il pourra être effacé" in _client(world.owner).get(page).content.decode()
    Membership.objects.create(user=user, organisation=world.agglomeration, role=Role.AGENT)
    assert "d’où il pourra être effacé" not in _client(world.owner).get(page).content.decode()


def test_an_account_left_without_role_opens_nothing_and_can_still_be_erased(world):
    user, owner = person("seul@agglo.example", Role.AGENT, world.commune), actor_of(world.owner, DAY)
    held = user.memberships.get()
    take_back_role(held, actor=owner, on=DAY)
    assert not actor_of(user, DAY).enters(world.commune)
    assert "Échu" in _client(world.owner).get("/c/agglo/roles/").content.decode()
    with pytest.raises(ValidationError, match="déjà échu"):
        take_back_role(user.memberships.get(), actor=owner, on=DAY)
    _client(world.owner).post(f"/c/agglo/roles/{held.pk}/effacer/")
    user.refresh_from_db()
    assert not user.is_active
    assert not user.memberships.exists()
    assert list(flaws()) == []


def test_a_role_that_ended_is_given_again(world):
    user, owner = person("retour@agglo.example", Role.AGENT, world.commune), actor_of(world.owner, DAY)
    take_back_role(user.memberships.get(), actor=owner, on=DAY)
    values = {"name": "", "function": "", "role": Role.AGENT, "organisation": world.commune, "until": None}
    give_role(email="retour@agglo.example", **values, actor=owner, on=DAY)
    assert actor_of(user, DAY).enters(world.commune)


def test_what_is_kept_is_said_and_what_is_due_is_emptied_by_who_may(world):
    page = "/c/agglo/journal/conservation/"
    assert "12 mois" in _client(world.owner).get(page).content.decode()
    assert _client(world.owner).post(page).status_code == 403
    record(actor="essai", verb="modifier", kind="action", place=world.agglomeration.path, details={"titre": "ancien"})
    Entry.objects.update(at=timezone.now() - timedelta(days=400))
    admin = person("admin@agglo.example", Role.ADMINISTRATOR, world.agglomeration)
    assert "1 détail a dépassé son terme" in _client(admin).get(page).content.decode()
    _client(admin).post(page)
    assert Entry.objects.get(verb="modifier").details is None


@pytest.mark.parametrize(("asked", "kept"), [(3, 6), (9, 9), (60, 12)])
def test_details_are_kept_from_six_to_twelve_months(settings, asked, kept):
    settings.JOURNAL_MONTHS = asked
    assert months_kept() == kept


def test_the_journal_tells_apart_who_read_what_is_closed(world):
    place = world.agglomeration.path
    record(actor="essai", verb="consulter", kind="decision", place=place, label="NÉGOCIATION")
    record(actor="essai", verb="modifier", kind="action", place=place, label="ORDINAIRE")
    text = _client(world.owner).get("/c/agglo/journal/?vue=sensibles").content.decode()
    assert "NÉGOCIATION" in text
    assert "ORDINAIRE" not in text


def test_a_role_that_is_over_already_is_not_given(world):
    answer = _client(world.owner).post("/c/commune/roles/donner/", _typed(world, until="2020-01-01"))
    assert answer.status_code == 422
    assert "id_until_error" in answer.content.decode()


def test_where_mail_is_sent_nobody_but_its_reader_sees_the_link(world, settings, mailoutbox):
    answer = _client(world.owner).post("/c/commune/roles/donner/", _typed(world))
    assert "/password/reset/key/" in mailoutbox[0].body
    assert "/password/reset/key/" not in answer.content.decode()
    settings.EMAIL_HOST = ""
    answer = _client(world.owner).post("/c/commune/roles/donner/", _typed(world, email="autre@agglo.example"))
    assert "/password/reset/key/" in answer.content.decode()
    assert len(mailoutbox) == 1


def test_erasing_a_person_leaves_the_journal_sound_and_nameless(world):
    make_object("action", world.commune)
    user = person("partante@agglo.example", Role.REFERENT, world.commune)
    _client(user).post("/c/commune/actions/nouveau/", {
        "organisation": world.commune.pk, "title": "Trace", "status": "a_etudier", "tax_basis": "ttc"})  # fmt: skip
    forget_person(user, actor=actor_of(world.owner, DAY), on=DAY)
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("", False)
    assert "partante" not in user.email
    assert list(flaws()) == []
    assert not any("partante" in str(list(row)) for row in Entry.objects.values_list())
    journal = _client(world.owner).get("/c/commune/journal/").content.decode()
    assert "compte effacé" in journal
    assert "partante" not in journal


def test_a_role_is_not_given_twice(world):
    actor = actor_of(world.owner, DAY)
    values = {"name": "", "function": "", "role": Role.AGENT, "organisation": world.commune, "until": None}
    give_role(email="a@agglo.example", **values, actor=actor, on=DAY)
    with pytest.raises(ValidationError):
        give_role(email="A@agglo.example", **values, actor=actor, on=DAY)


def test_the_journal_of_a_place_tells_nothing_of_another(world):
    make_object("action", world.stranger_agglomeration, "SECRET")
    _client(world.stranger).post("/c/etrangere/actions/nouveau/", {
        "organisation": world.stranger_agglomeration.pk, "title": "SECRET", "status": "a_etudier", "tax_basis": "ttc",
    })  # fmt: skip
    assert Entry.objects.filter(label="SECRET").exists()
    assert "SECRET" not in _client(world.owner).get("/c/agglo/journal/").content.decode()


def test_a_person_whose_address_changed_gets_a_new_link_and_their_old_ways_in_are_closed(world, settings):
    settings.EMAIL_HOST = ""
    user = person("ancienne@agglo.example", Role.REFERENT, world.commune)
    inside = Client()
    inside.login(username=user.email, password=PASSWORD)
    role = user.memberships.get()
    answer = _client(world.owner).post(f"/c/commune/roles/{role.pk}/acces/", {"email": "Nouvelle@agglo.example"})
    assert "/password/reset/key/" in answer.context["link"]
    user.refresh_from_db()
    assert user.email == "nouvelle@agglo.example"
    assert not user.has_usable_password()
    assert inside.get("/").status_code == 302
    entry = Entry.objects.filter(verb="renouveler_acces").get()
    assert "nouvelle@" not in str(entry.details)
    assert list(flaws()) == []


def test_nobody_renews_the_access_of_a_person_who_holds_more_elsewhere(world):
    user = person("partout@agglo.example", Role.REFERENT, world.commune)
    Membership.objects.create(user=user, organisation=world.stranger_agglomeration, role=Role.AGENT, since=DAY)
    role = user.memberships.get(organisation=world.commune)
    answer = _client(world.owner).post(f"/c/commune/roles/{role.pk}/acces/", {"email": "prise@agglo.example"})
    assert answer.status_code == 403
    user.refresh_from_db()
    assert user.email == "partout@agglo.example"
    assert user.check_password(PASSWORD)


def test_an_address_held_by_another_is_refused(world):
    user = person("une@agglo.example", Role.REFERENT, world.commune)
    role = user.memberships.get()
    answer = _client(world.owner).post(f"/c/commune/roles/{role.pk}/acces/", {"email": world.owner.email.upper()})
    assert answer.status_code == 422
    assert "Un autre compte porte déjà cette adresse." in answer.content.decode()


@pytest.mark.parametrize("mailed", [True, False])
def test_the_page_of_a_forgotten_password_promises_a_message_only_where_one_leaves(db, settings, mailed):
    settings.EMAIL_HOST = "smtp.agglo.example" if mailed else ""
    page = Client().get("/compte/password/reset/").content.decode()
    assert ("Envoyer le lien" in page) is mailed
    assert ("n’envoie pas de courriel" in page) is not mailed
