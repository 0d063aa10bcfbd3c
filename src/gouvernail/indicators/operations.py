"""What people do with figures: compose a board, open it to others, set a threshold, follow deadlines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from gouvernail.indicators import tokens
from gouvernail.indicators.models import AlertMail, Board, BoardMail, DeadlineFeed, PublicLink, Threshold
from gouvernail.journal.chain import record
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW


def _require(actor: Actor, verb: str, place: Organisation) -> None:
    if not actor.can(verb, "indicators", place):
        raise PermissionDenied


def _journal(actor: Actor, verb: str, kind: str, obj: models.Model, place: Organisation, **details: Any) -> None:
    record(
        actor=actor.key, verb=verb, kind=kind, object_id=obj.pk, place=place.path, label=str(obj), details=details
    )  # fmt: skip


@transaction.atomic
def save_board(board: Board, *, actor: Actor) -> Board:
    """Create or change a board; somebody else's board is theirs alone."""
    _require(actor, EDIT, board.organisation)
    created = board.pk is None
    if not created and Board.objects.get(pk=board.pk).owner_id != actor.user_id:
        raise PermissionDenied
    board.save()
    verb = "creer" if created else "modifier"
    _journal(actor, verb, "board", board, board.organisation, indicateurs=board.items, partage=board.shared)
    return board


@transaction.atomic
def delete_board(board: Board, *, actor: Actor) -> None:
    """Delete one's board, and close the public links that led to it."""
    _require(actor, EDIT, board.organisation)
    if board.owner_id != actor.user_id:
        raise PermissionDenied
    links = PublicLink.objects.filter(organisation=board.organisation, board=f"t{board.pk}", revoked_at=None)
    links.update(revoked_at=timezone.now())
    _journal(actor, "supprimer", "board", board, board.organisation)
    board.delete()


@transaction.atomic
def open_link(place: Organisation, board: str, label: str, expires_on: date, *, actor: Actor) -> tuple[PublicLink, str]:
    """Open a board to whoever holds a secret address; return the link and the secret, which is shown only now."""
    _require(actor, EDIT, place)
    token, digest = tokens.draw()
    link = PublicLink.objects.create(
        organisation=place, board=board, label=label, digest=digest, expires_on=expires_on
    )  # fmt: skip
    _journal(actor, "partager", "public_link", link, place, tableau=board, jusqu_au=expires_on.isoformat())
    return link, token


@transaction.atomic
def revoke_link(link: PublicLink, *, actor: Actor) -> None:
    """Close a public link at once."""
    _require(actor, EDIT, link.organisation)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save()
        _journal(actor, "revoquer", "public_link", link, link.organisation)


@transaction.atomic
def open_feed(place: Organisation, *, actor: Actor) -> str:
    """Give somebody a new secret address for the deadlines of a place; the one before stops working."""
    _require(actor, VIEW, place)
    token, digest = tokens.draw()
    feed, _made = DeadlineFeed.objects.update_or_create(
        organisation=place, user_id=actor.user_id, defaults={"digest": digest}
    )  # fmt: skip
    _journal(actor, "abonner", "deadline_feed", feed, place)
    return token


@transaction.atomic
def close_feed(place: Organisation, *, actor: Actor) -> None:
    """Forget the secret address of somebody's deadlines."""
    for feed in DeadlineFeed.objects.filter(organisation=place, user=actor.user_id):
        _journal(actor, "desabonner", "deadline_feed", feed, place)
        feed.delete()


@transaction.atomic
def ask_for_mail(place: Organisation, wanted: bool, *, actor: Actor) -> None:
    """Send somebody the alerts of a place each week, or stop."""
    _require(actor, VIEW, place)
    if wanted:
        AlertMail.objects.get_or_create(organisation=place, user_id=actor.user_id)
    else:
        AlertMail.objects.filter(organisation=place, user=actor.user_id).delete()


@transaction.atomic
def ask_for_board(place: Organisation, board: str, every: str, *, actor: Actor) -> None:
    """Send somebody a board as a PDF at a pace; stop with none."""
    _require(actor, VIEW, place)
    if every:
        BoardMail.objects.update_or_create(
            organisation=place, user_id=actor.user_id, board=board, defaults={"every": every}
        )  # fmt: skip
    else:
        BoardMail.objects.filter(organisation=place, user=actor.user_id, board=board).delete()


@transaction.atomic
def set_threshold(place: Organisation, code: str, side: str, value: Any, *, actor: Actor) -> None:
    """Ask to be told when a figure crosses a value."""
    _require(actor, EDIT, place)
    one, _made = Threshold.objects.update_or_create(organisation=place, code=code, side=side, defaults={"value": value})
    _journal(actor, "modifier", "threshold", one, place, seuil=str(value))


@transaction.atomic
def drop_threshold(one: Threshold, *, actor: Actor) -> None:
    """Stop being told."""
    _require(actor, EDIT, one.organisation)
    _journal(actor, "supprimer", "threshold", one, one.organisation)
    one.delete()
