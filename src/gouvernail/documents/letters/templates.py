"""The letters that may be written, each about one object: the words that come with the software, whom they are for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Template:
    """A letter template: the kind of object it speaks of, its words.

    ``recipient``, ``subject``, ``reference`` and ``paragraphs`` name fields (``fields.py``) as ``{key}``.
    """

    code: str
    label: str | Promise
    kind: str
    recipient: tuple[str, ...]
    subject: str | Promise
    reference: str
    paragraphs: tuple[str | Promise, ...]


TEMPLATES = (
    Template(
        "convocation",
        gettext_lazy("Courrier de convocation"),
        "meeting",
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
