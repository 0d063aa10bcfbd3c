"""The states of a connection's readings, and what may become of each record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Schedule(models.TextChoices):
    """How often a source is read by itself."""

    NONE = "aucune", _("Seulement à la demande")
    HOUR = "heure", _("Toutes les heures")
    DAY = "jour", _("Tous les jours")
    WEEK = "semaine", _("Toutes les semaines")


class ReadingState(models.TextChoices):
    """Where a reading stands; nothing is written in the registers before « appliquée »."""

    READING = "lecture", _("Lecture en cours")
    READY = "a_verifier", _("À vérifier")
    APPLIED = "appliquee", _("Appliquée")
    CANCELLED = "abandonnee", _("Abandonnée")
    FAILED = "echec", _("Échec")
    INTERRUPTED = "interrompue", _("Interrompue")


class Outcome(models.TextChoices):
    """What applying a reading would do with a record."""

    NEW = "nouvelle", _("Nouvelles")
    CHANGED = "modifiee", _("Modifiées")
    VANISHED = "disparue", _("Disparues")
    DOUBTFUL = "douteuse", _("Douteuses")
    CONFLICT = "conflit", _("En conflit")
    REFUSED = "refusee", _("Refusées")
    UNCHANGED = "inchangee", _("Inchangées")


class WordField(models.TextChoices):
    """What a word of a source is turned into."""

    KIND = "nature", _("Nature de la demande")
    DEPARTMENT = "service", _("Service")
    ENTITY = "entite", _("Collectivité")
