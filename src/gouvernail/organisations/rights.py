"""One table, role × object × verb, and the only answers to « may this person do that here? ».

``docs/droits.md`` prints the table for people; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.enums import Role

VIEW, EDIT, DELETE, DECIDE, GRANT = "voir", "modifier", "supprimer", "decider", "confier"

VERBS: Mapping[str, Promise] = {
    VIEW: _("voir"),
    EDIT: _("créer et modifier"),
    DELETE: _("supprimer"),
    DECIDE: _("décider et figer"),
    GRANT: _("confier un rôle ou un objet"),
}

FAMILIES: Mapping[str, Promise] = {
    "structure": _("Collectivités, sites, services"),
    "members": _("Comptes et rôles"),
    "facts": _("Équipements, applications, demandes, campagnes, espaces"),
    "statements": _("Chiffres relevés"),
    "contracts": _("Prestataires et contrats"),
    "budget": _("Budget et PPI"),
    "audit": _("Constats, risques, recommandations"),
    "actions": _("Actions"),
    "projects": _("Projets et jalons"),
    "studies": _("Études de scénarios"),
    "governance": _("Comités, séances, décisions"),
    "documents": _("Supports et relevés"),
    "policies": _("Documents-cadres et processus"),
    "indicators": _("Indicateurs et tableau de bord"),
    "imports": _("Imports"),
    "journal": _("Journal"),
}

ALL = frozenset(VERBS)
SEE = frozenset({VIEW})
WORK = frozenset({VIEW, EDIT, DELETE})
WRITE = frozenset({VIEW, EDIT})
NONE: frozenset[str] = frozenset()

RIGHTS: Mapping[str, Mapping[str, frozenset[str]]] = {
    Role.ADMINISTRATOR: dict.fromkeys(FAMILIES, ALL),
    Role.DSI: {**dict.fromkeys(FAMILIES, WORK | {DECIDE, GRANT}), "members": frozenset({VIEW, GRANT}), "journal": SEE},
    Role.REFERENT: {
        **dict.fromkeys(FAMILIES, WORK),
        "structure": WRITE,
        "members": SEE,
        "governance": WORK | {DECIDE},
        "documents": WORK,
        "policies": WORK | {DECIDE},
        "journal": SEE,
    },
    Role.DIRECTION: {
        **dict.fromkeys(FAMILIES, SEE),
        "statements": WRITE,
        "actions": WRITE,
        "projects": WRITE,
        "studies": WRITE,
        "governance": WRITE | {DECIDE},
        "documents": WRITE,
        "policies": WRITE | {DECIDE},
        "imports": NONE,
    },
    Role.ELECTED: {
        "structure": SEE,
        "budget": SEE,
        "actions": SEE,
        "projects": SEE,
        "studies": SEE,
        "governance": SEE,
        "documents": SEE,
        "policies": SEE,
        "indicators": SEE,
    },
    Role.AUDITOR: {
        **dict.fromkeys(FAMILIES, SEE),
        "members": NONE,
        "imports": NONE,
        "journal": NONE,
        "audit": WORK,
        "studies": WORK,
        "policies": WORK,
    },
    Role.PROVIDER: {"contracts": SEE, "projects": WRITE, "actions": WRITE, "governance": SEE},
    Role.AGENT: {"structure": SEE, "projects": SEE, "policies": SEE},
}

GIVEN_ONE_BY_ONE = frozenset({Role.PROVIDER})
"""Roles that see only the objects confided to them, never a whole family."""


def verbs_of(role: str, family: str) -> frozenset[str]:
    """Return what a role may do to a family of objects."""
    return RIGHTS[role].get(family, NONE)


def holds_all_of(giver: str, given: str) -> bool:
    """Say whether somebody with role ``giver`` holds every right of role ``given``, and so may give it."""
    return all(verbs_of(given, family) <= verbs_of(giver, family) for family in FAMILIES)
