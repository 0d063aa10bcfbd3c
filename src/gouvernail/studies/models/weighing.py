"""Who weighs the criteria: functions, never persons, each with the form of weights that suits it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.studies.models.study import Study


class WeightKind(models.TextChoices):
    """How a member says what matters; the codes are those of the ranking engine."""

    NONE = "none", _("Sans poids : toutes les pondérations se valent")
    POINTS = "points", _("Points répartis entre les critères")
    EXACT = "exact", _("Poids exacts, dont la somme fait 100")
    ORDER = "order", _("Un ordre seulement, du plus au moins important")
    SIMOS = "simos", _("Cartes de Simos")
    SWING = "swing", _("Bascule (SWING), de 0 à 100")
    RANGES = "ranges", _("Une fourchette par critère")
    AHP = "ahp", _("Comparaisons deux à deux (AHP)")


class Member(models.Model):
    """A function that weighs the criteria. ``weights`` is what it gave, as the engine reads it; ``None`` before.

    ``account`` is the account that answers for the function: it alone sees and changes the weights until the vote is
    closed. It is never printed nor exported.
    """

    study = models.ForeignKey(Study, verbose_name=_("étude"), on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    function = models.CharField(_("fonction"), max_length=120)
    voices = models.DecimalField(
        _("voix"), max_digits=6, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    weights = models.JSONField(_("poids donnés"), null=True, blank=True, editable=False)
    given_at = models.DateTimeField(_("donnés le"), null=True, blank=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("compte qui répond pour cette fonction"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("membre qui pondère")
        verbose_name_plural = _("membres qui pondèrent")
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["study", "function"], name="function_weighs_once")]

    def __str__(self) -> str:
        return self.function

    @property
    def has_given(self) -> bool:
        """Whether the function gave its weights."""
        return self.weights is not None
