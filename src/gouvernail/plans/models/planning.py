"""What a plan is made of: the ways to do a project, and the days of work there are, by skill and never by person."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models.budget import BudgetSection, amount_field
from gouvernail.projects.models import Project
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded, TaxBasis


class ProjectVariant(Recorded):
    """One way to do a project (buy or lease, second site or cloud), spread evenly over its duration."""

    project = models.ForeignKey(Project, verbose_name=_("projet"), on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(_("variante"), max_length=120)
    quarters = models.PositiveSmallIntegerField(_("durée (trimestres)"), validators=[MaxValueValidator(60)])
    months = models.PositiveSmallIntegerField(
        _("durée en mois"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(180)],
        help_text=_("Pour un plan calculé par mois ; sans elle, un trimestre compte trois mois."),
    )
    investment = amount_field(_("investissement"))
    operating = amount_field(_("fonctionnement pendant le projet"))
    running = amount_field(_("fonctionnement par an ensuite"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    days = models.DecimalField(_("jours de travail"), max_digits=8, decimal_places=2, null=True, blank=True)
    skill = models.CharField(_("compétence"), max_length=80, blank=True)
    procurement = models.PositiveSmallIntegerField(
        _("achat avant le début (trimestres)"), null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("variante de projet")
        verbose_name_plural = _("variantes de projet")
        ordering = ("project", "pk")

    def __str__(self) -> str:
        return f"{self.project} : {self.name}"


class Capacity(Recorded):
    """Days of work for one skill: posts by their quota with their leave, or days bought. Nobody is named."""

    skill = models.CharField(_("compétence"), max_length=80)
    function = models.CharField(_("fonction ou prestation"), max_length=120)
    posts = models.DecimalField(
        _("postes (équivalent temps plein)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Un mi-temps s’écrit 0,5. Une longue absence coupe la ligne en deux, avec leurs dates."),
    )
    project_share = models.PositiveSmallIntegerField(
        _("part du temps pour les projets (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    leave_days = models.DecimalField(
        _("congés et absences prévus (jours par an et par poste)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
    )
    bought_days = models.DecimalField(
        _("jours achetables par trimestre"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    day_price = amount_field(_("prix du jour acheté"))
    paid_by = models.CharField(
        _("section qui paie ces jours"), max_length=20, choices=BudgetSection, default=BudgetSection.OPERATING
    )
    starts = PartialDateField(_("à partir de"))
    ends = PartialDateField(_("jusqu’à"))
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("capacité")
        verbose_name_plural = _("capacités")
        ordering = ("skill", "function")

    def __str__(self) -> str:
        return f"{self.skill} : {self.function}"
