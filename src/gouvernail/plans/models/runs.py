"""A plan computed from hypotheses: what was asked, how far it is, what it found, and whether somebody adopted it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models.versions import PlanVersion
from gouvernail.registers.models import Recorded, TaxBasis

SILENCE = timedelta(seconds=30)
"""A computation that says nothing for so long was killed with its process."""


class RunState(models.TextChoices):
    """How far a computation is."""

    QUEUED = "en_attente", _("En attente")
    RUNNING = "en_cours", _("Calcul en cours")
    DONE = "termine", _("Terminé")
    CANCELLED = "arrete", _("Arrêté à la demande")
    INTERRUPTED = "interrompu", _("Interrompu")
    REFUSED = "refuse", _("Refusé")


OPEN_RUNS = (RunState.QUEUED, RunState.RUNNING)


class PlanRun(Recorded):
    """One what-if: its settings, its problem as the engine read it, its result; it applies itself to nothing.

    ``refusal`` is the French sentence of a problem that contradicts itself. ``beat_at`` is the last sign of life.
    """

    title = models.CharField(_("hypothèse"), max_length=160)
    note = models.TextField(_("remarques"), blank=True)
    state = models.CharField(_("état"), max_length=12, choices=RunState, default=RunState.QUEUED, editable=False)
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, editable=False)
    settings = models.JSONField(default=dict, editable=False)
    problem = models.JSONField(default=dict, editable=False)
    left_apart = models.JSONField(default=list, editable=False)
    result = models.JSONField(null=True, editable=False)
    refusal = models.TextField(blank=True, editable=False)
    engine_version = models.CharField(_("version du moteur"), max_length=20, blank=True, editable=False)
    seed = models.PositiveIntegerField(_("graine"), default=0, editable=False)
    seconds = models.PositiveSmallIntegerField(_("secondes de recherche"), default=5, editable=False)
    best = models.DecimalField(max_digits=16, decimal_places=3, null=True, editable=False)
    bound = models.DecimalField(max_digits=16, decimal_places=3, null=True, editable=False)
    stop_asked = models.BooleanField(default=False, editable=False)
    beat_at = models.DateTimeField(null=True, editable=False)
    adopted_at = models.DateTimeField(_("adoptée le"), null=True, editable=False)
    adopted_by = models.CharField(max_length=60, blank=True, editable=False)
    version = models.ForeignKey(
        PlanVersion,
        verbose_name=_("version arrêtée"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="runs",
    )

    class Meta:
        verbose_name = _("hypothèse de plan")
        verbose_name_plural = _("hypothèses de plan")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title

    def state_at(self, now: datetime) -> str:
        """Return how far it is at ``now``: a silent computation was interrupted, whatever it last wrote."""
        if self.state in OPEN_RUNS and (self.beat_at or self.created_at) + SILENCE < now:
            return RunState.INTERRUPTED
        return self.state
