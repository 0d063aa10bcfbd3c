"""Giving and taking back roles; forgetting a person. Nobody gives more than they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.accounts.models import User
from gouvernail.journal.chain import record, wait_for_turn
from gouvernail.organisations.actors import Actor, actual
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, ObjectGrant, Organisation


def give_role(
    *,
    email: str,
    name: str,
    function: str,
    role: str,
    organisation: Organisation,
    until: date | None,
    objects: Iterable[tuple[str, int]] = (),
    actor: Actor,
    on: date,
) -> tuple[Membership, bool]:
    """Give a role, opening the person's account if they have none; return the role and whether it was opened.

    Raises ``PermissionDenied`` when the giver does not hold every right of that role there, ``ValidationError`` when
    the person holds it already.
    """
    if not actor.may_give(role, organisation):
        raise PermissionDenied(_("On ne donne que des droits que l’on détient soi-même."))
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first()
        opened = user is None
        if user is None:
            user = User.objects.create_user(email, None, name=name, function=function)
        known = Membership.objects.filter(user=user, organisation=organisation, role=role).first()
        if known and not (known.until and known.until < on):
            raise ValidationError({"role": _("Cette personne tient déjà ce rôle ici.")})
        membership = known or Membership(user=user, organisation=organisation, role=role)
        membership.since, membership.until = on, until
        membership.save()
        _confide(membership, objects)
        _journal("confier", membership, actor)
    return membership, opened


def confide_objects(membership: Membership, objects: Iterable[tuple[str, int]], *, actor: Actor) -> None:
    """Set which contracts, projects and actions a provider may see."""
    if membership.role != Role.PROVIDER or not actor.may_give(membership.role, membership.organisation):
        raise PermissionDenied
    with transaction.atomic():
        membership.grants.all().delete()
        _confide(membership, objects)
        _journal("confier", membership, actor)


def take_back_role(membership: Membership, *, actor: Actor, on: date) -> None:
    """Take back a role; the last administrator whose role holds on day ``on``, there or above, keeps theirs."""
    if not actor.may_give(membership.role, membership.organisation):
        raise PermissionDenied
    with transaction.atomic():
        wait_for_turn()  # two administrators may take back each other's role together: the second is refused
        _refuse_last_administrator(membership, on)
        _journal("retirer", membership, actor)
        if membership.user.memberships.count() == 1:
            _end(membership, on)
        else:
            membership.delete()


def _end(membership: Membership, on: date) -> None:
    """End the only role of a person instead of deleting it: it opens nothing, but from it the account can be erased."""
    if membership.until is not None and membership.until < on:
        raise ValidationError(_("Ce rôle est déjà échu : pour que le compte disparaisse, choisissez « Effacer »."))
    membership.grants.all().delete()
    membership.until = on - timedelta(days=1)
    membership.save(update_fields=["until"])


def _refuse_last_administrator(membership: Membership, on: date) -> None:
    if membership.role == Role.ADMINISTRATOR and not _other_administrators(membership, on):
        raise ValidationError(_("C’est le dernier administrateur : donnez d’abord ce rôle à quelqu’un d’autre."))


def forget_person(user: User, *, actor: Actor, on: date) -> None:
    """Erase a person: no name, no address, no role; what they did stays in the journal, without them."""
    with transaction.atomic():
        wait_for_turn()
        held = list(user.memberships.select_related("organisation"))
        if not held or not all(actor.may_give(one.role, one.organisation) for one in held):
            raise PermissionDenied
        for membership in held:
            _refuse_last_administrator(membership, on)
            _journal("retirer", membership, actor)
        user.memberships.all().delete()
        user.erase()
        record(actor=actor.key, verb="effacer", kind="user", object_id=user.opaque_id)


def renew_access(user: User, *, email: str, without_second_factor: bool, actor: Actor) -> None:
    """Close every way in that a person had, before a new link opens one; set their address, perhaps another.

    Whoever renews an access could take it: they must hold every right that it opens. Raises ``PermissionDenied``
    otherwise, ``ValidationError`` when the address is somebody else's.
    """
    with transaction.atomic():
        held = list(user.memberships.select_related("organisation"))
        if not held or not all(actor.may_give(one.role, one.organisation) for one in held):
            raise PermissionDenied
        if User.objects.filter(email=email.lower()).exclude(pk=user.pk).exists():
            raise ValidationError({"email": _("Un autre compte porte déjà cette adresse.")})
        moved = user.email != email.lower()
        user.email = email.lower()
        user.set_unusable_password()  # and so does every open session end
        user.save()
        if moved:
            user.emailaddress_set.all().delete()
        if without_second_factor:
            user.authenticator_set.all().delete()
        record(
            actor=actor.key,
            verb="renouveler_acces",
            kind="user",
            object_id=user.opaque_id,
            place=held[0].organisation.path,
            details={"adresse_changee": moved, "second_facteur_retire": without_second_factor},
        )


def _confide(membership: Membership, objects: Iterable[tuple[str, int]]) -> None:
    ObjectGrant.objects.bulk_create(
        ObjectGrant(membership=membership, kind=kind, object_id=pk) for kind, pk in dict.fromkeys(objects)
    )


def _other_administrators(membership: Membership, on: date) -> bool:
    """Say whether somebody else administers this organisation, by a role held there or above."""
    others = actual(Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True), on)
    paths = others.exclude(user=membership.user_id).values_list("organisation__path", flat=True)
    return any(membership.organisation.path.startswith(path) for path in paths)


def _journal(verb: str, membership: Membership, actor: Actor) -> None:
    record(
        actor=actor.key,
        verb=verb,
        kind="membership",
        object_id=membership.pk,
        place=membership.organisation.path,
        label=str(membership.get_role_display()),
        details={
            "personne": str(membership.user.opaque_id),
            "role": membership.role,
            "objets": [[grant.kind, grant.object_id] for grant in membership.grants.all()],
        },
    )
