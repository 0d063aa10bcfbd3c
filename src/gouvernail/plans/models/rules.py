"""The rules that tie projects to each other and to the calendar: bonds, and periods in which nothing moves."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.projects.models import Project
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded


class BondKind(models.TextChoices):
    """How two projects are tied."""

    AFTER = "apres", _("attend la fin de")
    EXCLUSIVE = "exclusif", _("exclut")
    TOGETHER = "ensemble", _("ne se fait qu’avec")


class ProjectBond(Recorded):
    """A rule between two projects: one waits for the other, they exclude each other, or they go together."""

    project = models.ForeignKey(Project, verbose_name=_("projet"), on_delete=models.CASCADE, related_name="bonds")
    kind = models.CharField(_("lien"), max_length=10, choices=BondKind)
    other = models.ForeignKey(
        Project, verbose_name=_("autre projet"), on_delete=models.CASCADE, related_name="bonds_from"
    )
    lag_months = models.PositiveSmallIntegerField(
        _("délai après la fin (mois)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text=_("Pour « attend la fin de » : recette, garantie, bilan… Un plan par trimestre arrondit au-dessus."),
    )
    note = models.TextField(_("raison"), blank=True)

    class Meta:
        verbose_name = _("lien entre projets")
        verbose_name_plural = _("liens entre projets")
        ordering = ("kind", "project__title", "pk")

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()} {self.other}"

    def clean(self) -> None:
        """Refuse a project tied to itself, and a delay that no waiting explains."""
        if self.project_id and self.project_id == self.other_id:
            raise ValidationError({"other": _("Un projet ne se lie pas à lui-même : choisissez un autre projet.")})
        if self.lag_months and self.kind != BondKind.AFTER:
            raise ValidationError({"lag_months": _("Un délai ne vaut que pour « attend la fin de » : videz-le.")})


class Forbidden(models.TextChoices):
    """What a frozen period forbids."""

    BOTH = "tout", _("ni début ni livraison")
    START = "debut", _("aucun début")
    DELIVERY = "livraison", _("aucune livraison")


class FrozenPeriod(Recorded):
    """Days in which nothing starts nor is delivered: the closing of the accounts, elections, a move."""

    label = models.CharField(_("période gelée"), max_length=120)
    starts = PartialDateField(_("du"))
    ends = PartialDateField(_("au"))
    every_year = models.BooleanField(_("chaque année"), default=False)
    forbids = models.CharField(_("ce qu’elle interdit"), max_length=10, choices=Forbidden, default=Forbidden.BOTH)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("période gelée")
        verbose_name_plural = _("périodes gelées")
        ordering = ("starts", "label")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse a period without days, or that ends before it starts."""
        if self.starts is None:
            raise ValidationError(
                {"starts": _("Dites au moins quand elle commence : une date, un mois ou un trimestre.")}
            )
        if self.ends is not None and self.ends.last_day < self.starts.first_day:
            raise ValidationError({"ends": _("Cette période finit avant son début : corrigez l’une des dates.")})
