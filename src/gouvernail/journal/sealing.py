"""Signing the head of the journal once a day with the key of the instance: rewriting the whole chain is then seen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.journal.models import Entry, Head, Seal
from gouvernail.journal.offline import Flaw, sealed_message, signature_holds


def signing_key() -> Ed25519PrivateKey:
    """Return the key of this instance, drawn from its secret key (HKDF-SHA256), so that a backup holds it too."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"gouvernail journal ed25519")
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.SECRET_KEY.encode()))


def public_key() -> str:
    """Return the public key of this instance, in base64: what a controller keeps to verify exports."""
    raw = signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return b64encode(raw).decode()


def seal_once_a_day(head: Head) -> None:
    """Sign the head if nobody did today; call it with the head locked, before what is about to be written.

    So the first act of a day signs all that was written until then. The head is not saved here.
    """
    today = timezone.localdate()
    if head.last_number and head.sealed_on != today:
        message = sealed_message(today.isoformat(), head.last_number, head.last_hash)
        Seal.objects.create(
            day=today,
            number=head.last_number,
            hash=head.last_hash,
            public_key=public_key(),
            signature=b64encode(signing_key().sign(message)).decode(),
        )
    head.sealed_on = today


def seal_flaws() -> Iterator[Flaw]:
    """Yield every signed head that the chain no longer holds, or whose signature is not valid."""
    seals = list(Seal.objects.order_by("day"))
    hashes_now = dict(Entry.objects.filter(number__in=[one.number for one in seals]).values_list("number", "hash"))
    for one in seals:
        day = one.day.isoformat()
        if not signature_holds(one.public_key, one.signature, sealed_message(day, one.number, one.hash)):
            yield Flaw(one.number, _("La signature du %(day)s n’est pas valable.") % {"day": f"{one.day:%d/%m/%Y}"})
        elif hashes_now.get(one.number) != one.hash:
            yield Flaw(
                one.number,
                _("L’entrée n° %(number)s n’est plus celle qui a été signée le %(day)s.")
                % {"number": one.number, "day": f"{one.day:%d/%m/%Y}"},
            )
