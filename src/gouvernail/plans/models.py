"""The money of the plan: budget lines, year by year."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import Axis
from gouvernail.projects.models import Project
from gouvernail.registers.models import Recorded, TaxBasis


class BudgetSection(models.TextChoices):
    """The two sections of a local budget."""

    INVESTMENT = "investissement", _("Investissement")
    OPERATING = "fonctionnement", _("Fonctionnement")


class BudgetNature(models.TextChoices):
    """Whether a line comes back, was already started, or is new."""

    RECURRENT = "recurrent", _("Récurrent")
    STARTED = "engage", _("Déjà lancé")
    NEW = "nouveau", _("Nouveau")


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class BudgetLine(Recorded):
    """What one thing costs one year: planned, voted, committed, paid are four different amounts."""

    year = models.PositiveSmallIntegerField(_("année"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    label = models.CharField(_("libellé"), max_length=200)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    project = models.ForeignKey(
        Project, verbose_name=_("projet"), null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_lines"
    )
    section = models.CharField(_("section"), max_length=20, choices=BudgetSection, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=BudgetNature, blank=True)
    account = models.CharField(_("compte M57"), max_length=12, blank=True)
    planned = _amount(_("prévu"))
    voted = _amount(_("voté"))
    committed = _amount(_("engagé"))
    paid = _amount(_("mandaté"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("ligne budgétaire")
        verbose_name_plural = _("lignes budgétaires")
        ordering = ("year", "axis__order", "label")
        indexes = [models.Index(fields=["organisation", "year"], name="budget_year")]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"
