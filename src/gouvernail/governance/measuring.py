"""Which indicator measures what: the last step of a thread, from what was decided to what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from gouvernail.governance.models import IndicatorTie
from gouvernail.indicators.registry import indicator_of
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, note_act
from gouvernail.registers.register import Register

Node = tuple[str, int]


def ties_of(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return, by indicator code, which of these objects it measures (one query)."""
    wanted = models.Q(pk__in=[])
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in nodes:
        by_kind[kind].append(pk)
    for kind, pks in by_kind.items():
        wanted |= models.Q(kind=kind, object_id__in=pks)
    found: dict[str, list[Node]] = defaultdict(list)
    for tie in IndicatorTie.objects.filter(wanted).order_by("pk"):
        found[tie.code].append((tie.kind, tie.object_id))
    return dict(found)


def measure_by(register: Register, obj: models.Model, code: str, *, actor: Actor) -> IndicatorTie:
    """Say that an indicator measures the result of an object; saying it twice changes nothing.

    Raises ``PermissionDenied`` without the right to change the object, ``RefusedError`` for an unknown indicator.
    """
    if not register.may(actor, EDIT, obj):
        raise PermissionDenied
    try:
        indicator = indicator_of(code)
    except KeyError:
        raise RefusedError(_("Cet indicateur n’existe pas.")) from None
    with transaction.atomic():
        tie, created = IndicatorTie.objects.get_or_create(kind=register.kind, object_id=obj.pk, code=code)
        if created:
            note_act(register, obj, actor, "relier", {"mesuré par": [code, str(indicator.label)]})
    return tie


def measure_no_more(register: Register, obj: models.Model, code: str, *, actor: Actor) -> None:
    """Take back ``measure_by``."""
    if not register.may(actor, EDIT, obj):
        raise PermissionDenied
    with transaction.atomic():
        count, _by_model = IndicatorTie.objects.filter(kind=register.kind, object_id=obj.pk, code=code).delete()
        if count:
            note_act(register, obj, actor, "delier", {"mesuré par": code})
