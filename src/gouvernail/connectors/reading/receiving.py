"""Take a document in: read it while its person waits, or keep it to be read beside."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.connectors.reading import keeping, working
from gouvernail.connectors.reading.enums import UNREAD, ReadingState
from gouvernail.connectors.reading.formats import checked_kind
from gouvernail.connectors.reading.models import DocumentReading, WaitingDocument
from gouvernail.connectors.receiving import erase_old_files
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError

MOST_WAITING = 3
"""Documents that one person may have waiting to be read at once."""


def receive(place: Organisation, actor: Actor, file_name: str, data: bytes) -> DocumentReading:
    """Read a document here and now, keep what it says, and compare its proposals with what is held.

    Kinds of objects that this person may not write here are left out, and said. Raises ``UnreadableFile`` with one
    French sentence, ``PermissionDenied``; nothing is kept then. The file itself never is.
    """
    keeping.check_rights(place, actor)
    name = _short(file_name)
    reading = keeping.read(data, name)
    with transaction.atomic():
        erase_old_files()
        kept = _enter(place, actor, name, data, reading.document.kind, ReadingState.READING)
        keeping.keep(kept, reading, actor)
    keeping.compare(kept, actor)
    return kept


def bring(place: Organisation, actor: Actor, file_name: str, data: bytes) -> DocumentReading:
    """Keep a document to be read beside the pages, and have its reading begun once this is written.

    Raises ``UnreadableFile`` when it is plain at once that it cannot be read, ``RefusedError`` when the person has too
    many waiting already, ``PermissionDenied``; nothing is kept then.
    """
    keeping.check_rights(place, actor)
    name = _short(file_name)
    kind = checked_kind(data, name)
    with transaction.atomic():
        erase_old_files()
        working.forget_waiting()
        if DocumentReading.objects.filter(actor=actor.key, state__in=UNREAD).count() >= MOST_WAITING:
            raise RefusedError(_("Trois de vos documents attendent déjà d’être lus : attendez-en un, ou annulez-le."))
        kept = _enter(place, actor, name, data, kind, ReadingState.QUEUED)
        WaitingDocument.objects.create(reading=kept, content=data)
        working.start(kept)
    return kept


def _short(file_name: str) -> str:
    return PurePath(file_name).name[-200:]


def _enter(place: Organisation, actor: Actor, name: str, data: bytes, kind: str, state: str) -> DocumentReading:
    return DocumentReading.objects.create(
        organisation=place,
        file_name=name,
        file_size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        state=state,
        actor=actor.key,
    )
