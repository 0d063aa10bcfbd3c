"""What is on the agenda of a meeting."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models.committees import Circle, Committee, Meeting
from gouvernail.papers.models import AttachedFile


class ItemKind(models.TextChoices):
    """What an agenda item asks of the committee."""

    DECISION = "decision", _("Pour décision")
    FOLLOW_UP = "suivi", _("Suivi")
    ALERT = "alerte", _("Alerte")
    INFORMATION = "information", _("Information")


class SentOn(models.TextChoices):
    """Where a point goes when the meeting did not settle it."""

    NEXT = "prochaine", _("Reporté à la prochaine séance")
    ABOVE = "remonte", _("Remonté au COPIL")

    @property
    def verb(self) -> str:
        """The words of the button that does it."""
        return str({SentOn.NEXT: _("Reporter à la prochaine séance"), SentOn.ABOVE: _("Remonter au COPIL")}[self])


class Closed(models.TextChoices):
    """Why a point or a decision is not open to all."""

    NEGOTIATION = "negociation", _("Contrat en négociation")
    STAFF = "personnel", _("Ressources humaines")
    OTHER = "autre", _("Autre motif")


class AgendaItem(models.Model):
    """A line of the agenda, tied to the object it speaks of where there is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    kind = models.CharField(_("nature"), max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("point"), max_length=240)
    reason = models.CharField(_("pourquoi à l’ordre du jour"), max_length=240, blank=True)
    duration = models.PositiveSmallIntegerField(_("durée (minutes)"), null=True, blank=True)
    speaker = models.CharField(_("présenté par (fonction)"), max_length=120, blank=True)
    expected = models.CharField(_("décision attendue"), max_length=240, blank=True)
    paper = models.CharField(
        _("pièce"), max_length=240, blank=True, help_text=_("Nom du document, ou endroit où il se trouve.")
    )
    circle = models.CharField(_("qui peut le lire"), max_length=10, choices=Circle, blank=True)
    closed_because = models.CharField(_("motif de l’accès restreint"), max_length=12, choices=Closed, blank=True)
    sent_on = models.CharField(_("suite du point"), max_length=20, choices=SentOn, blank=True)
    resumes = models.ForeignKey(
        "self",
        verbose_name=_("reprend le point"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="resumed_by",
    )
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    minutes = models.TextField(_("relevé"), blank=True)

    class Meta:
        verbose_name = _("point de l’ordre du jour")
        verbose_name_plural = _("ordre du jour")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "object_kind", "object_id"],
                condition=~models.Q(object_kind=""),
                name="on_the_agenda_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ItemPaper(AttachedFile):
    """A file attached to a point: read by those who may read the point."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("pièce d’un point")
        verbose_name_plural = _("pièces d’un point")
        ordering = ("pk",)


class RecurringItem(models.Model):
    """A point that stands on the agenda of every meeting of a committee."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="recurring")
    title = models.CharField(_("point"), max_length=240)
    kind = models.CharField(_("nature"), max_length=20, choices=ItemKind, default=ItemKind.FOLLOW_UP)
    duration = models.PositiveSmallIntegerField(_("durée (minutes)"), null=True, blank=True)
    speaker = models.CharField(_("présenté par (fonction)"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("point récurrent")
        verbose_name_plural = _("points récurrents")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title
