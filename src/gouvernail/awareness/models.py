"""Awareness: phishing campaigns, counted by department, never by person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department
from gouvernail.registers.models import Recorded


class Campaign(Recorded):
    """A phishing exercise sent on one day."""

    name = models.CharField(_("campagne"), max_length=120)
    sent_on = models.DateField(_("envoyée le"))
    theme = models.CharField(_("thème"), max_length=120, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("campagne d’hameçonnage")
        verbose_name_plural = _("campagnes d’hameçonnage")
        ordering = ("-sent_on",)

    def __str__(self) -> str:
        return self.name


class CampaignResult(models.Model):
    """How many people of one department were reached, and did what; each person is counted once."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="results")
    department = models.ForeignKey(Department, verbose_name=_("service"), on_delete=models.CASCADE, related_name="+")
    recipients = models.PositiveIntegerField(_("destinataires"))
    clicked = models.PositiveIntegerField(_("ont cliqué"))
    submitted = models.PositiveIntegerField(_("ont saisi un mot de passe"), null=True, blank=True)
    reported = models.PositiveIntegerField(_("ont signalé"), null=True, blank=True)

    class Meta:
        verbose_name = _("résultat de campagne")
        verbose_name_plural = _("résultats de campagne")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "department"], name="result_once_by_department"),
            models.CheckConstraint(
                condition=models.Q(clicked__lte=models.F("recipients")),
                name="clicked_at_most_recipients",
                violation_error_message=_("Plus de clics que de destinataires."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.department}"
