"""Writing the journal, and proving that nobody altered it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.journal.models import Entry, Head

CHAINED = ("number", "at", "actor", "verb", "kind", "object_id", "place", "label", "details_digest", "previous_hash")


@dataclass(frozen=True)
class Flaw:
    """A place where the chain does not hold: the entry's number and what is wrong, in French."""

    number: int
    reason: str


def record(
    *, actor: str, verb: str, kind: str, object_id: object = "", place: str = "", label: str = "", details: Any = None
) -> Entry:
    """Append one act to the journal and return its entry.

    Must run inside the transaction of the act itself: both are written, or neither.
    ``details`` is anything JSON can hold; it stands outside the chain, which keeps only a salted digest of it.
    """
    with transaction.atomic():
        head, _created = Head.objects.select_for_update().get_or_create(pk=1)
        salt = secrets.token_hex(16)
        plain = json.loads(json.dumps(details, cls=DjangoJSONEncoder))
        entry = Entry(
            number=head.last_number + 1,
            at=timezone.now(),
            actor=actor,
            verb=verb,
            kind=kind,
            object_id=str(object_id),
            place=place,
            label=label[:200],
            salt=salt,
            details=plain,
            details_digest=_digest_details(salt, plain),
            previous_hash=head.last_hash,
        )
        entry.hash = _digest(entry)
        entry.save(force_insert=True)
        head.last_number, head.last_hash = entry.number, entry.hash
        head.save()
    return entry


def flaws() -> Iterator[Flaw]:
    """Walk the whole chain and yield every entry that was altered, removed or added by hand."""
    number, previous = 0, ""
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if entry.number != number:
            yield Flaw(number, _("L’entrée n° %(number)s manque.") % {"number": number})
            number = entry.number
        if entry.previous_hash != previous:
            yield Flaw(
                entry.number, _("L’entrée n° %(number)s n’est plus reliée à la précédente.") % {"number": number}
            )
        if entry.hash != _digest(entry):
            yield Flaw(entry.number, _("L’entrée n° %(number)s a été modifiée.") % {"number": number})
        if entry.details is not None and entry.details_digest != _digest_details(entry.salt, entry.details):
            yield Flaw(entry.number, _("Le détail de l’entrée n° %(number)s a été modifié.") % {"number": number})
        previous = entry.hash
    head = Head.objects.filter(pk=1).first()
    if head and (head.last_number != number or head.last_hash != previous):
        yield Flaw(
            head.last_number,
            _("Des entrées manquent à la fin du journal (attendu : n° %(number)s).") % {"number": head.last_number},
        )


def _digest_details(salt: str, details: Any) -> str:
    text = json.dumps(details, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _digest(entry: Entry) -> str:
    values = [entry.at.isoformat() if name == "at" else getattr(entry, name) for name in CHAINED]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
