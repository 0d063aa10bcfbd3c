"""What people do to objects: create, change, delete, link. One verb, one function, one journal line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import ObjectGrant, Organisation
from gouvernail.organisations.rights import DELETE, EDIT
from gouvernail.registers.models import Link
from gouvernail.registers.register import Register
from gouvernail.registers.registry import kind_of, register_of

SOME = 3
"""How many of the objects that forbid a deletion are named."""
UNTRACKED = {"id", "created_at", "updated_at", "raw", "corrected_fields", "read_at", "requester"}
"""What the journal does not follow; no more what a register seals."""


class RefusedError(ValidationError):
    """Something that cannot be done, with the sentence that tells the person why."""


def snapshot(obj: models.Model) -> dict[str, Any]:
    """Return the values of an object's own fields, as the journal compares them."""
    kind = kind_of(type(obj))
    sealed = register_of(kind).sealed if kind else {}
    return {
        field.attname: field.value_to_string(obj) if getattr(obj, field.attname) is not None else None
        for field in obj._meta.concrete_fields
        if field.name not in UNTRACKED and field.name not in sealed
    }


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """Return ``{field: [old, new]}`` for the fields that differ."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def save_object(register: Register, obj: models.Model, *, actor: Actor, many: Any = None) -> models.Model:
    """Create or change one object, and say so in the journal.

    ``many`` saves the many-to-many choices once the object is there. Raises ``PermissionDenied`` without the right,
    both where the object is and where it is going.
    """
    holder = register.holder(obj)
    created = obj.pk is None
    before: dict[str, Any] = {}
    with transaction.atomic():
        if not created:
            stored = register.model._default_manager.select_for_update().get(pk=obj.pk)
            if not register.may(actor, EDIT, stored):
                raise PermissionDenied
            before = snapshot(stored)
        if (created or register.holder(stored).path != holder.path) and not actor.can(EDIT, register.family, holder):
            raise PermissionDenied
        if created and hasattr(obj, "source") and not obj.source:
            obj.source = _("Saisie dans Gouvernail")
        _remember_corrections(obj, before)
        obj.save()
        if many:
            many()
        details = changes_between(before, snapshot(obj))
        if created or details:
            note_act(register, obj, actor, "creer" if created else "modifier", details)
    return obj


def _remember_corrections(obj: models.Model, before: dict[str, Any]) -> None:
    """Note which fields of an imported object a person changed, so that the next import asks before overwriting."""
    if before and getattr(obj, "raw", None) is not None:
        touched = set(changes_between(before, snapshot(obj)))
        obj.corrected_fields = sorted(set(obj.corrected_fields) | touched)


def delete_object(
    register: Register, obj: models.Model, *, actor: Actor, leaving: tuple[models.Model, ...] = ()
) -> None:
    """Delete one object, what it takes along, their links and the grants on them.

    Raises ``RefusedError`` when its register keeps it, or when others depend on it, but for those that are ``leaving``
    with it.
    """
    if not register.may(actor, DELETE, obj):
        raise PermissionDenied
    with transaction.atomic():
        if reason := register.why_kept(obj):
            raise RefusedError(reason)
        details = snapshot(obj)
        pk, title, path = obj.pk, register.title(obj), register.holder(obj).path
        for child in taken_along(register, obj):
            delete_object(register_of(kind_of(type(child)) or ""), child, actor=actor, leaving=(*leaving, obj))
        _refuse_if_others_depend(register, obj, leaving)
        try:
            obj.delete()
        except ProtectedError as error:
            raise _refusal(list(error.protected_objects)[:SOME]) from error
        Link.objects.filter(from_kind=register.kind, from_id=pk).delete()
        Link.objects.filter(to_kind=register.kind, to_id=pk).delete()
        ObjectGrant.objects.filter(kind=register.kind, object_id=pk).delete()
        record(
            actor=actor.key,
            verb="supprimer",
            kind=register.kind,
            object_id=pk,
            place=path,
            label=title,
            details=details,
        )


def taken_along(register: Register, obj: models.Model) -> list[models.Model]:
    """Return the objects that are deleted with this one: the milestones of a project."""
    return [child for name in register.takes_along for child in getattr(obj, name).all()]


def _refuse_if_others_depend(register: Register, obj: models.Model, leaving: tuple[models.Model, ...]) -> None:
    """Refuse a deletion that would take other objects along, or leave them pointing at nothing."""
    for relation in obj._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created or relation.concrete:
            continue
        model = relation.related_model
        is_part = relation.on_delete is models.CASCADE and kind_of(model) is None
        if model._meta.auto_created or (is_part and register.parts_follow):
            continue
        others = model._base_manager.filter(**{relation.field.name: obj})
        if found := list(others.exclude(pk__in=[one.pk for one in leaving if isinstance(one, model)])[:SOME]):
            raise _refusal(found)


def _refusal(others: list[models.Model]) -> RefusedError:
    names = ", ".join(sorted({str(one) for one in others}))
    return RefusedError(
        _("Suppression impossible : d’autres fiches en dépendent (%(names)s). Supprimez-les ou rattachez-les d’abord.")
        % {"names": names}
    )


def change_many(register: Register, objects: list[models.Model], changes: dict[str, Any], *, actor: Actor) -> int:
    """Set the same values on several objects, all or none; return how many really changed."""
    count = 0
    with transaction.atomic(), register.writing():
        for obj in objects:
            before = snapshot(obj)
            for name, value in changes.items():
                setattr(obj, name, value)
            obj.full_clean(validate_unique=False)
            if changes_between(before, snapshot(obj)):
                save_object(register, obj, actor=actor)
                count += 1
    return count


def link_objects(
    first: tuple[Register, models.Model], second: tuple[Register, models.Model], *, relation: str, actor: Actor
) -> Link:
    """Tie two objects, from what came first to what followed; the person must see both and may change one."""
    (from_register, from_obj), (to_register, to_obj) = first, second
    if not (from_register.may(actor, EDIT, from_obj) or to_register.may(actor, EDIT, to_obj)):
        raise PermissionDenied
    with transaction.atomic():
        link, created = Link.objects.get_or_create(
            from_kind=from_register.kind,
            from_id=from_obj.pk,
            to_kind=to_register.kind,
            to_id=to_obj.pk,
            defaults={"relation": relation},
        )
        if created:
            details = {"vers": [to_register.kind, to_obj.pk, to_register.title(to_obj)], "relation": relation}
            note_act(from_register, from_obj, actor, "relier", details)
    return link


def unlink_objects(link: Link, register: Register, obj: models.Model, *, actor: Actor) -> None:
    """Remove a tie, seen from ``obj``."""
    if not register.may(actor, EDIT, obj):
        raise PermissionDenied
    with transaction.atomic():
        details = {"de": [link.from_kind, link.from_id], "vers": [link.to_kind, link.to_id]}
        link.delete()
        note_act(register, obj, actor, "delier", details)


def note_export(register: Register, count: int, format_: str, place: Organisation, *, actor: Actor) -> None:
    """Say in the journal who took a list that holds what is closed to some."""
    record(
        actor=actor.key,
        verb="exporter",
        kind=register.kind,
        place=place.path,
        label=register.label_plural,
        details={"fiches": count, "format": format_},
    )


def note_act(register: Register, obj: models.Model, actor: Actor, verb: str, details: Any = None) -> None:
    """Write one line of the journal about an object; call it inside the transaction of the act."""
    record(
        actor=actor.key,
        verb=verb,
        kind=register.kind,
        object_id=obj.pk,
        place=register.holder(obj).path,
        label=register.title(obj),
        details=details,
    )
