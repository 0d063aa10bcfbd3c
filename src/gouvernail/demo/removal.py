"""Take the demonstration away, and nothing else."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from gouvernail.accounts.models import User
from gouvernail.governance.models import FrozenDocument, Meeting, RegisterNumber
from gouvernail.organisations.models import ObjectGrant, Organisation
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.register import Register
from gouvernail.registers.registry import registers
from gouvernail.suppliers.models import Contract


def remove_demo() -> int:
    """Delete the demonstration's organisations, all they hold, and the accounts that are nowhere else; count them.

    Raises ``RefusedError`` when an organisation that is not of the demonstration was placed below it.
    """
    demo = list(Organisation.objects.filter(is_demo=True))
    _refuse_guests()
    _remove_ties()
    User.objects.filter(memberships__organisation__is_demo=True).exclude(
        memberships__organisation__is_demo=False
    ).distinct().delete()
    RegisterNumber.objects.filter(committee__organisation__is_demo=True).delete()
    FrozenDocument.objects.filter(meeting__organisation__is_demo=True).delete()
    Meeting.objects.filter(organisation__is_demo=True).delete()
    Contract.objects.filter(organisation__is_demo=True).delete()
    for organisation in sorted(demo, key=lambda one: -one.depth):
        organisation.delete()
    return len(demo)


def _refuse_guests() -> None:
    guests = Organisation.objects.filter(is_demo=False, parent__is_demo=True)
    if guests:
        raise RefusedError(
            _("La démonstration porte des collectivités qui n’en sont pas (%(names)s) : détachez-les d’abord.")
            % {"names": ", ".join(map(str, guests))}
        )


def _remove_ties() -> None:
    for register in registers():
        held = register.model._default_manager.filter(**{_path_to_demo(register): True}).values("pk")
        kind = register.kind
        Link.objects.filter(Q(from_kind=kind, from_id__in=held) | Q(to_kind=kind, to_id__in=held)).delete()
        ObjectGrant.objects.filter(kind=kind, object_id__in=held).delete()


def _path_to_demo(register: Register) -> str:
    return register.path_lookup.removesuffix("path") + "is_demo"
