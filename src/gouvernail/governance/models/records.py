"""What was shown, as it was that day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.models.committees import Meeting


class FrozenDocument(models.Model):
    """What a document said on the day it was shown: its whole story, kept as it was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="frozen")
    name = models.CharField(_("document"), max_length=40)
    story = models.JSONField(_("contenu"))
    digest = models.CharField(_("empreinte"), max_length=64)
    frozen_at = models.DateTimeField(_("figé le"))
    frozen_by = models.CharField(_("figé par"), max_length=40)

    class Meta:
        verbose_name = _("document figé")
        verbose_name_plural = _("documents figés")
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="frozen_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.meeting}"
