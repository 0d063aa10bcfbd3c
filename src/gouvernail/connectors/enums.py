"""The states of an import and what may become of each of its lines."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where an import stands; nothing is written in the registers before « appliqué »."""

    COLUMNS = "colonnes", _("Colonnes à confirmer")
    READING = "lecture", _("Comparaison en cours")
    READY = "a_verifier", _("À vérifier")
    APPLIED = "applique", _("Appliqué")
    CANCELLED = "abandonne", _("Abandonné")
    FAILED = "echec", _("Échec de la lecture")


OPEN_STATES = (RunState.COLUMNS, RunState.READING, RunState.READY, RunState.FAILED)


class Outcome(models.TextChoices):
    """What applying the import would do with a line; only the first two write something."""

    NEW = "nouvelle", _("Nouvelles")
    CHANGED = "modifiee", _("Modifiées")
    DOUBTFUL = "douteuse", _("Douteuses")
    CONFLICT = "conflit", _("En conflit")
    REFUSED = "refusee", _("Refusées")
    UNCHANGED = "inchangee", _("Inchangées")
    SKIPPED = "ecartee", _("Laissées de côté")
    VANISHED = "disparue", _("Disparues")


READY_OUTCOMES = (Outcome.NEW, Outcome.CHANGED)
TO_SETTLE = (Outcome.DOUBTFUL, Outcome.CONFLICT, Outcome.REFUSED)
LEFT_OUT = (Outcome.DOUBTFUL, Outcome.CONFLICT, Outcome.REFUSED, Outcome.SKIPPED)
