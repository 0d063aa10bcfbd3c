"""Which M57 account an IT expense may go to, explained: a proposal, never a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gouvernail.engines.finance.dated import read_data, shipped
from gouvernail.kernel.money import euros


@dataclass(frozen=True)
class Account:
    """One account of the chart; ``confidence`` is ``seen``, ``probable`` or ``memory``."""

    number: str
    label: str
    section: str
    chapter: str
    use: str
    confidence: str

    @property
    def section_label(self) -> str:
        """« Investissement » or « Fonctionnement »."""
        return "Investissement" if self.section == "investment" else "Fonctionnement"

    @property
    def doubt(self) -> str:
        """What to verify, in French; empty when the label was read in a source."""
        return {"probable": "libellé probable, à vérifier", "memory": "libellé de mémoire, à vérifier"}.get(
            self.confidence, ""
        )


class Nature(StrEnum):
    """What is bought."""

    EQUIPMENT = "equipment"
    SCHOOL_EQUIPMENT = "school_equipment"
    TELEPHONY = "telephony"
    CABLING = "cabling"
    OTHER_EQUIPMENT = "other_equipment"
    PERPETUAL_LICENCE = "perpetual_licence"
    SUBSCRIPTION = "subscription"
    CLOUD_IAAS = "cloud_iaas"
    RENTAL = "rental"
    MAINTENANCE = "maintenance"
    MANAGED_SERVICE = "managed_service"
    TELECOM = "telecom"
    TRAINING = "training"
    STUDY = "study"
    ADVICE = "advice"
    NOTICE = "notice"
    MEMBERSHIP = "membership"
    STAFF = "staff"


DURABLE = {
    Nature.EQUIPMENT: "21838",
    Nature.SCHOOL_EQUIPMENT: "21831",
    Nature.TELEPHONY: "2185",
    Nature.CABLING: "21533",
    Nature.OTHER_EQUIPMENT: "2188",
}
DIRECT = {
    Nature.PERPETUAL_LICENCE: ("2051", "Un droit d’usage sans limite de durée s’immobilise."),
    Nature.SUBSCRIPTION: ("65818", "Un droit d’usage limité dans le temps est une charge de fonctionnement."),
    Nature.CLOUD_IAAS: (
        "65811",
        "L’infrastructure louée en nuage est une charge, éligible au FCTVA à son propre taux.",
    ),
    Nature.RENTAL: ("61358", "Une location est une charge de fonctionnement, même quand un achat serait immobilisé."),
    Nature.MAINTENANCE: ("6156", "La maintenance conserve un bien sans l’augmenter : fonctionnement."),
    Nature.MANAGED_SERVICE: ("611", "Un service confié à un tiers est une prestation."),
    Nature.TELECOM: ("6262", "Un abonnement de télécommunications est une charge."),
    Nature.TRAINING: ("6184", "Une formation n’est jamais immobilisée."),
    Nature.ADVICE: ("6226", "Un conseil qui n’est rattaché à aucun projet immobilisé est une charge."),
    Nature.NOTICE: ("2033", "La publicité d’un marché d’investissement suit l’investissement."),
    Nature.MEMBERSHIP: ("6281", "Une cotisation est une charge."),
    Nature.STAFF: ("641", "Le personnel relève du chapitre 012, jamais d’un plan d’investissement."),
}


@dataclass(frozen=True)
class Proposal:
    """An account, why, and what to verify; all sentences in French."""

    account: Account
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]


def chart() -> dict[str, Account]:
    """The accounts delivered, by number."""
    return {entry["number"]: Account(**entry) for entry in read_data("accounts")}


def propose(
    nature: Nature, on: date, *, unit_price_ttc: Decimal | None = None, followed_by_investment: bool | None = None
) -> Proposal:
    """Propose an account for an expense of a ``nature`` decided on a day.

    ``unit_price_ttc`` (euros) settles small equipment, ``followed_by_investment`` settles studies; None leaves the
    usual answer, with a warning.
    """
    if nature in DURABLE:
        number, reasons, warnings = _equipment(nature, on, unit_price_ttc)
    elif nature is Nature.STUDY:
        number, reasons, warnings = _study(followed_by_investment)
    else:
        number, reason = DIRECT[nature]
        reasons, warnings = [reason], []
    account = chart()[number]
    if account.doubt:
        warnings.append(f"Compte {account.number} : {account.doubt} dans le plan M57 de l’année.")
    return Proposal(account, tuple(reasons), tuple(warnings))


def _equipment(nature: Nature, on: date, price: Decimal | None) -> tuple[str, list[str], list[str]]:
    threshold = shipped("rates").on("asset.threshold", on)
    if price is None:
        return DURABLE[nature], ["Un bien durable s’immobilise."], [f"Prix unitaire non renseigné : {threshold.doubt}"]
    if price > Decimal(threshold.value):
        words = f"Bien durable à {euros(price)} TTC l’unité, au-delà du seuil de {threshold.written()}."
        return DURABLE[nature], [words], []
    words = f"À {euros(price)} TTC l’unité, le bien ne dépasse pas le seuil de {threshold.written()}."
    return "60632", [words], ["Une délibération ou la liste réglementaire peut l’immobiliser quand même."]


def _study(followed: bool | None) -> tuple[str, list[str], list[str]]:
    if followed is None:
        return "617", ["Une étude sans suite d’investissement connue est une charge."], ["Suite non renseignée."]
    if followed:
        return "2031", ["L’étude est suivie d’une immobilisation : elle la rejoint."], []
    return "617", ["L’étude n’est suivie d’aucune immobilisation."], []
