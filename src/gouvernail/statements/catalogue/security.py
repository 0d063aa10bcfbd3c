"""Facts of security: patches, incidents, measures of a framework."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from gouvernail.statements.facts import By, Fact, Nature, Pace, Unit, declare

SECURITY = _("Sécurité")
of_incidents = partial(Fact, heading=SECURITY, pace=Pace.MONTH, said_in=_("Registre des incidents"))
of_framework = partial(
    Fact, heading=SECURITY, pace=Pace.YEAR, nature=Nature.STATE, by=By.THING, split=_("référentiel"),
    said_in=_("Auto-évaluation sur le référentiel"),
)  # fmt: skip

declare(
    Fact(
        "postes-corriges",
        heading=SECURITY,
        label=_("Ordinateurs à jour de leurs correctifs depuis moins de 30 jours"),
        help=_("Tels que la console les compte, parmi les ordinateurs fixes et portables en service."),
        said_in=_("Console de gestion des postes"),
        pace=Pace.MONTH,
        nature=Nature.STATE,
    )
)
declare(
    of_incidents(
        "incidents",
        label=_("Incidents de sécurité avérés"),
        help=_(
            "Découverts dans le mois. Zéro s’il n’y en a pas eu : un mois sans relevé n’est pas un mois sans incident."
        ),
    )
)
declare(
    of_incidents(
        "incidents-heures",
        label=_("Heures entre le début et la découverte, tous incidents ensemble"),
        help=_("La somme, en heures, pour les incidents du mois."),
        unit=Unit.NUMBER,
    )
)
declare(
    of_incidents(
        "violations",
        label=_("Violations de données à notifier à la CNIL"),
        help=_("Parmi les incidents du mois, ceux qu’il fallait notifier."),
        at_most="incidents",
    )
)
declare(
    of_incidents(
        "violations-a-temps",
        label=_("Violations notifiées dans les 72 heures"),
        help=_("Parmi les violations à notifier."),
        at_most="violations",
    )
)
declare(
    of_framework(
        "mesures-applicables",
        label=_("Mesures de sécurité applicables"),
        help=_("Mesures du référentiel choisi (guide d’hygiène de l’ANSSI, ReCyF…) qui vous concernent."),
    )
)
declare(
    of_framework(
        "mesures-faites",
        label=_("Mesures de sécurité faites"),
        help=_("Parmi les mesures applicables, celles qui sont entièrement en place."),
        at_most="mesures-applicables",
    )
)
