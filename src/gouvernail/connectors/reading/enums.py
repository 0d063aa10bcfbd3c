"""What a person answers to a fault that a rule found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """Whether a fault is one; nothing is corrected by the answer itself."""

    OPEN = "", _("À arbitrer")
    KEPT = "retenu", _("Défaut retenu")
    DISMISSED = "ecarte", _("Fausse alerte")


class ReadingState(models.TextChoices):
    """Where the reading of a document stands."""

    QUEUED = "attente", _("En attente")
    READING = "lecture", _("Lecture en cours")
    READY = "a_verifier", _("À vérifier")
    APPLIED = "applique", _("Appliqué")
    CANCELLED = "abandonne", _("Abandonné")
    FAILED = "echec", _("Échec de la lecture")


UNREAD = (ReadingState.QUEUED, ReadingState.READING)
"""The states of a document that is still to be read."""
