"""Writing the journal, and proving that nobody altered it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.journal.models import Entry, Head
from gouvernail.journal.offline import CHAINED, Flaw, digest_of_details, digest_of_entry
from gouvernail.journal.sealing import seal_flaws, seal_once_a_day


@dataclass(frozen=True)
class Act:
    """One act to be written in the journal; ``details`` is anything JSON can hold."""

    verb: str
    kind: str
    object_id: object = ""
    place: str = ""
    label: str = ""
    details: Any = None


def record(
    *, actor: str, verb: str, kind: str, object_id: object = "", place: str = "", label: str = "", details: Any = None
) -> Entry:
    """Append one act to the journal and return its entry.

    Must run inside the transaction of the act itself: both are written, or neither.
    ``details`` is anything JSON can hold; it stands outside the chain, which keeps only a salted digest of it.
    """
    return record_many(actor, [Act(verb, kind, object_id, place, label, details)])[0]


def record_many(actor: str, acts: Iterable[Act]) -> list[Entry]:
    """Append several acts of one actor, in their order, in as many queries as for one; return their entries."""
    with transaction.atomic():
        head = wait_for_turn()
        seal_once_a_day(head)
        entries = []
        for act in acts:
            entry = _next_entry(head, actor, act)
            head.last_number, head.last_hash = entry.number, entry.hash
            entries.append(entry)
        Entry.objects.bulk_create(entries, batch_size=500)
        head.save()
    return entries


def wait_for_turn() -> Head:
    """Wait until nobody else writes, and keep the others waiting until the end of this transaction; return the head.

    For acts that must first look, then do, with nobody in between.
    """
    head, _created = Head.objects.select_for_update().get_or_create(pk=1)
    return head


def _next_entry(head: Head, actor: str, act: Act) -> Entry:
    salt = secrets.token_hex(16)
    plain = json.loads(json.dumps(act.details, cls=DjangoJSONEncoder))
    entry = Entry(
        number=head.last_number + 1,
        at=timezone.now(),
        actor=actor,
        verb=act.verb,
        kind=act.kind,
        object_id=str(act.object_id),
        place=act.place,
        label=act.label[:200],
        salt=salt,
        details=plain,
        details_digest=digest_of_details(salt, plain),
        previous_hash=head.last_hash,
    )
    entry.hash = _digest(entry)
    return entry


def mark_of_now() -> str:
    """Say where the journal stands, in French: what a document printed today may be held against later."""
    head = Head.objects.filter(pk=1).first()
    if head is None or not head.last_number:
        return _("aucune entrée")
    return _("entrée n° %(number)s, empreinte %(hash)s") % {"number": head.last_number, "hash": head.last_hash}


def flaws() -> Iterator[Flaw]:
    """Walk the whole chain and yield every entry that was altered, removed or added by hand, then every broken seal."""
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
        if (entry.salt or entry.details is not None) and entry.details_digest != digest_of_details(
            entry.salt, entry.details
        ):
            yield Flaw(entry.number, _("Le détail de l’entrée n° %(number)s a été modifié.") % {"number": number})
        previous = entry.hash
    head = Head.objects.filter(pk=1).first()
    if head is None and number:
        yield Flaw(number, _("La tête du journal manque : des entrées ont pu être retirées à la fin."))
    elif head and (head.last_number != number or head.last_hash != previous):
        yield Flaw(
            head.last_number,
            _("Des entrées manquent à la fin du journal (attendu : n° %(number)s).") % {"number": head.last_number},
        )
    yield from seal_flaws()


def _digest(entry: Entry) -> str:
    values = {name: getattr(entry, name) for name in CHAINED} | {"at": entry.at.isoformat()}
    return digest_of_entry(values)
