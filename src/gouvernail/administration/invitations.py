"""The link by which a person chooses their password the first time."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from gouvernail.accounts.models import User


def password_link(request: HttpRequest, user: User) -> str:
    """Return a link, good once and for a few days, by which ``user`` chooses their password."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _sep, token = key.partition("-")
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))


def send_invitation(request: HttpRequest, user: User, link: str) -> None:
    """Mail the link, where this installation can send mail; otherwise the page shows it to the one who invites."""
    get_adapter().send_mail("administration/email/invitation", user.email, {"link": link, "request": request})
