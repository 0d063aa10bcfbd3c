"""The way from a sheet to its whole thread."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.registers.panels import SheetAction, add_actions
from gouvernail.registers.registry import kind_of

KINDS = (
    "finding", "risk", "recommendation", "action", "project", "milestone", "budget_line", "contract", "decision",
)  # fmt: skip
"""The kinds whose thread people print: from what was found to what it changed."""


def thread_action(request: HttpRequest, place: Organisation, obj: Any) -> list[SheetAction]:
    """Offer the whole thread at the head of a sheet."""
    return [SheetAction(_("Le fil entier"), reverse("thread", args=[place.slug, kind_of(type(obj)), obj.pk]), "route")]


def offer_threads() -> None:
    """Offer the thread on each kind."""
    for kind in KINDS:
        add_actions(kind, thread_action)
