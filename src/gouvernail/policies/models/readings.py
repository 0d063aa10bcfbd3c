"""Campaigns of reading: how many people of a department said that they read and accept. Never who."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department
from gouvernail.policies.models.documents import PolicyVersion


class ReadingCampaign(models.Model):
    """A period during which people are asked to read a version and to say that they accept it."""

    version = models.ForeignKey(
        PolicyVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="campaigns"
    )
    opened_on = models.DateField(_("ouverte le"))
    closes_on = models.DateField(_("jusqu’au"))
    closed_on = models.DateField(_("close le"), null=True, blank=True)

    class Meta:
        verbose_name = _("campagne de lecture")
        verbose_name_plural = _("campagnes de lecture")
        ordering = ("-opened_on", "-pk")

    def __str__(self) -> str:
        return f"{self.version} · {self.opened_on:%d/%m/%Y}"


def new_token() -> str:
    """Return a secret that nobody guesses."""
    return secrets.token_urlsafe(24)


class Reading(models.Model):
    """How many people of a department were asked, and how many accepted. No person is written anywhere."""

    campaign = models.ForeignKey(ReadingCampaign, on_delete=models.CASCADE, related_name="readings")
    department = models.ForeignKey(
        Department, verbose_name=_("service"), on_delete=models.RESTRICT, related_name="readings"
    )
    addressed = models.PositiveIntegerField(_("personnes concernées"))
    accepted = models.PositiveIntegerField(_("lu et accepté"), default=0)
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)

    class Meta:
        verbose_name = _("lecture d’un service")
        verbose_name_plural = _("lectures d’un service")
        ordering = ("department__name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "department"], name="department_asked_once"),
            models.CheckConstraint(
                condition=models.Q(accepted__lte=models.F("addressed")), name="no_more_accepted_than_addressed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.department)
