"""The French words that charts add to what they are given: kept in one place, so that another language is one file."""

from __future__ import annotations

NO_DATA = "Données absentes"
ABSENT = "non renseigné"
TOTAL = "Total"
SHARE = "Part"
VALUE = "Valeur"
TARGET = "Cible"
COUNT = "Nombre"
SEE_DATA = "Voir les données"
SOURCE = "Source"
NOT_APPLICABLE = "sans objet"
AT_LEAST = "au moins"
NOTHING = "—"
PARTIAL = "au moins : une valeur manque"
YES, NO = "oui", "non"
TODAY = "Aujourd’hui"
APPROXIMATE = "Dates approximatives"
MILESTONE = "Jalon"
MILESTONES = "Jalons"
NO_GROUP = "Sans axe"
BEFORE_PERIOD = "avant la période"
AFTER_PERIOD = "après la période"
BEYOND = "Au-delà du seuil"
MILLION, BILLION = "M", "Md"

EXCESS = "dépassement"
STEPS = "Jalons des projets"

GANTT_HEADERS = ("Axe", "Projet", "Début", "Fin", "Avancement", "État")

#: What each tone says and the symbol that says it without colour.
TONES: dict[str, tuple[str, str]] = {
    "neutral": ("", ""),
    "good": ("✓", "Conforme"),
    "on_track": ("", "Dans les temps"),
    "risk": ("▲", "En risque"),
    "alert": ("●", "En alerte"),
    "done": ("✓", "Terminé"),
    "planned": ("○", "À venir"),
}

#: What a bar of a roadmap says when nobody told how it goes: never that it is on track.
UNTOLD = ("?", "Santé non renseignée")


def health(tone: str) -> tuple[str, str]:
    """The symbol and the word of a bar's tone in a roadmap."""
    return UNTOLD if tone == "neutral" else TONES[tone]


MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
