"""Processes, their activities, and who does what in each: realises, answers for it, is consulted, is informed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.policies.models.documents import Policy
from gouvernail.registers.models import Recorded


class Process(Recorded):
    """A way of doing that comes back: an arrival, an incident, a purchase."""

    name = models.CharField(_("processus"), max_length=160)
    purpose = models.TextField(_("finalité"), blank=True)
    policy = models.ForeignKey(
        Policy,
        verbose_name=_("décrit par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="processes",
    )
    functions = models.TextField(
        _("fonctions"), blank=True, help_text=_("Une par ligne, dans l’ordre des colonnes ; jamais un nom de personne.")
    )

    class Meta:
        verbose_name = _("processus")
        verbose_name_plural = _("processus")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="process_named_once")]

    def __str__(self) -> str:
        return self.name

    def columns(self) -> list[str]:
        """The functions of the process, each once, in their order."""
        return list(dict.fromkeys(line.strip() for line in self.functions.splitlines() if line.strip()))


class Activity(models.Model):
    """A step of a process."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="activities")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    title = models.CharField(_("activité"), max_length=200)

    class Meta:
        verbose_name = _("activité d’un processus")
        verbose_name_plural = _("activités d’un processus")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class Letter(models.TextChoices):
    """What a function does in an activity."""

    RESPONSIBLE = "R", _("Réalise")
    ACCOUNTABLE = "A", _("Approuve et en répond")
    CONSULTED = "C", _("Est consulté")
    INFORMED = "I", _("Est informé")


class Involvement(models.Model):
    """A function in an activity. One may both realise and approve."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="involvements")
    function = models.CharField(_("fonction"), max_length=120)
    letter = models.CharField(_("rôle"), max_length=1, choices=Letter)

    class Meta:
        verbose_name = _("rôle dans une activité")
        verbose_name_plural = _("rôles dans une activité")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["activity", "function", "letter"], name="involved_once_by_letter")
        ]

    def __str__(self) -> str:
        return f"{self.function} : {self.letter}"
