"""Shared spaces (Nextcloud, SharePoint…) and how much they are used."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.registers.models import Recorded


class Space(Recorded):
    """A shared space, with the function that answers for it."""

    name = models.CharField(_("espace"), max_length=120)
    tool = models.CharField(_("outil"), max_length=60, blank=True)
    purpose = models.CharField(_("usage"), max_length=160, blank=True, help_text=_("Service, projet, commune…"))
    department = models.ForeignKey(
        Department, verbose_name=_("service"), null=True, blank=True, on_delete=models.SET_NULL
    )
    owner_role = models.CharField(
        _("responsable (fonction)"),
        max_length=120,
        blank=True,
        help_text=_("Vide : espace sans responsable identifié."),
    )
    volume_gb = models.DecimalField(
        _("volume (Go)"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    measured_on = models.DateField(_("mesuré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("espace partagé")
        verbose_name_plural = _("espaces partagés")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class UsageMeasure(Recorded):
    """How much a collaboration tool held and was used on one day."""

    tool = models.CharField(_("outil"), max_length=60)
    measured_on = models.DateField(_("mesuré le"))
    accounts = models.PositiveIntegerField(_("comptes"), null=True, blank=True)
    active_users = models.PositiveIntegerField(_("utilisateurs actifs (30 jours)"), null=True, blank=True)
    volume_gb = models.DecimalField(
        _("volume (Go)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("mesure d’usage")
        verbose_name_plural = _("mesures d’usage")
        ordering = ("-measured_on",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "tool", "measured_on"], name="usage_measured_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.tool} {self.measured_on:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse to measure how a handful of people use a tool."""
        if self.active_users is not None and (self.accounts is None or self.accounts < SMALL_GROUP):
            raise ValidationError(
                {
                    "active_users": _(
                        "L’usage ne se mesure pas en dessous de %(size)s personnes : indiquez au moins %(size)s "
                        "comptes, ou laissez vide."
                    )
                    % {"size": SMALL_GROUP}
                }
            )
