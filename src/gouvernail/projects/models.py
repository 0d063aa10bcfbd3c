"""Projects and their milestones."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
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
    mandatory = models.BooleanField(_("obligatoire"), default=False)
    priority = models.PositiveSmallIntegerField(
        _("rang de priorité"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    value = models.PositiveSmallIntegerField(_("valeur (points)"), null=True, blank=True)
    risk_reduction = models.PositiveSmallIntegerField(_("réduction de risque (points)"), null=True, blank=True)
    earliest = PartialDateField(_("pas avant"))
    latest = PartialDateField(_("début au plus tard"))
    deadline = PartialDateField(_("échéance à tenir"))
    soft_deadline = models.BooleanField(
        _("échéance souple"),
        default=False,
        help_text=_("Un retard coûte alors des points au plan, sans être interdit."),
    )
    waits_for = models.ForeignKey(
        "self",
        verbose_name=_("attend la fin de"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="awaited_by",
    )

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


class Urgency(models.TextChoices):
    """How long a need can wait."""

    HIGH = "haute", _("Haute : un service est empêché")
    MEDIUM = "moyenne", _("Moyenne : une gêne durable")
    LOW = "basse", _("Basse : une amélioration")


class NeedState(models.TextChoices):
    """What became of a need."""

    TO_STUDY = "a_instruire", _("À instruire")
    PROJECT = "devenu_projet", _("Devenu un projet")
    DROPPED = "ecarte", _("Écarté")


class Need(Recorded):
    """What a department asks for, before anybody makes a project of it; the sponsor is a function, never a person."""

    title = models.CharField(_("besoin"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    sponsor_role = models.CharField(_("demandé par (fonction)"), max_length=120, blank=True)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    benefit = models.TextField(_("bénéfice attendu"), blank=True)
    urgency = models.CharField(_("urgence"), max_length=10, choices=Urgency, blank=True)
    wanted = PartialDateField(_("souhaité pour"))
    state = models.CharField(_("état"), max_length=20, choices=NeedState, default=NeedState.TO_STUDY)
    reason = models.TextField(_("motif de la suite donnée"), blank=True)

    class Meta:
        verbose_name = _("besoin")
        verbose_name_plural = _("besoins")
        ordering = ("state", "title")

    def __str__(self) -> str:
        return self.title
