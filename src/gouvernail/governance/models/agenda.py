"""What is on the agenda of a meeting."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models.committees import Meeting


class ItemKind(models.TextChoices):
    """What an agenda item asks of the committee."""

    DECISION = "decision", _("Pour décision")
    FOLLOW_UP = "suivi", _("Suivi")
    ALERT = "alerte", _("Alerte")
    INFORMATION = "information", _("Information")


class AgendaItem(models.Model):
    """A line of the agenda, tied to the object it speaks of where there is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("rang"), default=0)
    kind = models.CharField(_("nature"), max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("point"), max_length=240)
    reason = models.CharField(_("pourquoi à l’ordre du jour"), max_length=240, blank=True)
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
