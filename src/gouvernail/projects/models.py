"""Projects and their milestones."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import Axis
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded


class LifeCycle(models.TextChoices):
    """Where a project is in its life (kept apart from how it goes)."""

    IDEA = "idee", _("Idée")
    STUDY = "etude", _("À l’étude")
    PLANNED = "planifie", _("Planifié")
    RUNNING = "en_cours", _("En cours")
    PAUSED = "en_pause", _("En pause")
    DONE = "termine", _("Terminé")
    DROPPED = "abandonne", _("Abandonné")


LIVE = (LifeCycle.PLANNED, LifeCycle.RUNNING, LifeCycle.PAUSED)


class Health(models.TextChoices):
    """How a project goes."""

    ON_TRACK = "dans_les_temps", _("Dans les temps")
    AT_RISK = "en_risque", _("En risque")
    ALERT = "en_alerte", _("En alerte")


class Project(Recorded):
    """A project of the information system, with a life cycle and a health that are two different things."""

    number = models.CharField(_("n°"), max_length=20, blank=True)
    title = models.CharField(_("projet"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    life_cycle = models.CharField(_("cycle de vie"), max_length=20, choices=LifeCycle, default=LifeCycle.IDEA)
    health = models.CharField(_("santé"), max_length=20, choices=Health, blank=True)
    health_reason = models.CharField(_("motif de la santé"), max_length=240, blank=True)
    structuring = models.BooleanField(_("structurant"), default=False)
    starts = PartialDateField(_("début"))
    ends = PartialDateField(_("fin"))
    progress = models.PositiveSmallIntegerField(
        _("avancement (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    owner_role = models.CharField(_("chef de projet (fonction)"), max_length=120, blank=True)
    sponsor_role = models.CharField(_("commanditaire (fonction)"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("projet")
        verbose_name_plural = _("projets")
        ordering = ("axis__order", "starts", "title")

    def __str__(self) -> str:
        return self.title


class Milestone(Recorded):
    """A step of a project, with the dates as they were written and as they were understood.

    ``doubt`` says what is wrong with the written dates; nothing is corrected in their place.
    """

    project = models.ForeignKey(Project, verbose_name=_("projet"), on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    number = models.CharField(_("n° affiché"), max_length=10, blank=True)
    title = models.CharField(_("jalon"), max_length=240)
    starts = PartialDateField(_("début"))
    ends = PartialDateField(_("fin"))
    written_start = models.CharField(_("début tel qu’écrit"), max_length=80, blank=True)
    written_end = models.CharField(_("fin telle qu’écrite"), max_length=80, blank=True)
    doubt = models.CharField(_("doute sur la date"), max_length=240, blank=True)
    done_on = models.DateField(_("atteint le"), null=True, blank=True)

    class Meta:
        verbose_name = _("jalon")
        verbose_name_plural = _("jalons")
        ordering = ("project", "position", "pk")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title
