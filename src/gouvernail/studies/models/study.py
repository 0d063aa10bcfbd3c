"""A question and the scenarios that could answer it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.registers.models import Recorded
from gouvernail.studies.methods import method_choices

SEED = 2026
"""The seed of the draws when nobody chose one: the same draws give the same figures."""


class StudyState(models.TextChoices):
    """Where a study stands."""

    DRAFT = "brouillon", _("Brouillon")
    PRESENTED = "presentee", _("Présentée")
    DECIDED = "decidee", _("Décidée")
    FROZEN = "figee", _("Figée")


OPEN_STATES = (StudyState.DRAFT,)
"""States in which the ratings, the criteria and the costs may change."""


class Study(Recorded):
    """A question, and what is needed to answer it so that the answer stands up.

    ``weights_open``: the members are still giving their weights, and nobody sees those of another. ``chosen`` is the
    scenario put to the committee; ``frozen`` what the comparison said on the day it was frozen.
    """

    title = models.CharField(_("étude"), max_length=200)
    question = models.TextField(_("question posée"))
    situation = models.TextField(_("situation"), blank=True, help_text=_("Le constat de départ, en quelques phrases."))
    outside_view = models.TextField(
        _("avis reçu"),
        blank=True,
        help_text=_("Ce que recommande un prestataire ou un document ; montré, sans compter dans le classement."),
    )
    plan = models.TextField(_("plan en étapes"), blank=True, help_text=_("Une étape par ligne."))
    method = models.CharField(
        _("méthode"),
        max_length=30,
        choices=method_choices,
        default="weighted_sum",
        help_text=_("Présentée en premier ; les autres la recoupent toujours."),
    )
    seed = models.PositiveIntegerField(
        _("graine des tirages"), default=SEED, help_text=_("La même graine redonne exactement les mêmes tirages.")
    )
    first_year = models.PositiveSmallIntegerField(
        _("première année"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    years = models.PositiveSmallIntegerField(
        _("horizon (années)"), default=3, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    state = models.CharField(_("état"), max_length=20, choices=StudyState, default=StudyState.DRAFT, editable=False)
    weights_open = models.BooleanField(_("poids en cours de recueil"), default=True, editable=False)
    chosen = models.ForeignKey(
        "studies.Scenario",
        verbose_name=_("scénario retenu"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    frozen = models.JSONField(_("résultat figé"), null=True, blank=True, editable=False)
    frozen_on = models.DateField(_("figée le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("étude")
        verbose_name_plural = _("études")
        ordering = ("-created_at", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether its content may still change."""
        return self.state in OPEN_STATES


class Scenario(Recorded):
    """One way to answer the question. ``parts`` are the scenarios that a combination joins.

    ``recommended``: the document or the consultant recommends it. ``examined``: it was examined like the others;
    a recommended scenario that was not is pointed out.
    """

    study = models.ForeignKey(Study, verbose_name=_("étude"), on_delete=models.CASCADE, related_name="scenarios")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    name = models.CharField(_("scénario"), max_length=160)
    short_name = models.CharField(_("nom court"), max_length=40, blank=True)
    summary = models.TextField(_("principe"), blank=True)
    baseline = models.BooleanField(_("« ne rien faire »"), default=False)
    recommended = models.BooleanField(_("recommandé par l’avis reçu"), default=False)
    examined = models.BooleanField(_("étudié comme les autres"), default=True)
    parts = models.ManyToManyField(
        "self",
        verbose_name=_("combine"),
        blank=True,
        symmetrical=False,
        related_name="combined_in",
        help_text=_("Les scénarios que celui-ci réunit ; leurs notes se composent par la règle de chaque critère."),
    )
    incompatible = models.ManyToManyField(
        "self",
        verbose_name=_("incompatible avec"),
        blank=True,
        symmetrical=True,
        help_text=_("Ne peuvent être combinés."),
    )
    advantages = models.TextField(_("avantages"), blank=True, help_text=_("Un par ligne."))
    limits = models.TextField(_("limites"), blank=True, help_text=_("Une par ligne."))
    risks = models.TextField(_("risques"), blank=True, help_text=_("Un par ligne."))
    conditions = models.TextField(_("conditions de réussite"), blank=True, help_text=_("Une par ligne."))
    social_effect = models.TextField(_("effet social"), blank=True)
    reversibility = models.TextField(_("réversibilité"), blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("scénario")
        verbose_name_plural = _("scénarios")
        ordering = ("study", "order", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save it where its study is."""
        self.organisation_id = self.study.organisation_id
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name that fits in a table."""
        return self.short_name or self.name
