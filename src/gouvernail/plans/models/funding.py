"""What pays for a plan beside the budget, and the prices it is counted with: dated data, each with its source."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import EquipmentType
from gouvernail.plans.models.budget import amount_field
from gouvernail.projects.models import Project
from gouvernail.registers.models import Recorded, TaxBasis


class FctvaRegime(models.TextChoices):
    """How long after the payment the FCTVA comes."""

    SAME_YEAR = "n", _("L’année même (N)")
    NEXT_YEAR = "n1", _("L’année suivante (N+1)")
    TWO_YEARS = "n2", _("Deux ans après (N+2)")


class FctvaTerms(Recorded):
    """When an organisation receives its FCTVA, since a day."""

    regime = models.CharField(_("régime de versement"), max_length=4, choices=FctvaRegime)
    since = models.DateField(_("applicable depuis"))
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("régime de versement")
        verbose_name_plural = _("régimes de versement")
        ordering = ("-since",)

    def __str__(self) -> str:
        return f"FCTVA : {self.get_regime_display()}"


class Subsidy(Recorded):
    """An aid asked for a project: asked, notified, received are three different amounts."""

    scheme = models.CharField(_("dispositif"), max_length=160)
    project = models.ForeignKey(
        Project, verbose_name=_("projet"), null=True, blank=True, on_delete=models.SET_NULL, related_name="subsidies"
    )
    asked = amount_field(_("sollicité"))
    notified = amount_field(_("notifié"))
    received = amount_field(_("perçu"))
    public = models.BooleanField(_("aide publique"), default=True)
    acknowledged_on = models.DateField(_("accusé de réception du dossier"), null=True, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("subvention")
        verbose_name_plural = _("subventions")
        ordering = ("scheme",)

    def __str__(self) -> str:
        return f"{self.scheme} : {self.project}" if self.project else self.scheme


class DepreciationTerm(Recorded):
    """How many years the assets of an account are depreciated over, as the assembly voted it, since a day."""

    account = models.CharField(
        _("compte M57"),
        max_length=12,
        validators=[RegexValidator(r"^2\d{1,11}$", _("Un compte d’immobilisation commence par 2, par exemple 21838."))],
        help_text=_("Il vaut aussi pour les comptes qui commencent par ces chiffres, sauf s’ils ont le leur."),
    )
    years = models.PositiveSmallIntegerField(
        _("durée votée (années)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    since = models.DateField(_("applicable depuis"))
    vote = models.CharField(_("délibération"), max_length=160, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("durée d’amortissement")
        verbose_name_plural = _("durées d’amortissement")
        ordering = ("account", "-since")

    def __str__(self) -> str:
        return f"{self.account} : {self.years}"


class UnitPrice(Recorded):
    """What a piece of equipment of one type costs, and how long it is kept, since a day."""

    type = models.CharField(_("type d’équipement"), max_length=30, choices=EquipmentType)
    price = amount_field(_("prix unitaire"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    lifetime = models.PositiveSmallIntegerField(
        _("durée d’usage (années)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    since = models.DateField(_("prix connu depuis"))
    origin = models.CharField(_("origine du prix"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("prix unitaire")
        verbose_name_plural = _("prix unitaires")
        ordering = ("type", "-since")

    def __str__(self) -> str:
        return f"{self.get_type_display()} ({self.since:%d/%m/%Y})"
