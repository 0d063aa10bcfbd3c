"""The school holidays that committees avoid: which zone a place follows, and those it entered itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Organisation


class SchoolZone(models.TextChoices):
    """A zone of the school calendar; elsewhere (Corse, outre-mer) each place enters its own holidays."""

    A = "A", _("Zone A")
    B = "B", _("Zone B")
    C = "C", _("Zone C")
    OTHER = "autre", _("Autre : vacances saisies ici")


class SchoolCalendar(models.Model):
    """The zone that a place follows, and all those below it that say nothing else; where several, the latest holds."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=120, default=_("Vacances scolaires"))
    zone = models.CharField(_("zone scolaire"), max_length=5, choices=SchoolZone)

    class Meta:
        verbose_name = _("calendrier scolaire")
        verbose_name_plural = _("calendriers scolaires")
        ordering = ("organisation__path", "name")

    def __str__(self) -> str:
        return self.name


class SchoolBreak(models.Model):
    """School holidays that a place entered: a year that is not shipped, or an academy that keeps its own."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("vacances"), max_length=80)
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("vacances scolaires saisies")
        verbose_name_plural = _("vacances scolaires saisies")
        ordering = ("first_day", "pk")

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse holidays that end before they begin."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("Le dernier jour précède le premier.")})
