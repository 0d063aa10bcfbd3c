"""Requests that services make of the IT department: aggregated, pseudonymous, and never about who handles them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department
from gouvernail.registers.models import Recorded


class RequestKind(models.TextChoices):
    """What a request is about."""

    SUPPORT = "support", _("Support utilisateurs")
    SITES = "sites", _("Sites et réseau")
    PROJECTS = "projets", _("Projets")
    SECURITY = "securite", _("Sécurité et incidents")


class Request(Recorded):
    """One request, without the one who asked (a pseudonym drawn as it is read) nor the one who answers (nothing)."""

    reference = models.CharField(_("référence"), max_length=40)
    kind = models.CharField(_("nature"), max_length=20, choices=RequestKind)
    category = models.CharField(_("catégorie"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department, verbose_name=_("service demandeur"), null=True, blank=True, on_delete=models.SET_NULL
    )
    opened_on = models.DateField(_("ouverte le"))
    closed_on = models.DateField(_("résolue le"), null=True, blank=True)
    requester = models.CharField(_("demandeur (pseudonyme)"), max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        ordering = ("-opened_on", "reference")
        indexes = [
            models.Index(fields=["organisation", "opened_on", "kind"], name="request_opened"),
            models.Index(fields=["organisation", "closed_on"], name="request_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__gte=models.F("opened_on")) | models.Q(closed_on=None),
                name="request_closed_after_opened",
                violation_error_message=_("La demande est résolue avant d’avoir été ouverte."),
            )
        ]

    def __str__(self) -> str:
        return self.reference
