"""Facts of the support: delays, levels, satisfaction."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.statements.facts import By, Fact, Pace, Unit, declare

PRIORITIES = (
    ("critique", _("Critique")),
    ("haute", _("Haute")),
    ("normale", _("Normale")),
    ("basse", _("Basse")),
    ("non-precisee", _("Priorité non précisée")),
)
of_support = partial(Fact, heading=_("Demandes et support"), pace=Pace.MONTH)
of_tickets = partial(of_support, said_in=_("Outil de tickets"))
of_survey = partial(of_support, said_in=_("Enquête anonyme après la demande"))

declare(
    of_tickets(
        "demandes-traitees",
        label=_("Demandes traitées, avec un délai convenu"),
        help=_("Demandes closes dans le mois pour lesquelles un délai était convenu par écrit."),
        by=By.CHOICE,
        split=_("priorité"),
        choices=PRIORITIES,
        floor=SMALL_GROUP,
    )
)
declare(
    of_tickets(
        "demandes-dans-le-delai",
        label=_("Demandes traitées dans le délai convenu"),
        help=_("Parmi les précédentes, celles qui l’ont été à temps."),
        by=By.CHOICE,
        split=_("priorité"),
        choices=PRIORITIES,
        at_most="demandes-traitees",
    )
)
declare(
    of_tickets(
        "demandes-resolues",
        label=_("Demandes résolues"),
        help=_("Demandes résolues dans le mois, tous niveaux de support ensemble."),
        floor=SMALL_GROUP,
    )
)
declare(
    of_tickets(
        "demandes-premier-niveau",
        label=_("Demandes résolues au premier niveau"),
        help=_("Parmi les demandes résolues, celles qui ne sont pas passées à un second niveau."),
        at_most="demandes-resolues",
    )
)
declare(
    of_survey(
        "enquete-envois",
        label=_("Questionnaires de satisfaction envoyés"),
        help=_("Sert au taux de réponse."),
        floor=SMALL_GROUP,
    )
)
declare(
    of_survey(
        "enquete-reponses",
        label=_("Réponses à l’enquête de satisfaction"),
        help=_("Sous cinq réponses, ne notez rien : attendez la fin du trimestre."),
        floor=SMALL_GROUP,
        at_most="enquete-envois",
    )
)
declare(
    of_survey(
        "enquete-note",
        label=_("Note moyenne de satisfaction, sur 5"),
        help=_("Moyenne des réponses du mois, de 1 (mécontent) à 5 (content)."),
        unit=Unit.NUMBER,
        least=Decimal(1),
        most=Decimal(5),
    )
)
declare(
    of_survey(
        "enquete-promoteurs",
        label=_("Réponses de promoteurs (9 ou 10 sur 10)"),
        help=_("Seulement si l’enquête demande si l’on recommanderait le support : sert au NPS."),
        at_most="enquete-reponses",
    )
)
declare(
    of_survey(
        "enquete-detracteurs",
        label=_("Réponses de détracteurs (0 à 6 sur 10)"),
        help=_("Même question ; le NPS est la part des promoteurs moins celle des détracteurs."),
        at_most="enquete-reponses",
    )
)
