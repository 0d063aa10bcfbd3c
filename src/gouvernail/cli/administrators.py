"""Creating an administrator, and the organisation where there is none."""

from __future__ import annotations

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from gouvernail.accounts.models import User
from gouvernail.cli import databases
from gouvernail.cli.refusals import Refusal
from gouvernail.journal.chain import record
from gouvernail.organisations.enums import OrganisationKind, Role
from gouvernail.organisations.models import Membership, Organisation

ACTOR = "commande"
"""How the journal names what is done at the command line of the server."""


class Created(NamedTuple):
    """The administrator and what they administer."""

    user: User
    organisation: Organisation


def create_administrator(*, email: str, name: str, password: str, organisation: str, kind: str) -> Created:
    """Create the account and give it the role; the organisation is found by its name or address, or created."""
    _refuse_unfit(email, name, password, kind)
    databases.migrate()
    if User.objects.filter(email=email.lower()).exists():
        raise Refusal(f"il y a déjà un compte pour {email}.")
    with transaction.atomic():
        place = _find(organisation) or _create(organisation, kind)
        user = User.objects.create_user(email, password, name=name)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        Membership.objects.create(user=user, organisation=place, role=Role.ADMINISTRATOR)
        record(
            actor=ACTOR, verb="confier", kind="membership", object_id=user.opaque_id, place=place.path,
            label=str(Role.ADMINISTRATOR.label),
        )  # fmt: skip
    return Created(user, place)


def _refuse_unfit(email: str, name: str, password: str, kind: str) -> None:
    try:
        validate_email(email)
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    if kind not in OrganisationKind.values:
        raise Refusal(
            f"« {kind} » n’est pas une nature de collectivité (au choix : {', '.join(OrganisationKind.values)})."
        )


def _find(text: str) -> Organisation | None:
    by_slug = Organisation.objects.filter(slug=text).first()
    return by_slug or Organisation.objects.filter(name__iexact=text).first()


def _create(name: str, kind: str) -> Organisation:
    slug = slugify(name)[:60]
    if not slug:
        raise Refusal("le nom de la collectivité doit contenir des lettres.")
    place = Organisation.objects.create(name=name, slug=slug, kind=kind)
    record(actor=ACTOR, verb="creer", kind="organisation", object_id=place.pk, place=place.path, label=name)
    return place
