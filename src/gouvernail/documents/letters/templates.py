"""The letters that may be written, each about one object: its fields as known, its text, whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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

Fields = tuple[LetterField, ...]


@dataclass(frozen=True)
class Template:
    """A letter template: the kind of object it speaks of, how its fields are filled, its words.

    ``recipient``, ``subject``, ``reference`` and ``paragraphs`` name fields as ``{key}``.
    """

    code: str
    label: str | Promise
    kind: str
    fill: Callable[[Any, Organisation], Fields]
    recipient: tuple[str, ...]
    subject: str | Promise
    reference: str
    paragraphs: tuple[str | Promise, ...]


def _common(place: Organisation) -> Fields:
    day = PartialDate.of_day(place.today())
    return (
        LetterField("lieu_et_date", _("Lieu et date"), _("Le %(day)s") % {"day": day}),
        LetterField("signataire", _("Signataire (fonction)")),
    )


def _meeting(one: Meeting, place: Organisation) -> Fields:
    hour = formats.time_format(one.starts_at, "G\\hi") if one.starts_at else ""
    points = "\n".join(f"{rank}. {item.title}" for rank, item in enumerate(one.agenda.filter(circle=Circle.OPEN), 1))
    return (
        *_common(place),
        LetterField("destinataire", _("Destinataire (fonction)")),
        LetterField("comite", _("Comité"), one.committee.name),
        LetterField("seance", _("Séance"), str(one)),
        LetterField("jour", _("Jour"), day_in_words(one.held_on)),
        LetterField("heure", _("Heure"), hour),
        LetterField("lieu", _("Lieu"), one.location),
        LetterField("ordre_du_jour", _("Ordre du jour"), points, long=True),
    )


def _contract(one: Contract, place: Organisation) -> Fields:
    return (
        *_common(place),
        LetterField("prestataire", _("Prestataire"), one.supplier.name),
        LetterField("adresse", _("Adresse du prestataire"), long=True),
        LetterField("contrat", _("Contrat"), one.title),
        LetterField("reference", _("Référence du contrat"), one.reference),
        LetterField("fin", _("Fin du contrat"), f"{one.ends_on:%d/%m/%Y}" if one.ends_on else ""),
        LetterField("preavis", _("Dernier jour du préavis"), f"{one.denounce_by:%d/%m/%Y}" if one.denounce_by else ""),
        LetterField("demande", _("Ce qui est demandé"), long=True),
        LetterField("reponse_avant", _("Réponse attendue avant le")),
    )


def _decision(one: Decision, place: Organisation) -> Fields:
    meeting = one.meeting
    when = PartialDate.of_day(one.decided_on) if one.decided_on else meeting.held_on if meeting else None
    return (
        *_common(place),
        LetterField("destinataire", _("Destinataire (fonction)"), one.owner_role),
        LetterField("decision", _("Décision"), str(one)),
        LetterField("libelle", _("Libellé adopté"), quoted(one.final_wording), long=True),
        LetterField("comite", _("Comité"), meeting.committee.name if meeting else ""),
        LetterField("seance", _("Séance"), str(meeting) if meeting else ""),
        LetterField("jour", _("Prise le"), str(when) if when else ""),
        LetterField("issue", _("Issue"), one.get_outcome_display().lower()),
        LetterField("vote", _("Vote"), votes_in_words(one)),
        LetterField("echeance", _("Échéance"), str(one.due) if one.due else ""),
    )


TEMPLATES = (
    Template(
        "convocation",
        gettext_lazy("Courrier de convocation"),
        "meeting",
        _meeting,
        ("{destinataire}",),
        gettext_lazy("convocation, {seance}"),
        "",
        (
            gettext_lazy("Madame, Monsieur,"),
            gettext_lazy(
                "J’ai l’honneur de vous convier à la séance du comité « {comite} » qui se tiendra {jour} à {heure}, "
                "au lieu suivant : {lieu}."
            ),
            gettext_lazy("L’ordre du jour est le suivant :"),
            "{ordre_du_jour}",
            gettext_lazy(
                "Si vous ne pouvez être présent, je vous remercie de le faire savoir et d’indiquer qui vous "
                "représentera."
            ),
            gettext_lazy("Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."),
        ),
    ),
    Template(
        "demande",
        gettext_lazy("Courrier de demande"),
        "contract",
        _contract,
        ("{prestataire}", "{adresse}"),
        gettext_lazy("demande au titre du contrat « {contrat} »"),
        "{reference}",
        (
            gettext_lazy("Madame, Monsieur,"),
            gettext_lazy("Au titre du contrat « {contrat} », je vous demande de bien vouloir :"),
            "{demande}",
            gettext_lazy("Je vous remercie de me répondre par écrit avant le {reponse_avant}."),
            gettext_lazy("Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées."),
        ),
    ),
    Template(
        "non-reconduction",
        gettext_lazy("Courrier de non-reconduction"),
        "contract",
        _contract,
        ("{prestataire}", "{adresse}"),
        gettext_lazy("non-reconduction du contrat « {contrat} »"),
        "{reference}",
        (
            gettext_lazy("Madame, Monsieur,"),
            gettext_lazy(
                "Je vous informe que la collectivité ne reconduira pas le contrat « {contrat} », qui prendra fin le "
                "{fin}. Le dernier jour pour vous en prévenir est le {preavis}."
            ),
            gettext_lazy(
                "Je vous remercie de me transmettre le plan de réversibilité prévu au contrat, et de m’indiquer le "
                "calendrier de restitution des données avant le {reponse_avant}."
            ),
            gettext_lazy("Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées."),
        ),
    ),
    Template(
        "notification",
        gettext_lazy("Courrier de notification"),
        "decision",
        _decision,
        ("{destinataire}",),
        gettext_lazy("notification de la décision « {decision} »"),
        "{seance}",
        (
            gettext_lazy("Madame, Monsieur,"),
            gettext_lazy(
                "Le comité « {comite} », en sa séance du {jour}, s’est prononcé sur la décision suivante, {issue} "
                "({vote}) :"
            ),
            "{libelle}",
            gettext_lazy("Son exécution est attendue pour l’échéance suivante : {echeance}."),
            gettext_lazy("Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."),
        ),
    ),
)


def template_of(code: str) -> Template | None:
    """Return the template of a code, or ``None``."""
    return next((one for one in TEMPLATES if one.code == code), None)


def templates_for(kind: str) -> list[Template]:
    """Return the templates about a kind of object."""
    return [one for one in TEMPLATES if one.kind == kind]
