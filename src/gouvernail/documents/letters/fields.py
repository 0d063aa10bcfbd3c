"""The named fields of the letters: what each is called, what is known of it for an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.kit.letter import LetterField
from gouvernail.documents.kit.wording import quoted
from gouvernail.governance.calendar import day_in_words
from gouvernail.governance.models import Circle, Decision, Meeting
from gouvernail.governance.wording import votes_in_words
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation
from gouvernail.suppliers.models import Contract

COMMON: Mapping[str, Promise] = {
    "lieu_et_date": gettext_lazy("Lieu et date"),
    "signataire": gettext_lazy("Signataire (fonction)"),
}
BY_KIND: Mapping[str, Mapping[str, Promise]] = {
    "meeting": {
        "destinataire": gettext_lazy("Destinataire (fonction)"),
        "comite": gettext_lazy("Comité"),
        "seance": gettext_lazy("Séance"),
        "jour": gettext_lazy("Jour"),
        "heure": gettext_lazy("Heure"),
        "lieu": gettext_lazy("Lieu"),
        "ordre_du_jour": gettext_lazy("Ordre du jour"),
    },
    "contract": {
        "prestataire": gettext_lazy("Prestataire"),
        "adresse": gettext_lazy("Adresse du prestataire"),
        "contrat": gettext_lazy("Contrat"),
        "reference": gettext_lazy("Référence du contrat"),
        "fin": gettext_lazy("Fin du contrat"),
        "preavis": gettext_lazy("Dernier jour du préavis"),
        "demande": gettext_lazy("Ce qui est demandé"),
        "reponse_avant": gettext_lazy("Réponse attendue avant le"),
    },
    "decision": {
        "destinataire": gettext_lazy("Destinataire (fonction)"),
        "decision": gettext_lazy("Décision"),
        "libelle": gettext_lazy("Libellé adopté"),
        "comite": gettext_lazy("Comité"),
        "seance": gettext_lazy("Séance"),
        "jour": gettext_lazy("Prise le"),
        "issue": gettext_lazy("Issue"),
        "vote": gettext_lazy("Vote"),
        "echeance": gettext_lazy("Échéance"),
    },
}
LONG = frozenset({"ordre_du_jour", "adresse", "demande", "libelle"})
"""Fields of several lines: each stands alone in its paragraph."""


def labels_of(kind: str) -> dict[str, str]:
    """Return the fields that a letter about a kind of object may name, each with what it is called."""
    return {key: str(label) for key, label in {**COMMON, **BY_KIND[kind]}.items()}


def filled(kind: str, obj: Any, place: Organisation) -> tuple[LetterField, ...]:
    """Return the fields of a letter about ``obj``; one that is not known is empty, left to fill."""
    day = PartialDate.of_day(place.today())
    known = {"lieu_et_date": _("Le %(day)s") % {"day": day}, **_KNOWN[kind](obj)}
    return tuple(LetterField(key, label, known.get(key, ""), key in LONG) for key, label in labels_of(kind).items())


def blank(kind: str) -> tuple[LetterField, ...]:
    """Return the fields of a letter about nothing yet: all left to fill."""
    return tuple(LetterField(key, label, "", key in LONG) for key, label in labels_of(kind).items())


def _meeting(one: Meeting) -> dict[str, str]:
    points = "\n".join(f"{rank}. {item.title}" for rank, item in enumerate(one.agenda.filter(circle=Circle.OPEN), 1))
    return {
        "comite": one.committee.name,
        "seance": str(one),
        "jour": day_in_words(one.held_on),
        "heure": formats.time_format(one.starts_at, "G\\hi") if one.starts_at else "",
        "lieu": one.location,
        "ordre_du_jour": points,
    }


def _contract(one: Contract) -> dict[str, str]:
    return {
        "prestataire": one.supplier.name,
        "contrat": one.title,
        "reference": one.reference,
        "fin": f"{one.ends_on:%d/%m/%Y}" if one.ends_on else "",
        "preavis": f"{one.denounce_by:%d/%m/%Y}" if one.denounce_by else "",
    }


def _decision(one: Decision) -> dict[str, str]:
    meeting = one.meeting
    when = PartialDate.of_day(one.decided_on) if one.decided_on else meeting.held_on if meeting else None
    return {
        "destinataire": one.owner_role,
        "decision": str(one),
        "libelle": quoted(one.final_wording),
        "comite": meeting.committee.name if meeting else "",
        "seance": str(meeting) if meeting else "",
        "jour": str(when) if when else "",
        "issue": one.get_outcome_display().lower(),
        "vote": votes_in_words(one),
        "echeance": str(one.due) if one.due else "",
    }


_KNOWN: Mapping[str, Callable[[Any], dict[str, str]]] = {
    "meeting": _meeting,
    "contract": _contract,
    "decision": _decision,
}
