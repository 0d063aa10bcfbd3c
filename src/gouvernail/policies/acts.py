"""What every act on a framework document does: ask the right, leave one line in the journal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.policies.models import Policy, Process
from gouvernail.registers.operations import note_act
from gouvernail.registers.registry import register_of

VERBS = {
    "versionner": _("version écrite"),
    "soumettre_avis": _("version soumise pour avis"),
    "reprendre": _("version rendue au projet"),
    "donner_avis": _("avis rendu"),
    "valider_version": _("version validée"),
    "publier": _("version publiée"),
    "joindre": _("pièce jointe"),
    "ouvrir_lecture": _("campagne de lecture ouverte"),
    "compter_lecture": _("lectures sur papier comptées"),
    "clore_lecture": _("campagne de lecture close"),
    "repartir": _("rôles répartis"),
}
"""The words by which the history of a sheet tells these acts."""


def demand(actor: Actor, verb: str, obj: Policy | Process) -> None:
    """Let through an actor who may do ``verb`` to this document or process; raise ``PermissionDenied`` otherwise."""
    if not register_of(kind_of(obj)).may(actor, verb, obj):
        raise PermissionDenied


def journal(actor: Actor, verb: str, obj: Policy | Process, details: Any = None) -> None:
    """Write one line; call it inside the transaction of the act."""
    note_act(register_of(kind_of(obj)), obj, actor, verb, details)


def kind_of(obj: Policy | Process) -> str:
    """Return the code of its register."""
    return "policy" if isinstance(obj, Policy) else "process"
