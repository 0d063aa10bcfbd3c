"""Versions of a plan of investment: sets of lines as they stood on a day, which nothing changes afterwards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.plans.models.budget import BudgetNature, BudgetSection, amount_field, year_field
from gouvernail.registers.models import Recorded, TaxBasis


class VersionState(models.TextChoices):
    """What a version was made for."""

    DRAFT = "projet", _("Projet")
    VOTED = "vote", _("Voté")
    REVISED = "revise", _("Révisé")


class PlanVersion(Recorded):
    """A version of the plan: its lines are copies, kept as they were."""

    title = models.CharField(_("version du plan"), max_length=160)
    state = models.CharField(_("état"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    made_on = models.DateField(_("arrêtée le"), editable=False)
    usual_investment = amount_field(_("investissement d’une année habituelle"))
    usual_origin = models.CharField(_("origine de ce montant"), max_length=160, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("version du plan")
        verbose_name_plural = _("versions du plan")
        ordering = ("-made_on", "-pk")

    def __str__(self) -> str:
        return self.title

    def kept_lines(self) -> models.QuerySet[VersionLine]:
        """Return its lines, each with the authorisation of programme that it names."""
        return self.lines.select_related("programme")


class VersionProgramme(models.Model):
    """An authorisation of programme (AP) as it was when the version was arrested; its credits are its lines."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="programmes")
    name = models.CharField(_("autorisation de programme"), max_length=160)
    authorised = amount_field(_("montant autorisé"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis)
    voted_on = models.DateField(_("votée le"), null=True, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("autorisation d’une version")
        verbose_name_plural = _("autorisations d’une version")
        ordering = ("version", "name")

    def __str__(self) -> str:
        return self.name


class VersionLine(models.Model):
    """One line of a version: names are copied, so that a project renamed later does not change what was voted.

    ``key`` tells that two lines of two versions are the same thing: the project when there is one, else the label.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=220)
    label = models.CharField(_("libellé"), max_length=200)
    axis = models.CharField(_("axe"), max_length=160, blank=True)
    axis_order = models.PositiveSmallIntegerField(default=0)
    year = year_field()
    section = models.CharField(_("section"), max_length=20, choices=BudgetSection, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=BudgetNature, blank=True)
    account = models.CharField(_("compte M57"), max_length=12, blank=True)
    amount = amount_field(_("montant"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis)
    choice = models.CharField(_("choix à trancher"), max_length=120, blank=True)
    variant = models.CharField(_("variante"), max_length=80, blank=True)
    induced = amount_field(_("coût de fonctionnement induit par an"))
    programme = models.ForeignKey(
        VersionProgramme,
        verbose_name=_("autorisation de programme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credits",
    )
    committed = amount_field(_("engagé"))
    paid = amount_field(_("mandaté"))

    class Meta:
        verbose_name = _("ligne d’une version")
        verbose_name_plural = _("lignes d’une version")
        ordering = ("version", "axis_order", "label", "year")

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"
