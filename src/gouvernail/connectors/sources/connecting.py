"""What people do to a connection: create it, change it, try it, approve its rules, delete it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.sources.access import access_to, product_of
from gouvernail.connectors.sources.connector import TestResult
from gouvernail.connectors.sources.enums import ReadingState, Schedule
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.prepared import forget
from gouvernail.connectors.sources.reading import check_may_set, check_rights
from gouvernail.connectors.sources.sealing import LostSecretError, seal, unseal
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.registers.operations import RefusedError
from gouvernail.support.models import Request

RULES = ("address", "options", "authority", "streams", "product")
"""What a person approved when they let readings be applied without asking; changing it asks again."""


def save_connection(connection: Connection, secrets: Mapping[str, str], actor: Actor) -> Connection:
    """Create or change a connection; ``secrets`` holds only those typed now, the others stay.

    A secret never follows a change of address: whoever points a source elsewhere must type it again.
    """
    check_may_set(connection, actor)
    with transaction.atomic():
        before = Connection.objects.select_for_update().filter(pk=connection.pk).first()
        kept = _kept_secrets(before, connection)
        connection.sealed = seal(kept | {name: text for name, text in secrets.items() if text})
        if before is not None and (secrets or _rules(before) != _rules(connection)):
            connection.approved_by, connection.approved_at = "", None
        if before is not None and before.address != connection.address:
            connection.marks = {}
        connection.save()
        if before is not None and source_label(before) != source_label(connection):
            _rename(before, connection)
        _journal(connection, actor, "modifier" if before else "creer", _told(connection, before, secrets))
    return connection


def _kept_secrets(before: Connection | None, after: Connection) -> dict[str, str]:
    if before is None or (before.address, before.product) != (after.address, after.product):
        return {}
    try:
        return unseal(before.sealed)
    except LostSecretError:
        return {}


def _rules(connection: Connection) -> dict[str, Any]:
    return {name: getattr(connection, name) for name in RULES}


def _told(connection: Connection, before: Connection | None, secrets: Mapping[str, str]) -> dict[str, Any]:
    """What the journal keeps of a change: the settings, and which secrets were typed, never what they are."""
    told: dict[str, Any] = {
        name: value for name, value in _rules(connection).items() if before is None or getattr(before, name) != value
    }
    return told | {"secrets_saisis": sorted(name for name, text in secrets.items() if text)}


def _rename(before: Connection, after: Connection) -> None:
    found = Request.objects.filter(organisation=after.organisation_id, source=source_label(before))
    found.update(source=source_label(after))


def try_connection(connection: Connection, actor: Actor) -> TestResult:
    """Try a connection and keep what was found, in French."""
    check_may_set(connection, actor)
    try:
        result = product_of(connection).test(access_to(connection))
    except SourceError as error:
        result = TestResult()
        result.failed(_("Réglages"), error)
    connection.checks = [
        [str(step.label), step.state, step.sentence, step.advice, step.fault.value if step.fault else ""]
        for step in result.steps
    ]
    connection.checked_at = timezone.now()
    Connection.objects.filter(pk=connection.pk).update(checks=connection.checks, checked_at=connection.checked_at)
    return result


def approve_rules(connection: Connection, actor: Actor) -> None:
    """Let the readings of a schedule be applied without asking; somebody must have applied one by hand first."""
    check_rights(connection, actor)
    if connection.schedule == Schedule.NONE:
        raise RefusedError(_("Choisissez d’abord une lecture automatique."))
    if not connection.runs.filter(state=ReadingState.APPLIED).exists():
        raise RefusedError(_("Appliquez d’abord une lecture vous-même, pour voir ce qu’elle donne."))
    with transaction.atomic():
        connection.approved_by, connection.approved_at = actor.key, timezone.now()
        connection.save(update_fields=["approved_by", "approved_at"])
        _journal(connection, actor, "approuver", {"lecture": connection.schedule})


def withdraw_approval(connection: Connection, actor: Actor) -> None:
    """Ask again before applying."""
    check_rights(connection, actor)
    with transaction.atomic():
        connection.approved_by, connection.approved_at = "", None
        connection.save(update_fields=["approved_by", "approved_at"])
        _journal(connection, actor, "retirer", {"lecture": connection.schedule})


def delete_connection(connection: Connection, actor: Actor) -> None:
    """Forget a source, its secrets and its readings; what it brought stays in the registers."""
    check_rights(connection, actor)
    with transaction.atomic():
        _journal(connection, actor, "supprimer", {"produit": connection.product})
        for run in connection.runs.all():
            forget(run)
        connection.delete()


def _journal(connection: Connection, actor: Actor, verb: str, details: dict[str, Any]) -> None:
    record(
        actor=actor.key,
        verb=verb,
        kind="source",
        object_id=connection.pk,
        place=connection.organisation.path,
        label=source_label(connection),
        details=details,
    )
