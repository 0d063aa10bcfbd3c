"""The action plan: what was found, what it risks, what is recommended, what is done."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Organisation
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded, TaxBasis


class Axis(models.Model):
    """A line of the roadmap under which actions, projects and budget lines are filed."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="axes"
    )
    name = models.CharField(_("axe"), max_length=80)
    order = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering = ("order", "name")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="axis_named_once")]

    def __str__(self) -> str:
        return self.name


class FindingState(models.TextChoices):
    """Whether a finding still holds."""

    OPEN = "ouvert", _("Ouvert")
    ADDRESSED = "traite", _("Traité")
    CLOSED = "clos", _("Sans suite")


class Finding(Recorded):
    """What an audit, a court of accounts or a person observed."""

    number = models.CharField(_("n°"), max_length=20, blank=True)
    title = models.CharField(_("constat"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    consequence = models.TextField(_("conséquences"), blank=True)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    origin = models.CharField(_("origine"), max_length=160, blank=True, help_text=_("Audit, CRC, DPO, agent…"))
    observed_on = PartialDateField(_("constaté"))
    state = models.CharField(_("état"), max_length=20, choices=FindingState, default=FindingState.OPEN)

    class Meta:
        verbose_name = _("constat")
        verbose_name_plural = _("constats")
        ordering = ("number", "title")

    def __str__(self) -> str:
        return self.title


class Likelihood(models.IntegerChoices):
    """How likely a risk is."""

    RARE = 1, _("1 · Rare")
    POSSIBLE = 2, _("2 · Possible")
    LIKELY = 3, _("3 · Probable")
    CERTAIN = 4, _("4 · Quasi certain")


class Impact(models.IntegerChoices):
    """How much a risk would cost."""

    MINOR = 1, _("1 · Mineur")
    MODERATE = 2, _("2 · Modéré")
    MAJOR = 3, _("3 · Majeur")
    CRITICAL = 4, _("4 · Critique")


class Treatment(models.TextChoices):
    """What is decided about a risk."""

    REDUCE = "reduire", _("Réduire")
    ACCEPT = "accepter", _("Accepter")
    TRANSFER = "transferer", _("Transférer")
    AVOID = "eviter", _("Éviter")


class Risk(Recorded):
    """What may happen, how likely and how bad; an unscored risk is said to be so, not scored zero."""

    number = models.CharField(_("n°"), max_length=20, blank=True)
    title = models.CharField(_("risque"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    likelihood = models.PositiveSmallIntegerField(_("vraisemblance"), choices=Likelihood, null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("gravité"), choices=Impact, null=True, blank=True)
    treatment = models.CharField(_("traitement"), max_length=20, choices=Treatment, blank=True)
    closed_on = models.DateField(_("levé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("risque")
        verbose_name_plural = _("risques")
        ordering = ("number", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int | None:
        """Likelihood × impact, from 1 to 16; ``None`` when either is not known."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


class Priority(models.IntegerChoices):
    """The four levels of the recommendation matrix (document 001)."""

    PREREQUISITE = 1, _("1 · Prérequis critique")
    THIS_YEAR = 2, _("2 · Prioritaire, à faire dans l’année")
    SPREAD = 3, _("3 · Important, à étaler dans le temps")
    STRATEGIC = 4, _("4 · Stratégique, à affiner")


class RecommendationState(models.TextChoices):
    """What became of a recommendation; a refusal keeps its reason and its day."""

    OPEN = "ouverte", _("Ouverte")
    ACCEPTED = "acceptee", _("Acceptée")
    REFUSED = "refusee", _("Refusée")
    DONE = "realisee", _("Réalisée")


class Recommendation(Recorded):
    """What is advised, with its priority."""

    number = models.CharField(_("n°"), max_length=20, blank=True)
    title = models.CharField(_("recommandation"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    priority = models.PositiveSmallIntegerField(_("priorité"), choices=Priority, null=True, blank=True)
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    origin = models.CharField(_("origine"), max_length=160, blank=True)
    state = models.CharField(_("état"), max_length=20, choices=RecommendationState, default=RecommendationState.OPEN)
    refused_because = models.TextField(_("motif du refus"), blank=True)

    class Meta:
        verbose_name = _("recommandation")
        verbose_name_plural = _("recommandations")
        ordering = ("priority", "number", "title")

    def __str__(self) -> str:
        return self.title


class ActionStatus(models.TextChoices):
    """Where an action stands."""

    TO_STUDY = "a_etudier", _("À étudier")
    TO_PLAN = "a_planifier", _("À planifier")
    TO_APPROVE = "a_valider", _("À valider")
    RUNNING = "en_cours", _("En cours")
    BLOCKED = "bloque", _("Bloqué")
    DONE = "termine", _("Terminé")
    DROPPED = "abandonne", _("Abandonné")


OPEN_STATUSES = (
    ActionStatus.TO_STUDY,
    ActionStatus.TO_PLAN,
    ActionStatus.TO_APPROVE,
    ActionStatus.RUNNING,
    ActionStatus.BLOCKED,
)


class Obstacle(models.TextChoices):
    """Why an action is stopped or put off."""

    TIME = "temps", _("Manque de temps")
    MONEY = "argent", _("Manque d’argent")
    SKILL = "competence", _("Manque de compétence")
    DECISION = "decision", _("Décision attendue")
    SUPPLIER = "prestataire", _("Prestataire ou fournisseur")
    TECHNICAL = "technique", _("Difficulté technique")
    OTHER = "autre", _("Autre raison")


LACK_OF_MEANS = (Obstacle.TIME, Obstacle.MONEY, Obstacle.SKILL)


class Action(Recorded):
    """Something to do, carried by a function (never a named person), due on a date that may be partial."""

    number = models.PositiveIntegerField(_("n°"), null=True, blank=True)
    title = models.CharField(_("action"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("statut"), max_length=20, choices=ActionStatus, default=ActionStatus.TO_STUDY)
    obstacle = models.CharField(
        _("motif d’arrêt ou de report"), max_length=20, choices=Obstacle, blank=True,
        help_text=_("Pourquoi l’action n’avance pas ; vide si elle suit son cours."),
    )  # fmt: skip
    axis = models.ForeignKey(Axis, verbose_name=_("axe"), null=True, blank=True, on_delete=models.SET_NULL)
    owner_role = models.CharField(_("porteur (fonction)"), max_length=120, blank=True)
    due = PartialDateField(_("échéance"))
    progress = models.PositiveSmallIntegerField(
        _("avancement (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    cost = models.DecimalField(
        _("coût"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    tax_basis = models.CharField(_("base du coût"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    remarks = models.TextField(_("remarques"), blank=True)
    evidence = models.TextField(_("preuve de réalisation"), blank=True)
    done_on = models.DateField(_("terminée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("number", "title")
        indexes = [models.Index(fields=["organisation", "status"], name="action_status")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title
