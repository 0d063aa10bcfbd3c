"""What is decided, by whom it is carried, what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models.agenda import Closed
from gouvernail.governance.models.committees import Circle, Committee, Meeting
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded


class Outcome(models.TextChoices):
    """What the committee did with a decision put to it."""

    PROPOSED = "proposee", _("Proposée")
    ADOPTED = "adoptee", _("Adoptée")
    AMENDED = "amendee", _("Adoptée après amendement")
    POSTPONED = "ajournee", _("Ajournée")
    REJECTED = "rejetee", _("Rejetée")
    MOOT = "sans_objet", _("Sans objet")


TAKEN = (Outcome.ADOPTED, Outcome.AMENDED)


class Decision(Recorded):
    """A decision: its exact wording, options, condition, who carries it, and what the committee did with it.

    ``condition`` is the condition in words; ``needs_refused`` names the decisions that must fail for this one to be put
    (« à défaut de 1 et 4 ») and ``needs_taken`` those that must pass. A postponed decision stays with its meeting, as
    it was voted there; the one put again to a later meeting says in ``resumes`` which it takes up. A decision taken is
    never rewritten: a later one ``amends`` or ``repeals`` it. One that was ``taken_over`` was settled before Gouvernail
    was there: it keeps the number it bore, and never enters the register, whose numbers it would mix up.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("séance"), null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    number = models.CharField(_("n°"), max_length=20, blank=True)
    taken_over = models.BooleanField(_("reprise d’avant Gouvernail"), default=False, editable=False)
    title = models.CharField(_("intitulé"), max_length=200)
    wording = models.TextField(_("libellé exact soumis"))
    context = models.TextField(_("éléments de contexte"), blank=True)
    options = models.TextField(_("options"), blank=True, help_text=_("Une par ligne."))
    condition = models.CharField(_("condition"), max_length=240, blank=True)
    needs_refused = models.ManyToManyField(
        "self", verbose_name=_("à défaut de"), blank=True, symmetrical=False, related_name="fallback_of"
    )
    needs_taken = models.ManyToManyField(
        "self", verbose_name=_("suppose l’adoption de"), blank=True, symmetrical=False, related_name="supports"
    )
    owner_role = models.CharField(_("porteur (fonction)"), max_length=120, blank=True)
    due = PartialDateField(_("échéance"))
    outcome = models.CharField(_("décision"), max_length=20, choices=Outcome, default=Outcome.PROPOSED)
    amended_wording = models.TextField(_("libellé adopté après amendement"), blank=True)
    reservation = models.TextField(_("réserve"), blank=True, help_text=_("« Sous réserve de l’avis du CST. »"))
    circle = models.CharField(_("qui peut la lire"), max_length=10, choices=Circle, blank=True)
    closed_because = models.CharField(_("motif de l’accès restreint"), max_length=12, choices=Closed, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("pour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("contre"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    comment = models.TextField(_("observations"), blank=True)
    decided_on = models.DateField(_("décidée le"), null=True, blank=True)
    postponed_to = PartialDateField(_("ajournée à"))
    resumes = models.ForeignKey(
        "self",
        verbose_name=_("reprend la décision ajournée"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resumed_by",
    )
    amends = models.ForeignKey(
        "self",
        verbose_name=_("modifie la décision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amended_by",
    )
    repeals = models.ForeignKey(
        "self",
        verbose_name=_("abroge la décision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repealed_by",
    )
    followed_up = models.TextField(_("suite donnée"), blank=True)
    done_on = models.DateField(_("exécutée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ("meeting", "number")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def final_wording(self) -> str:
        """What was adopted: the amended wording where there is one, what was put to the vote otherwise."""
        return self.amended_wording if self.outcome == Outcome.AMENDED and self.amended_wording else self.wording


class RegisterNumber(models.Model):
    """The place of a decision in the register of its committee and year: given once, without gap, never taken back."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="register_numbers")
    year = models.PositiveSmallIntegerField(_("année"))
    rank = models.PositiveIntegerField(_("rang"))
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="register_number")

    class Meta:
        verbose_name = _("numéro au registre")
        verbose_name_plural = _("numéros au registre")
        ordering = ("committee", "-year", "rank")
        constraints = [models.UniqueConstraint(fields=["committee", "year", "rank"], name="register_without_double")]

    def __str__(self) -> str:
        return f"{self.year}-{self.rank:03d}"
