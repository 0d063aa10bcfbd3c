"""Facts of public digital spaces."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.statements.facts import By, Fact, Pace, Unit, declare

INCLUSION = _("Espaces publics numériques et inclusion")
THEMES = (
    ("materiel", _("Prise en main du matériel")),
    ("internet", _("Internet et messagerie")),
    ("securite", _("Sécurité et données personnelles")),
    ("bureautique", _("Bureautique et création")),
    ("sante", _("Démarches de santé et de protection sociale")),
    ("emploi", _("Emploi et formation")),
    ("impots", _("Impôts et budget")),
    ("logement", _("Logement et énergie")),
    ("famille", _("Famille et scolarité")),
    ("titres", _("Titres d’identité, séjour, véhicule")),
    ("retraite", _("Retraite")),
    ("autre", _("Autre thème")),
)
of_sessions = partial(
    Fact, heading=INCLUSION, pace=Pace.MONTH, by=By.SITE, split=_("lieu"),
    said_in=_("Outil de l’espace public numérique"), asked_of=_("Responsable de l’espace public numérique"),
)  # fmt: skip

declare(
    of_sessions(
        "epn-seances",
        label=_("Séances tenues à l’espace public numérique"),
        help=_("Ateliers et accès accompagnés du mois."),
    )
)
declare(
    of_sessions(
        "epn-places",
        label=_("Places offertes à ces séances"),
        help=_("La somme des places de toutes les séances."),
    )
)
declare(
    of_sessions(
        "epn-participations",
        label=_("Participations à ces séances"),
        help=_("La somme des présents de toutes les séances ; personne n’est suivi d’une séance à l’autre."),
        floor=SMALL_GROUP,
        at_most="epn-places",
    )
)
declare(
    Fact(
        "epn-accompagnements",
        heading=INCLUSION,
        label=_("Accompagnements de l’espace public numérique"),
        help=_("Individuels et collectifs. Sous cinq pour un thème, ne notez rien : attendez la fin de l’année."),
        said_in=_("Comptes rendus d’activité agrégés"),
        pace=Pace.QUARTER,
        by=By.CHOICE,
        split=_("thème"),
        choices=THEMES,
        floor=SMALL_GROUP,
        asked_of=_("Responsable de l’espace public numérique"),
    )
)
declare(
    Fact(
        "epn-jours",
        heading=INCLUSION,
        label=_("Jours donnés à l’espace public numérique par la fonction référent SI"),
        help=_("Une estimation par trimestre suffit : on mesure une mission."),
        said_in=_("Plan de charge de la fonction"),
        pace=Pace.QUARTER,
        unit=Unit.NUMBER,
        at_most="jours-fonction",
        asked_of=_("Direction générale"),
    )
)
declare(
    Fact(
        "jours-fonction",
        heading=INCLUSION,
        label=_("Jours travaillés de la fonction référent SI"),
        help=_("Toutes missions ensemble, sur le même trimestre."),
        said_in=_("Plan de charge de la fonction"),
        pace=Pace.QUARTER,
        unit=Unit.NUMBER,
        asked_of=_("Direction générale"),
    )
)
