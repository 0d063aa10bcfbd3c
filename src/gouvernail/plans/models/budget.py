"""The money of the plan: budget lines year by year, envelopes, authorisations of programme."""

from __future__ import annotations

from django.core.exceptions import ValidationError
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


SECTIONS = {BudgetSection.INVESTMENT.value: "investment", BudgetSection.OPERATING.value: "operating"}
"""The sections as the engine of plans names them."""


class BudgetNature(models.TextChoices):
    """Whether a line comes back, was already started, or is new."""

    RECURRENT = "recurrent", _("Récurrent")
    STARTED = "engage", _("Déjà lancé")
    NEW = "nouveau", _("Nouveau")


def amount_field(label: str) -> models.DecimalField:
    """Return a field for euros to the cent, absent while nobody said it."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def year_field() -> models.PositiveSmallIntegerField:
    """Return a field for a budget year."""
    return models.PositiveSmallIntegerField(_("année"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])


class Authorisation(Recorded):
    """An authorisation of programme (AP); its yearly payment credits (CP) are the budget lines that name it."""

    name = models.CharField(_("autorisation de programme"), max_length=160)
    authorised = amount_field(_("montant autorisé"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    voted_on = models.DateField(_("votée le"), null=True, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("autorisation de programme")
        verbose_name_plural = _("autorisations de programme")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class BudgetLine(Recorded):
    """What one thing costs one year: planned, voted, committed, invoiced, paid are five different amounts."""

    year = year_field()
    label = models.CharField(_("libellé"), max_length=200)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    project = models.ForeignKey(
        Project, verbose_name=_("projet"), null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_lines"
    )
    section = models.CharField(_("section"), max_length=20, choices=BudgetSection, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=BudgetNature, blank=True)
    account = models.CharField(_("compte M57"), max_length=12, blank=True)
    planned = amount_field(_("prévu"))
    voted = amount_field(_("voté"))
    committed = amount_field(_("engagé"))
    invoiced = amount_field(_("facturé"))
    paid = amount_field(_("mandaté"))
    carried_over = amount_field(_("reporté sur l’année suivante"))
    induced = amount_field(_("coût de fonctionnement induit par an"))
    choice = models.CharField(
        _("choix à trancher"),
        max_length=120,
        blank=True,
        help_text=_("Les lignes qui portent le même choix sont des variantes : une seule sera faite."),
    )
    variant = models.CharField(_("variante"), max_length=80, blank=True)
    authorisation = models.ForeignKey(
        Authorisation,
        verbose_name=_("autorisation de programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="credits",
    )
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("ligne budgétaire")
        verbose_name_plural = _("lignes budgétaires")
        ordering = ("year", "axis__order", "label")
        indexes = [models.Index(fields=["organisation", "year"], name="budget_year")]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"


class Envelope(Recorded):
    """The most that may be spent in a year, in a section, for an axis (none: all of them).

    With ``last_year`` the amount is for all the years up to it together.
    """

    year = year_field()
    last_year = models.PositiveSmallIntegerField(
        _("jusqu’à l’année"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text=_("À remplir pour une enveloppe de plusieurs années : le montant vaut alors pour toutes ensemble."),
    )
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.CASCADE)
    section = models.CharField(_("section"), max_length=20, choices=BudgetSection, default=BudgetSection.INVESTMENT)
    amount = amount_field(_("montant"))
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("enveloppe")
        verbose_name_plural = _("enveloppes")
        ordering = ("year", "section", "axis__order")

    def __str__(self) -> str:
        years = f"{self.year}-{self.last_year}" if self.over_years else str(self.year)
        return f"{self.get_section_display()} {years}" + (f", {self.axis}" if self.axis else "")

    @property
    def over_years(self) -> bool:
        """Whether its amount is for several years together."""
        return self.last_year is not None and self.last_year > self.year

    def clean(self) -> None:
        """Refuse years that go backwards."""
        if self.last_year is not None and self.last_year < self.year:
            raise ValidationError(
                {"last_year": _("Cette enveloppe finit avant son début : corrigez l’une des années.")}
            )
