"""What every act of a committee does: ask the right, and leave one line in the journal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models import Decision, Meeting
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.operations import note_act
from gouvernail.registers.registry import register_of

VERBS = {
    "ordre_du_jour": _("ordre du jour modifié"),
    "tenir": _("séance ouverte"),
    "presences": _("présences notées"),
    "donner_action": _("action donnée en séance"),
    "releve": _("propos notés"),
    "enregistrer_decision": _("décision enregistrée"),
    "figer": _("support figé"),
    "defiger": _("support défigé"),
    "clore": _("relevé établi"),
    "rouvrir": _("relevé rouvert"),
    "sieges": _("sièges modifiés"),
    "inscrire": _("décisions inscrites au registre"),
    "reviser": _("révision soumise"),
    "suivre": _("suite notée"),
    "rappeler": _("rappels envoyés"),
    "convoquer": _("séance convoquée"),
    "approuver": _("relevé approuvé"),
    "exporter": _("remis en fichier"),
    "joindre": _("pièce jointe"),
    "consulter": _("partie d’accès restreint consultée"),
    "diffuser": _("relevé diffusé"),
    "programmer": _("séances programmées"),
}
"""The words by which the history of a sheet tells the acts of a committee."""


def demand(actor: Actor, verb: str, holder: Organisation) -> None:
    """Let through an actor who may do ``verb`` to what governs ``holder``; raise ``PermissionDenied`` otherwise."""
    if not actor.can(verb, "governance", holder):
        raise PermissionDenied


def journal(actor: Actor, verb: str, obj: Any, details: Any = None) -> None:
    """Write one line about a meeting, a decision or a committee; call it inside the transaction of the act."""
    kind = {Meeting: "meeting", Decision: "decision"}.get(type(obj), "committee")
    note_act(register_of(kind), obj, actor, verb, details)
