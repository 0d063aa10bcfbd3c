"""What every business object carries, and the links that make one thread of them all."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Organisation


class TaxBasis(models.TextChoices):
    """Whether an amount is before or after tax; an unknown basis is said, never guessed."""

    TTC = "ttc", _("TTC")
    HT = "ht", _("HT")
    UNKNOWN = "inconnue", _("HT ou TTC non précisé")


class Recorded(models.Model):
    """What an organisation holds, with where it came from.

    ``source`` names the origin (a person's entry, a file, a document), ``source_place`` the sheet and line in it,
    ``raw`` what stood there, column by column, before anybody read it.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    source = models.CharField(_("source"), max_length=200, blank=True, editable=False)
    source_place = models.CharField(_("endroit dans la source"), max_length=120, blank=True, editable=False)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True, editable=False)
    raw = models.JSONField(_("valeurs lues"), null=True, blank=True, editable=False)
    corrected_fields = models.JSONField(_("champs corrigés à la main"), default=list, blank=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        abstract = True


class Relation(models.TextChoices):
    """Why one object leads to another, read from the first to the second."""

    LEADS_TO = "mene_a", _("mène à")
    EXPOSES = "expose_a", _("expose à")
    ANSWERED_BY = "traite_par", _("est traité par")
    DONE_BY = "realise_par", _("est réalisé par")
    FUNDED_BY = "finance_par", _("est financé par")
    DECIDED_BY = "decide_par", _("est décidé par")
    MEASURED_BY = "mesure_par", _("est mesuré par")
    CONCERNS = "concerne", _("concerne")


class Link(models.Model):
    """A step of the thread, from what came first to what followed; both ends are named by kind and identifier."""

    from_kind = models.CharField(max_length=40)
    from_id = models.PositiveBigIntegerField()
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    to_kind = models.CharField(max_length=40)
    to_id = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("lien du fil")
        verbose_name_plural = _("liens du fil")
        constraints = [models.UniqueConstraint(fields=["from_kind", "from_id", "to_kind", "to_id"], name="linked_once")]
        indexes = [models.Index(fields=["to_kind", "to_id"], name="link_backwards")]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_id} {self.relation} {self.to_kind} {self.to_id}"
