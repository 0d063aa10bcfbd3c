"""What a scenario costs, year by year, section by section; never two tax bases in one sum."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.registers.models import TaxBasis
from gouvernail.studies.models.study import Scenario


class CostSection(models.TextChoices):
    """What an amount is for."""

    INVESTMENT = "investissement", _("Investissement")
    OPERATING = "fonctionnement", _("Fonctionnement")
    STAFF = "personnel", _("Personnel")
    TRANSITION = "transition", _("Transition")
    EXIT = "sortie", _("Sortie")


class CostLine(models.Model):
    """One amount of one scenario in one year; empty when nobody knows it yet.

    ``fctva`` is empty while nobody said whether the expense gives right to the FCTVA.
    """

    scenario = models.ForeignKey(
        Scenario, verbose_name=_("scénario"), on_delete=models.CASCADE, related_name="cost_lines"
    )
    year = models.PositiveSmallIntegerField(_("année"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    section = models.CharField(_("section"), max_length=20, choices=CostSection)
    label = models.CharField(_("libellé"), max_length=160, blank=True)
    amount = models.DecimalField(
        _("montant"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    fctva = models.BooleanField(_("éligible au FCTVA"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("coût d’un scénario")
        verbose_name_plural = _("coûts des scénarios")
        ordering = ("scenario", "year", "section", "pk")

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.year}"
