"""The matrix of a study: criteria with their scales, and one rating a cell, kept as it was typed."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.studies.models.study import Scenario, Study


class Direction(models.TextChoices):
    """Whether more of a criterion is better, or less."""

    MORE = "plus", _("Plus il y en a, mieux c’est")
    LESS = "moins", _("Moins il y en a, mieux c’est")


class Combination(models.TextChoices):
    """How the ratings of two scenarios combine on one criterion."""

    BEST = "meilleur", _("La meilleure des notes réunies")
    WORST = "pire", _("La moins bonne des notes réunies")
    SUM = "somme", _("La somme des notes réunies")
    BY_HAND = "main", _("Donnée à la main")


def measure(label: str, **options: object) -> models.DecimalField:
    """Return the field of a measure in the unit of its criterion; empty when not known."""
    return models.DecimalField(label, max_digits=14, decimal_places=4, null=True, blank=True, **options)


class Criterion(models.Model):
    """One line of the matrix. With words, its scale goes from ``low`` to ``high`` levels that people give the words.

    ``counts`` is false for a line that is shown without entering the ranking. Thresholds, veto (a difference) and
    requirement (a limit) are in the unit of the criterion. ``value`` is what a measure is worth, as the engine reads it
    (``points`` joined by lines, or ``steps``); empty for a straight line.
    """

    study = models.ForeignKey(Study, verbose_name=_("étude"), on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    name = models.CharField(_("critère"), max_length=120)
    direction = models.CharField(_("sens"), max_length=10, choices=Direction, default=Direction.MORE)
    counts = models.BooleanField(
        _("compte dans le classement"), default=True, help_text=_("Sinon la ligne est montrée comme du texte.")
    )
    in_words = models.BooleanField(_("noté en mots"), default=True)
    ordinal = models.BooleanField(
        _("seul l’ordre des niveaux compte"),
        default=False,
        help_text=_("L’écart entre deux niveaux est alors tiré au hasard, au lieu d’être partout le même."),
    )
    low = measure(_("bas de l’échelle"), default=Decimal(1))
    high = measure(_("haut de l’échelle"), default=Decimal(5))
    unit = models.CharField(_("unité"), max_length=20, blank=True)
    indifference = measure(_("écart négligeable"))
    preference = measure(_("écart décisif"))
    veto = measure(_("veto : écart qui disqualifie"))
    requirement = measure(_("exigence : niveau à atteindre"))
    value = models.JSONField(_("valeur d’une mesure"), null=True, blank=True)
    combination = models.CharField(_("en combinaison"), max_length=10, choices=Combination, default=Combination.BEST)
    note = models.TextField(_("remarques"), blank=True)
    source_place = models.CharField(_("endroit dans la source"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("critère")
        verbose_name_plural = _("critères")
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="criterion_named_once")]

    def __str__(self) -> str:
        return self.name


class ScaleWord(models.Model):
    """A word used on a criterion, and the levels that a person gave it; ``other_low`` when it reads in two ways."""

    LONGEST = 500  # beyond, a text is no word: its cell is read by itself

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="words")
    text = models.CharField(_("mot"), max_length=LONGEST)
    low = measure(_("niveau, au moins"))
    high = measure(_("niveau, au plus"))
    other_low = measure(_("autre lecture, au moins"))
    other_high = measure(_("autre lecture, au plus"))
    note = models.CharField(_("pourquoi"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mot d’échelle")
        verbose_name_plural = _("mots d’échelle")
        ordering = ("criterion", "low", "text")
        constraints = [models.UniqueConstraint(fields=["criterion", "text"], name="word_given_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_placed(self) -> bool:
        """Whether a person said where the word stands."""
        return self.low is not None and self.high is not None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the word can be read in two ways."""
        return self.other_low is not None and self.other_high is not None


class Rating(models.Model):
    """One cell. ``raw`` is what was typed or read, never changed by the reading.

    ``low`` and ``high`` are the reading of this very cell, where a person gave one; otherwise the word's. ``unknown``
    says that nobody knows, which is not the same as an empty cell. ``elsewhere`` quotes what the source says of the
    same thing in another place, when the two contradict each other, with its own reading.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="ratings")
    raw = models.TextField(_("note"), blank=True)
    low = measure(_("lue, au moins"))
    high = measure(_("lue, au plus"))
    unknown = models.BooleanField(_("inconnue"), default=False)
    note = models.TextField(_("remarque"), blank=True)
    elsewhere = models.TextField(_("ce que la source dit ailleurs"), blank=True)
    elsewhere_low = measure(_("lue ailleurs, au moins"))
    elsewhere_high = measure(_("lue ailleurs, au plus"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_place = models.CharField(_("endroit dans la source"), max_length=120, blank=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    class Meta:
        verbose_name = _("note d’un scénario")
        verbose_name_plural = _("notes des scénarios")
        constraints = [models.UniqueConstraint(fields=["scenario", "criterion"], name="rated_once")]

    def __str__(self) -> str:
        return self.raw or str(_("inconnue"))
