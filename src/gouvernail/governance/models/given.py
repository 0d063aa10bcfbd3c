"""The actions that a committee gives on the spot, from a point of its agenda, without a decision."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.action_plan.models import Action
from gouvernail.governance.models.agenda import AgendaItem


class GivenAction(models.Model):
    """An action of the plan, and the point from which it was given."""

    item = models.ForeignKey(AgendaItem, verbose_name=_("point"), on_delete=models.CASCADE, related_name="given")
    action = models.OneToOneField(Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="given_from")

    class Meta:
        verbose_name = _("action donnée en séance")
        verbose_name_plural = _("actions données en séance")
        ordering = ("item__order", "pk")

    def __str__(self) -> str:
        return str(self.action)
