"""People who sign in: found by their address, forgotten on request, never registering by themselves."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from gouvernail.accounts.models import User
from gouvernail.journal.chain import flaws, record

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_an_address_is_one_person_whatever_its_capitals(client):
    User.objects.create_user("Quelqu.Un@Exemple.invalid", PASSWORD)
    assert User.objects.get().email == "quelqu.un@exemple.invalid"
    assert sign_in(client, "QUELQU.UN@exemple.invalid").status_code == 302


def test_without_a_password_nobody_gets_in(client):
    user = User.objects.create_user("invite@exemple.invalid")
    assert not user.has_usable_password()
    assert sign_in(client, user.email, "").status_code == 200


def test_an_inactive_account_does_not_get_in(client):
    User.objects.create_user("parti@exemple.invalid", PASSWORD, is_active=False)
    sign_in(client, "parti@exemple.invalid")
    assert "_auth_user_id" not in client.session


def test_erasing_a_person_leaves_no_name_and_a_sound_journal(client):
    user = User.objects.create_user("elle@exemple.invalid", PASSWORD, name="Elle", function="DGS")
    record(actor=str(user.opaque_id), verb="creer", kind="action")
    user.erase()
    kept = User.objects.get(pk=user.pk)
    assert (kept.name, kept.function, kept.is_active) == ("", "", False)
    assert "elle" not in kept.email
    assert list(flaws()) == []
    sign_in(client, "elle@exemple.invalid")
    assert "_auth_user_id" not in client.session


def test_erasing_a_person_leaves_neither_address_nor_second_factor_in_the_library_s_tables():
    user = User.objects.create_user("elle@exemple.invalid", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    user.erase()
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()


def test_nobody_registers_alone(client):
    client.post("/compte/signup/", {"email": "intrus@exemple.invalid", "password1": PASSWORD})
    assert not User.objects.exists()


def test_a_wrong_password_says_no_more_than_an_unknown_address(client):
    User.objects.create_user("connue@exemple.invalid", PASSWORD)
    known = sign_in(client, "connue@exemple.invalid", "autre chose").content.decode()
    unknown = sign_in(client, "inconnue@exemple.invalid", "autre chose").content.decode()
    assert known.replace("inconnue", "connue").count("alert") == unknown.replace("inconnue", "connue").count("alert")
    assert ("correct" in known) == ("correct" in unknown) is True


def test_nobody_takes_the_address_of_a_colleague_to_come(client):
    user = User.objects.create_user("agent@exemple.invalid", PASSWORD)
    client.force_login(user)
    for act in ("action_add", "action_primary"):
        assert client.post("/compte/email/", {act: "", "email": "dgs@exemple.invalid"}).status_code == 403
    user.refresh_from_db()
    assert user.email == "agent@exemple.invalid"
    assert not EmailAddress.objects.filter(email="dgs@exemple.invalid").exists()
