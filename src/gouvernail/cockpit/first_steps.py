"""The six first steps of a collectivité, and which are done: a count each, nothing to tick."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.action_plan.models import Action
from gouvernail.estate.models import Application, Equipment
from gouvernail.governance.models import Committee, Meeting
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.doors import opens
from gouvernail.organisations.models import Department, Membership, Organisation, Site
from gouvernail.organisations.rights import GRANT
from gouvernail.suppliers.models import Contract


@dataclass(frozen=True)
class Step:
    """One step: what to do, why, where (nowhere for who may not), and whether it is done."""

    number: int
    title: str
    why: str
    href: str
    action: str
    done: bool


def first_steps(place: Organisation, actor: Actor) -> list[Step]:
    """Return the six steps of a place with their state (one short query each)."""

    def here(model: type) -> bool:
        return model.objects.filter(organisation__path__startswith=place.path).exists()

    def to(name: str, query: str = "") -> str:
        href = reverse(name, args=[place.slug]) + query
        return href if opens(href, actor, place) else ""

    may_give = actor.can(GRANT, "members", place)
    several_people = Membership.objects.filter(organisation__path__startswith=place.path).values("user").distinct()
    return [
        Step(
            1,
            _("Décrire vos sites et vos services"),
            _("L’effectif de chaque service protège les petits groupes : rien n’est montré en dessous de 5 personnes."),
            to("department_create") if here(Site) else to("site_create"),
            _("Ajouter un service") if here(Site) else _("Ajouter un site"),
            here(Site) and here(Department),
        ),
        Step(
            2,
            _("Importer votre inventaire"),
            _("Votre fichier Excel suffit : il est montré avant d’être écrit, et rien n’est corrigé sans vous."),
            to("import_start", "?objet=equipment"),
            _("Importer un tableur"),
            here(Equipment),
        ),
        Step(
            3,
            _("Recenser applications et contrats"),
            _("Les échéances et les préavis remontent d’eux-mêmes à l’ordre du jour."),
            to("contract_create") if here(Application) else to("application_create"),
            _("Ajouter un contrat") if here(Application) else _("Ajouter une application"),
            here(Application) and here(Contract),
        ),
        Step(
            4,
            _("Saisir le plan d’action"),
            _("Recommandations d’un audit, alertes de la CRC, demandes de la direction : une ligne chacune."),
            to("action_create"),
            _("Ajouter une action"),
            here(Action),
        ),
        Step(
            5,
            _("Créer le COPIL"),
            _("Sa composition par fonctions, son rythme, sa première séance."),
            to("meeting_create") if here(Committee) else to("committee_create"),
            _("Ajouter une séance") if here(Committee) else _("Créer le comité"),
            here(Committee) and here(Meeting),
        ),
        Step(
            6,
            _("Inviter la direction et les élus"),
            _("Chacun voit ce que son rôle lui ouvre, et rien d’autre."),
            to("give_role") if may_give else to("members"),
            _("Donner un rôle") if may_give else _("Voir les rôles donnés"),
            several_people.count() > 1,
        ),
    ]
