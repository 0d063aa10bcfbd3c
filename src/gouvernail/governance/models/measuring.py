"""Which indicator measures the result of what was decided or done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndicatorTie(models.Model):
    """An object of the thread is measured by an indicator, named by its code."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    code = models.CharField(_("indicateur"), max_length=20)

    class Meta:
        verbose_name = _("lien vers un indicateur")
        verbose_name_plural = _("liens vers un indicateur")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "code"], name="measured_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} · {self.code}"
