"""The first start of an installation: its first collectivité and its first administrator."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from gouvernail.accounts.models import User
from gouvernail.journal.chain import record, wait_for_turn
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation


def is_new() -> bool:
    """Say whether nobody has an account yet."""
    return not User.objects.exists()


def open_installation(
    *, organisation_name: str, kind: str, siren: str, email: str, function: str, password: str, on: date
) -> tuple[User, Organisation]:
    """Create the first collectivité and its administrator; refused as soon as anybody has an account."""
    with transaction.atomic():
        wait_for_turn()  # two people may open the page together: only one gets in
        if not is_new():
            raise PermissionDenied
        organisation = Organisation.objects.create(
            name=organisation_name, kind=kind, siren=siren, slug=slugify(organisation_name)[:60]
        )
        user = User.objects.create_user(email, password, function=function, name=function)
        Membership.objects.create(user=user, organisation=organisation, role=Role.ADMINISTRATOR, since=on)
        record(
            actor=str(user.opaque_id),
            verb="ouvrir",
            kind="organisation",
            object_id=organisation.pk,
            place=organisation.path,
            label=organisation.name,
        )
    return user, organisation
