"""Facts of money and licences."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.statements.facts import By, Fact, Nature, Pace, Unit, declare

FINANCES = _("Finances")
of_finance = partial(Fact, heading=FINANCES, pace=Pace.YEAR, unit=Unit.MONEY, asked_of=_("Direction des finances"))
of_accounts = partial(of_finance, taxed=True, said_in=_("Compte administratif ou compte financier unique"))
of_licences = partial(
    Fact, heading=FINANCES, pace=Pace.QUARTER, nature=Nature.STATE, by=By.THING, split=_("logiciel"),
    said_in=_("Console d’administration de l’éditeur"),
)  # fmt: skip

declare(
    of_accounts(
        "depenses-totales",
        label=_("Dépenses totales de la collectivité"),
        help=_("Mandats émis dans l’année, investissement et fonctionnement, budget principal et budgets annexes."),
    )
)
declare(
    of_accounts(
        "depenses-reelles-fonctionnement",
        label=_("Dépenses réelles de fonctionnement de la collectivité"),
        help=_("Mandats de fonctionnement de l’année, sans les opérations d’ordre."),
        at_most="depenses-totales",
    )
)
declare(
    of_finance(
        "masse-salariale-si",
        label=_("Masse salariale de l’équipe du SI"),
        help=_("Rémunérations et charges de l’année pour toute l’équipe ensemble, jamais agent par agent."),
        said_in=_("Paie, ressources humaines"),
    )
)
declare(
    of_finance(
        "amortissements-si",
        label=_("Amortissements de l’année pour le SI"),
        help=_("Dotations de l’année pour le matériel, les logiciels et les réseaux."),
        said_in=_("État de l’actif"),
        taxed=True,
    )
)
declare(
    Fact(
        "utilisateurs-equipes",
        heading=FINANCES,
        label=_("Utilisateurs équipés"),
        help=_("Agents et élus à qui la collectivité donne un poste, un compte ou un mobile, au 31 décembre."),
        said_in=_("Ressources humaines et annuaire"),
        pace=Pace.YEAR,
        nature=Nature.STATE,
        floor=SMALL_GROUP,
    )
)
declare(
    of_licences(
        "licences-payees",
        label=_("Licences payées"),
        help=_("Licences ou abonnements payés pour ce logiciel, ce jour-là."),
        floor=SMALL_GROUP,
    )
)
declare(
    of_licences(
        "licences-sans-usage",
        label=_("Licences sans usage depuis 90 jours"),
        help=_("Parmi les licences payées, celles dont personne ne s’est servi depuis 90 jours : un nombre, sans nom."),
        at_most="licences-payees",
    )
)
