"""Take a file in: keep it for a while, describe its sheets, remember which column gave which field."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.enums import RunState
from gouvernail.connectors.fields import REFERENCE_FIELD, import_fields, is_importable, known_headers
from gouvernail.connectors.models import ColumnMemory, ImportRun, ReceivedFile
from gouvernail.connectors.outlines import Mapped, best_sheet, gone_columns, gone_sentence, outline_of, proposed_mapping
from gouvernail.connectors.spreadsheets import UnreadableFile, read_workbook
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.register import Register

KEPT_DAYS = 30
"""How long a file brought and never applied is kept."""


def check_rights(register: Register, place: Organisation, actor: Actor) -> None:
    """Raise ``PermissionDenied`` to whoever may not import, or may not write these objects here."""
    allowed = actor.can(EDIT, "imports", place) and actor.can(EDIT, register.family, place)
    if not allowed or not is_importable(register):
        raise PermissionDenied


def receive(register: Register, place: Organisation, actor: Actor, file_name: str, data: bytes) -> ImportRun:
    """Keep a file and describe it; ``UnreadableFile`` says in one sentence why it cannot be read."""
    check_rights(register, place, actor)
    name = PurePath(file_name).name[-200:]
    memory = memory_of(register, place)
    outline = readable_outline(register, name, data, memory)
    sheet = best_sheet(outline)
    with transaction.atomic():
        erase_old_files()
        run = ImportRun.objects.create(
            organisation=place,
            kind=register.kind,
            file_name=name,
            file_size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            sheet=sheet["name"][:120],
            outline=outline,
            mapping=proposed_mapping(sheet, register, memory),
            actor=actor.key,
            log=list(outline["warnings"]),
        )
        ReceivedFile.objects.create(run=run, content=data)
    return run


def readable_outline(register: Register, name: str, data: bytes, memory: dict[str, str]) -> dict[str, Any]:
    """Describe a file; ``UnreadableFile`` when it cannot be read or shows no sheet with data."""
    outline = outline_of(read_workbook(data, name), register, memory)
    if not outline["sheets"]:
        raise UnreadableFile(
            _("%(name)s ne contient que des feuilles masquées. Affichez celle à importer.") % {"name": name}
        )
    return outline


def memory_of(register: Register, place: Organisation) -> dict[str, str]:
    """Return, by field, the header that gave it the last time at this place."""
    kept = ColumnMemory.objects.filter(organisation=place, kind=register.kind).first()
    return dict(kept.columns) if kept else {}


def check_mapping(
    register: Register, mapped: Mapped, memory: dict[str, str], sheet: dict[str, Any], given_up: set[str]
) -> list[str]:
    """Return, in French sentences, what keeps these columns from being compared; nothing when all is well."""
    sentences = [
        gone_sentence(field, header, register)
        for field, header in gone_columns(sheet, register, memory).items()
        if field not in mapped and field not in given_up
    ]
    needed = [name for name in register.natural_key if import_fields(register)[name].required]
    missing = [known_headers(register)[name][0] for name in needed or register.natural_key if name not in mapped]
    if missing and REFERENCE_FIELD not in mapped:
        sentences.append(
            _("Dites quelle colonne donne « %(labels)s » : sans elle, les fiches ne peuvent pas être reconnues.")
            % {"labels": " », « ".join(missing)}
        )
    return sentences


def choose_sheet(run: ImportRun, register: Register, name: str) -> None:
    """Turn to another sheet of the same file."""
    sheet = next((one for one in run.outline["sheets"] if one["name"] == name), None)
    if sheet is None or run.state not in (RunState.COLUMNS, RunState.READY, RunState.FAILED):
        raise RefusedError(_("Cette feuille n’est pas dans le fichier."))
    run.sheet = name[:120]
    run.mapping = proposed_mapping(sheet, register, memory_of(register, run.organisation))
    run.state = RunState.COLUMNS
    run.save()


def remember(run: ImportRun) -> None:
    """Keep the columns of a run for the next file of the same kind at the same place."""
    columns = {field: header for field, (_index, header) in run.mapping.items()}
    ColumnMemory.objects.update_or_create(organisation=run.organisation, kind=run.kind, defaults={"columns": columns})


def erase_old_files() -> int:
    """Erase the files brought more than thirty days ago and never applied, with the lines read from them."""
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    old = ImportRun.objects.filter(started_at__lt=limit)
    ReceivedFile.objects.filter(run__in=old).delete()
    for run in old.filter(rows__isnull=False).distinct():
        run.rows.all().delete()
    waiting = old.filter(state__in=(RunState.COLUMNS, RunState.READING, RunState.READY, RunState.FAILED))
    return waiting.update(state=RunState.CANCELLED, finished_at=timezone.now())


def cancel(run: ImportRun, actor: Actor, register: Register) -> None:
    """Drop an import that was not applied: its lines and its file are erased, nothing was ever written."""
    check_rights(register, run.organisation, actor)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state == RunState.APPLIED:
            raise RefusedError(_("Cet import est déjà appliqué : il ne peut plus être abandonné."))
        run.rows.all().delete()
        ReceivedFile.objects.filter(run=run).delete()
        run.state, run.finished_at, run.attempt = RunState.CANCELLED, timezone.now(), run.attempt + 1
        run.save()
