"""Asking for a document that takes time, and giving it up."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.documents.kit import to_json
from gouvernail.documents.kit.story import Deck, Report
from gouvernail.documents.models import DocumentWork, WorkState
from gouvernail.documents.work.running import OPEN, alive, forget_old, is_interrupted, start
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import RefusedError

MOST_OPEN = 3
"""Works that one person may have under way at once."""


@dataclass(frozen=True)
class WantedFile:
    """A file to draw: its story as it stands now, its format, its name, the digest of the look it was frozen in."""

    document: Deck | Report
    extension: str
    name: str
    look: str = ""


def ask(place: Organisation, label: str, files: list[WantedFile], *, actor: Actor, name: str = "") -> DocumentWork:
    """Record a work and start it; several files make one ZIP called ``name``.

    The stories are those that the person may see now: nothing is read again later. Raises ``RefusedError`` when the
    person has too many under way.
    """
    with transaction.atomic():
        forget_old()
        if alive().filter(asked_by=actor.key).count() >= MOST_OPEN:
            raise RefusedError(_("Trois documents sont déjà en préparation : attendez-en un, ou annulez-le."))
        wanted = [
            {"story": to_json(one.document), "extension": one.extension, "name": one.name, "look": one.look}
            for one in files
        ]
        work = DocumentWork.objects.create(
            organisation=place, label=label[:240], files=wanted, asked_by=actor.key, name=name or files[0].name
        )
        start(work)
    return work


def give_up(work: DocumentWork) -> None:
    """Ask a work to stop: it does at its next step; one that its server left is over at once."""
    if is_interrupted(work):
        DocumentWork.objects.filter(pk=work.pk, state__in=OPEN).update(state=WorkState.CANCELLED)
    DocumentWork.objects.filter(pk=work.pk, state__in=OPEN).update(stop_asked=True)
