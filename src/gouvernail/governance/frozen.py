"""What was shown, kept as it was: a frozen story with its fingerprint, read only while the fingerprint holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.agenda import bring_back_where_it_goes
from gouvernail.governance.book import enter_in_register
from gouvernail.governance.from_policies import take_back_what_was_decided, validate_what_was_decided
from gouvernail.governance.from_studies import close_studies, keep_studies, open_studies_again, release_studies
from gouvernail.governance.models import Circle, FrozenDocument, Meeting, MeetingState
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE
from gouvernail.registers.operations import RefusedError

DECK, MINUTES = "deck", "minutes"
NARROWER: dict[str, str] = {Circle.ELECTED: "elus", Circle.OPEN: "ouvert"}
"""What is added to the name of a document written for a narrower circle: the same, less what is closed to them."""
Stories = Mapping[str, dict[str, Any]]


class AlteredDocumentError(Exception):
    """A frozen document whose content no longer matches its fingerprint; its message is a French sentence."""


def fingerprint(story: dict[str, Any]) -> str:
    """Return the SHA-256 of a story's canonical JSON (sorted keys, no space)."""
    text = json.dumps(story, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def frozen_of(meeting: Meeting, name: str, circle: str = Circle.INNER) -> FrozenDocument | None:
    """Return the frozen document of a meeting as a circle may read it, if it was frozen.

    A narrower circle has its own only where something is closed to it: without one, it reads that of the wider circle.
    """
    names = variants_of(name)[list(CIRCLES).index(circle) :]
    found = {one.name: one for one in FrozenDocument.objects.filter(meeting=meeting, name__in=names)}
    return next((found[one] for one in names if one in found), None)


CIRCLES = (Circle.OPEN, Circle.ELECTED, Circle.INNER)


def variants_of(name: str) -> list[str]:
    """Return the names of a document by circle, the narrowest first."""
    return [f"{name}-{NARROWER[one]}" if one in NARROWER else name for one in CIRCLES]


def story_of(frozen: FrozenDocument) -> dict[str, Any]:
    """Return the frozen story; raise ``AlteredDocumentError`` when it was changed since it was frozen."""
    if fingerprint(frozen.story) != frozen.digest:
        raise AlteredDocumentError(
            _(
                "Le document figé le %(day)s a été modifié depuis : son empreinte ne correspond plus. "
                "Rien n’est affiché ; restaurez une sauvegarde ou consultez le journal."
            )
            % {"day": f"{timezone.localtime(frozen.frozen_at):%d/%m/%Y}"}
        )
    return frozen.story


def freeze_deck(
    meeting: Meeting, story: dict[str, Any], *, actor: Actor, narrower: Stories | None = None
) -> FrozenDocument:
    """Keep what will be shown; from then on the deck is drawn from it.

    ``narrower`` gives, by circle, the same story less what is closed to that circle.

    Raises ``PermissionDenied`` without the right to decide, ``RefusedError`` when it is frozen already.
    """
    demand(actor, DECIDE, meeting.organisation)
    with transaction.atomic():
        meeting = _locked(meeting)
        if frozen_of(meeting, DECK):
            raise RefusedError(_("Le support de cette séance est déjà figé."))
        frozen = _keep(meeting, DECK, story, actor, narrower)
        if meeting.state == MeetingState.PREPARED:
            meeting.state = MeetingState.SHOWN
            meeting.save(update_fields=["state", "updated_at"])
        keep_studies(meeting, actor=actor)
        journal(actor, "figer", meeting, {"empreinte": frozen.digest})
    return frozen


def unfreeze_deck(meeting: Meeting, *, reason: str, actor: Actor) -> Meeting:
    """Give the deck back to the preparation, for a reason that the journal keeps; only before the meeting is held."""
    demand(actor, DECIDE, meeting.organisation)
    if not reason.strip():
        raise RefusedError(_("Écrivez pourquoi le support est défigé : le journal garde ce motif."))
    with transaction.atomic():
        meeting = _locked(meeting)
        if meeting.state != MeetingState.SHOWN:
            raise RefusedError(_("Un support ne se défige qu’avant la tenue de la séance."))
        release_studies(meeting, actor=actor)
        _release(meeting, DECK, MeetingState.PREPARED, "defiger", reason, actor)
    return meeting


def freeze_minutes(
    meeting: Meeting, story: dict[str, Any], *, actor: Actor, narrower: Stories | None = None
) -> FrozenDocument:
    """Establish the minutes of a meeting held: kept as they are, nothing of the meeting changes any more.

    What was settled enters the register of the committee. Raises ``RefusedError`` unless the meeting was held.
    """
    demand(actor, DECIDE, meeting.organisation)
    with transaction.atomic():
        meeting = _locked(meeting)
        if meeting.state != MeetingState.HELD:
            raise RefusedError(_("Le relevé s’établit une fois la séance tenue."))
        frozen = _keep(meeting, MINUTES, story, actor, narrower)
        meeting.state = MeetingState.CLOSED
        meeting.save(update_fields=["state", "updated_at"])
        entered = enter_in_register(meeting)
        bring_back_where_it_goes(meeting, actor=actor)
        validate_what_was_decided(meeting, actor=actor)
        close_studies(meeting, actor=actor)
        journal(actor, "clore", meeting, {"empreinte": frozen.digest, "inscrites": entered})
    return frozen


def reopen_minutes(meeting: Meeting, *, reason: str, actor: Actor) -> Meeting:
    """Open established minutes again to correct them, for a reason that the journal keeps."""
    demand(actor, DECIDE, meeting.organisation)
    if not reason.strip():
        raise RefusedError(_("Écrivez pourquoi le relevé est rouvert : le journal garde ce motif."))
    with transaction.atomic():
        meeting = _locked(meeting)
        if meeting.state != MeetingState.CLOSED:
            raise RefusedError(_("Le relevé de cette séance n’est pas établi."))
        if meeting.approved_at_id:
            raise RefusedError(
                _("Ce relevé est approuvé par le %(meeting)s : il ne se rouvre plus.")
                % {"meeting": meeting.approved_at}
            )
        take_back_what_was_decided(meeting, actor=actor)
        open_studies_again(meeting, actor=actor)
        _release(meeting, MINUTES, MeetingState.HELD, "rouvrir", reason, actor)
    return meeting


def _keep(meeting: Meeting, name: str, story: dict[str, Any], actor: Actor, narrower: Stories | None) -> FrozenDocument:
    """Keep a story, and for each narrower circle its own where it differs from that of the wider one."""
    kept = wider = _keep_one(meeting, name, story, actor)
    for circle in (Circle.ELECTED, Circle.OPEN):
        less = (narrower or {}).get(circle)
        if less is not None and fingerprint(_plain(less)) != wider.digest:
            wider = _keep_one(meeting, f"{name}-{NARROWER[circle]}", less, actor)
    return kept


def _keep_one(meeting: Meeting, name: str, story: dict[str, Any], actor: Actor) -> FrozenDocument:
    plain = _plain(story)
    return FrozenDocument.objects.create(
        meeting=meeting,
        name=name,
        story=plain,
        digest=fingerprint(plain),
        frozen_at=now_at(meeting.organisation),
        frozen_by=actor.key,
    )


def _plain(story: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(story))


def now_at(place: Organisation) -> datetime:
    """Return the moment it is at a place: on the day of a demonstration, at the present hour."""
    return timezone.make_aware(datetime.combine(place.today(), timezone.localtime().time()))


def _release(meeting: Meeting, name: str, state: str, verb: str, reason: str, actor: Actor) -> None:
    frozen = frozen_of(meeting, name)
    details = {"motif": reason.strip(), "empreinte": frozen.digest if frozen else None}
    FrozenDocument.objects.filter(meeting=meeting, name__in=variants_of(name)).delete()
    meeting.state = state
    meeting.save(update_fields=["state", "updated_at"])
    journal(actor, verb, meeting, details)


def _locked(meeting: Meeting) -> Meeting:
    query = Meeting.objects.select_for_update(of=("self",)).select_related("organisation", "committee")
    return query.get(pk=meeting.pk)
