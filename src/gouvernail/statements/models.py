"""A figure that a function states for a period, with the document that says it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Site
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded, TaxBasis
from gouvernail.statements import catalogue as _catalogue  # noqa: F401 (declares the facts)
from gouvernail.statements.checking import faults_of
from gouvernail.statements.facts import fact_choices, fact_of


class Standing(models.TextChoices):
    """Whether there is something to state."""

    STATED = "releve", _("Relevé")
    NOTHING = "sans_objet", _("Sans objet : il n’y a rien à relever, ce n’est pas un zéro")


class Statement(Recorded):
    """One fact of one period: its value, or the word that there is nothing to state.

    ``subject`` is the part of a fact that is split by a list or by things (a priority, a software), ``site`` that of
    one split by site; both are empty for the others. A fact split by member is stated on the member itself.
    """

    fact = models.CharField(_("fait"), max_length=40, choices=fact_choices)
    site = models.ForeignKey(
        Site, verbose_name=_("site"), null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        help_text=_("Seulement pour un fait relevé lieu par lieu."),
    )  # fmt: skip
    subject = models.CharField(
        _("partie"), max_length=80, blank=True,
        help_text=_("Ce dont on parle, pour un fait relevé partie par partie : priorité, thème, logiciel, site web…"),
    )  # fmt: skip
    period = PartialDateField(
        _("période"), null=False, blank=False,
        help_text=_("Mois, trimestre ou année (« mars 2026 », « T1 2026 », « 2025 ») ; un jour pour un état."),
    )  # fmt: skip
    value = models.DecimalField(
        _("valeur"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    standing = models.CharField(_("situation"), max_length=12, choices=Standing, default=Standing.STATED)
    tax_basis = models.CharField(_("base"), max_length=10, choices=TaxBasis, blank=True)
    document = models.CharField(
        _("document source"),
        max_length=300,
        blank=True,
        help_text=_("Le document qui le dit, avec sa date ou son adresse."),
    )
    remark = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("chiffre relevé")
        verbose_name_plural = _("chiffres relevés")
        ordering = ("-period", "fact", "subject")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "fact", "subject", "period"], condition=models.Q(site=None),
                name="stated_once",
                violation_error_message=_("Ce chiffre est déjà relevé pour cette période : corrigez-le."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "fact", "subject", "site", "period"], condition=~models.Q(site=None),
                name="stated_once_a_site",
                violation_error_message=_("Ce chiffre est déjà relevé pour ce lieu et cette période : corrigez-le."),
            ),
            models.CheckConstraint(
                condition=(models.Q(value=None, standing="sans_objet") | models.Q(value__gte=0, standing="releve"))
                & ~models.Q(period=None),
                name="stated_or_without_object",
                violation_error_message=_("Donnez une valeur, ou cochez « sans objet » : l’un des deux."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["fact", "organisation"], name="statement_by_fact")]

    def __str__(self) -> str:
        parts = (str(fact_of(self.fact).label), self.part, self.period.short() if self.period else "")
        return " · ".join(part for part in parts if part)

    @property
    def is_without_object(self) -> bool:
        """Whether there is nothing to state."""
        return self.standing == Standing.NOTHING

    @property
    def part(self) -> str:
        """Which part of the fact this is, in French; "" for a fact that is not split."""
        if self.site_id:
            return str(self.site)
        return fact_of(self.fact).part_label(self.subject) if self.subject else ""

    def clean(self) -> None:
        """Refuse what the fact does not allow, each fault with its sentence at its field."""
        if self.fact and self.period and (faults := faults_of(self)):
            raise ValidationError(faults)
