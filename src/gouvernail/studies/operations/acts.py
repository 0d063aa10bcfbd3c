"""What every act on a study does: ask the right, refuse a closed study, leave one line in the journal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, note_act
from gouvernail.registers.registry import register_of
from gouvernail.studies.models import Study

VERBS = {
    "noter": gettext_lazy("note modifiée"),
    "echelle": gettext_lazy("échelle modifiée"),
    "critere": gettext_lazy("critères modifiés"),
    "ponderer": gettext_lazy("poids donnés"),
    "clore_poids": gettext_lazy("recueil des poids clos"),
    "recommencer_poids": gettext_lazy("recueil des poids recommencé"),
    "membres": gettext_lazy("membres modifiés"),
    "couts": gettext_lazy("coûts modifiés"),
    "presenter": gettext_lazy("étude présentée"),
    "reprendre": gettext_lazy("étude reprise en brouillon"),
    "retenir": gettext_lazy("scénario retenu"),
    "decider": gettext_lazy("étude décidée"),
    "figer_etude": gettext_lazy("étude figée"),
    "garder_etude": gettext_lazy("résultat figé avec le support d’une séance"),
    "rouvrir_etude": gettext_lazy("étude à décider de nouveau : le relevé est rouvert"),
    "relacher_etude": gettext_lazy("résultat défigé avec le support d’une séance"),
    "importer_matrice": gettext_lazy("matrice importée"),
}
"""The words by which the history of a sheet tells what was done to a study."""


def demand(actor: Actor, study: Study, verb: str = EDIT) -> None:
    """Let through those who may do ``verb`` to the studies of its place; ``PermissionDenied`` otherwise."""
    if not actor.can(verb, "studies", study.organisation):
        raise PermissionDenied


def demand_open(actor: Actor, study: Study) -> None:
    """Let through those who may change an open study; ``RefusedError`` when it is closed."""
    demand(actor, study)
    if not study.is_open:
        raise RefusedError(_("Cette étude est présentée : reprenez-la en brouillon pour la modifier."))


def journal(actor: Actor, verb: str, study: Study, details: Any = None) -> None:
    """Write one line about a study; call it inside the transaction of the act."""
    note_act(register_of("study"), study, actor, verb, details)
