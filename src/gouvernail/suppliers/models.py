"""Suppliers and the contracts that bind them."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.periods import add_months
from gouvernail.organisations.models import siren_validator
from gouvernail.registers.models import Recorded, TaxBasis

PROCUREMENT_MONTHS = 9
"""From the first draft of a consultation to its notification: an assumption, said wherever it is used."""


class SupplierKind(models.TextChoices):
    """What a supplier, or a contract, is about."""

    TELECOM = "telecoms", _("Télécoms")
    HOSTING = "hebergement", _("Hébergement")
    SOFTWARE = "logiciels", _("Logiciels métiers")
    SUPPORT = "support", _("Support et infogérance")
    HARDWARE = "materiel", _("Matériel")
    ADVICE = "conseil", _("Conseil et AMO")
    OTHER = "autre", _("Autre")


class Supplier(Recorded):
    """A company or body that provides something to the information system."""

    name = models.CharField(_("raison sociale"), max_length=160)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, validators=[siren_validator])
    kind = models.CharField(_("typologie"), max_length=20, choices=SupplierKind)
    active = models.BooleanField(_("actif"), default=True)
    critical = models.BooleanField(_("critique"), default=False)
    structuring = models.BooleanField(_("structurant"), default=False)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("prestataire")
        verbose_name_plural = _("prestataires")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Renewal(models.TextChoices):
    """What happens at the end of a contract."""

    TACIT = "tacite", _("Reconduction tacite")
    EXPRESS = "expresse", _("Reconduction expresse")
    NONE = "aucune", _("Sans reconduction")


class ContractState(models.TextChoices):
    """Where a contract stands."""

    COMING = "a_venir", _("À venir")
    RUNNING = "en_cours", _("En cours")
    DENOUNCED = "denonce", _("Dénoncé")
    ENDED = "termine", _("Terminé")


class Contract(Recorded):
    """A contract or a public market, with the dates by which somebody must act."""

    supplier = models.ForeignKey(
        Supplier, verbose_name=_("prestataire"), on_delete=models.PROTECT, related_name="contracts"
    )
    title = models.CharField(_("objet"), max_length=200)
    reference = models.CharField(_("référence"), max_length=60, blank=True)
    kind = models.CharField(_("typologie"), max_length=20, choices=SupplierKind)
    state = models.CharField(_("état"), max_length=20, choices=ContractState, default=ContractState.RUNNING)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(
        _("préavis (mois)"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    renewal = models.CharField(_("reconduction"), max_length=20, choices=Renewal, blank=True)
    renewals_allowed = models.PositiveSmallIntegerField(_("reconductions permises"), null=True, blank=True)
    renewals_used = models.PositiveSmallIntegerField(_("reconductions utilisées"), null=True, blank=True)
    yearly_amount = models.DecimalField(
        _("montant annuel"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    tax_basis = models.CharField(_("base du montant"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    critical = models.BooleanField(_("critique"), default=False)
    structuring = models.BooleanField(_("structurant"), default=False)
    reversibility = models.BooleanField(_("clause de réversibilité"), null=True, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("contrat")
        verbose_name_plural = _("contrats")
        ordering = ("ends_on", "title")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(ends_on=None)
                | models.Q(starts_on=None),
                name="contract_ends_after_it_starts",
                violation_error_message=_("La fin du contrat précède son début."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def denounce_by(self) -> date | None:
        """The last day to give notice: the end less the notice; ``None`` when either is not known."""
        if self.ends_on is None or self.notice_months is None:
            return None
        return add_months(self.ends_on, -self.notice_months)

    @property
    def consult_by(self) -> date | None:
        """The last day to start the consultation that replaces it, counted back from its end.

        ``None`` when its end is not known, or when it renews itself.
        """
        if self.ends_on is None or self.renewal == Renewal.TACIT:
            return None
        return add_months(self.ends_on, -PROCUREMENT_MONTHS)
