"""Facts that laws and agreements ask for: processing of data, accessibility, reuse, contributions."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from gouvernail.statements.facts import By, Fact, Nature, Pace, Unit, declare

COMPLIANCE, ESTATE, SHARED = _("Conformité"), _("Patrimoine"), _("Mutualisation")
of_processing = partial(
    Fact, heading=COMPLIANCE, pace=Pace.YEAR, nature=Nature.STATE, said_in=_("Registre des traitements"),
    asked_of=_("Délégué à la protection des données"),
)  # fmt: skip
of_audits = partial(
    Fact, heading=COMPLIANCE, pace=Pace.YEAR, nature=Nature.STATE, by=By.THING, split=_("site web ou application"),
    said_in=_("Audit RGAA"),
)  # fmt: skip

declare(
    of_processing(
        "traitements",
        label=_("Traitements de données personnelles au registre"),
        help=_("Nombre de traitements inscrits."),
    )
)
declare(
    of_processing(
        "traitements-revus",
        label=_("Traitements revus depuis moins de 12 mois"),
        help=_("Parmi les traitements inscrits."),
        at_most="traitements",
    )
)
declare(
    of_audits(
        "criteres-applicables",
        label=_("Critères du RGAA applicables"),
        help=_("Au jour de l’audit, pour ce site ou cette application."),
    )
)
declare(
    of_audits(
        "criteres-respectes",
        label=_("Critères du RGAA respectés"),
        help=_("Parmi les critères applicables."),
        at_most="criteres-applicables",
    )
)
declare(
    Fact(
        "reformes-stock",
        heading=ESTATE,
        label=_("Équipements réformés de moins de dix ans, au 1er janvier"),
        help=_("Le stock au premier jour de l’année dite."),
        said_in=_("Inventaire et bordereaux de cession"),
        pace=Pace.YEAR,
    )
)
declare(
    Fact(
        "reformes-reemployes",
        heading=ESTATE,
        label=_("Équipements réformés réemployés dans l’année"),
        help=_("Donnés ou vendus pour servir encore, parmi le stock du 1er janvier."),
        said_in=_("Bordereaux de cession"),
        pace=Pace.YEAR,
        at_most="reformes-stock",
    )
)
declare(
    Fact(
        "contribution",
        heading=SHARED,
        label=_("Contribution appelée au membre"),
        help=_("Montant de l’année, remboursement ou retenue sur l’attribution de compensation."),
        said_in=_("Convention de mutualisation"),
        pace=Pace.YEAR,
        unit=Unit.MONEY,
        by=By.MEMBER,
        split=_("membre"),
        asked_of=_("Direction générale"),
    )
)
