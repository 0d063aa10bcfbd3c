"""When the support is open: hours by weekday since a day, and the days on which it is closed besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.opening_hours import parse_ranges
from gouvernail.organisations.models import Organisation

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def ranges_validator(value: str) -> None:
    """Refuse what is no hours of a day, saying why in French."""
    try:
        parse_ranges(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _hours(label: Any) -> models.CharField:
    return models.CharField(label, max_length=80, blank=True, validators=[ranges_validator])


class OpeningQuerySet(models.QuerySet):
    """Hours and closed days; every way of writing several at once counts delays anew."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create, then count anew."""
        made = list(objs)
        with transaction.atomic():
            created = super().bulk_create(made, *args, **kwargs)
            _count_anew(*made)
        return created

    def bulk_update(self, objs: Iterable[Any], fields: Sequence[str], batch_size: int | None = None) -> int:
        """Change, then count anew, before the change and after it."""
        changed = list(objs)
        with transaction.atomic():
            before = list(self.model._base_manager.filter(pk__in=[one.pk for one in changed]))
            count = super().bulk_update(changed, fields, batch_size)
            _count_anew(*before, *changed)
        return count

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, then count anew."""
        with transaction.atomic():
            before = list(self)
            gone = super().delete()
            _count_anew(*before)
        return gone

    delete.alters_data = True
    delete.queryset_only = True


class Opening(models.Model):
    """What the hours of an organisation depend on; its delays in hours are counted anew when it changes."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )

    objects = OpeningQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and count the delays in hours of all those concerned anew, before the change and after it."""
        with transaction.atomic():
            before = type(self)._default_manager.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            _count_anew(*(one for one in (before, self) if one is not None))

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete, and count the delays in hours of all those concerned anew."""
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            _count_anew(self)
        return gone

    def first_changed(self) -> date:
        """The first day that this says something of."""
        raise NotImplementedError


class OpeningHours(Opening):
    """The hours of the support of an organisation since a day, and of all those below it that say nothing else.

    The latest that began holds. An empty weekday is a closed one. Public holidays are those of the territory.
    """

    since = models.DateField(_("en vigueur depuis le"))
    monday, tuesday = _hours(_("lundi")), _hours(_("mardi"))
    wednesday, thursday = _hours(_("mercredi")), _hours(_("jeudi"))
    friday, saturday, sunday = _hours(_("vendredi")), _hours(_("samedi")), _hours(_("dimanche"))
    open_on_holidays = models.BooleanField(_("ouvert les jours fériés"), default=False)

    class Meta:
        verbose_name = _("horaire du support")
        verbose_name_plural = _("horaires du support")
        ordering = ("organisation__path", "-since")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "since"],
                name="opening_hours_once",
                violation_error_message=_("Un horaire commence déjà ce jour-là : modifiez-le."),
            )
        ]

    def __str__(self) -> str:
        return _now("Depuis le %(day)s") % {"day": f"{self.since:%d/%m/%Y}"}

    def clean(self) -> None:
        """Refuse a support that never opens."""
        if not any(getattr(self, day) for day in WEEK):
            raise ValidationError(
                _("Donnez les heures d’au moins un jour, par exemple « 8 h 30–12 h / 13 h 30–17 h ».")
            )

    def first_changed(self) -> date:
        """The day from which these hours hold."""
        return self.since


class ClosedDays(Opening):
    """Days on which the support of an organisation, and of those below it, is closed besides public holidays."""

    reason = models.CharField(_("motif"), max_length=120)
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))

    class Meta:
        verbose_name = _("fermeture du support")
        verbose_name_plural = _("fermetures du support")
        ordering = ("-first_day", "reason")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="closed_days_in_order",
                violation_error_message=_("Le dernier jour précède le premier."),
            )
        ]

    def __str__(self) -> str:
        return self.reason

    def first_changed(self) -> date:
        """The first day on which it is closed."""
        return self.first_day


def _count_anew(*changed: Opening) -> None:
    if not changed:
        return
    from gouvernail.support.rollups import recount_hours

    concerned = models.Q(pk__in=[])
    for one in changed:
        concerned |= models.Q(path__startswith=one.organisation.path)
    first = min(one.first_changed() for one in changed)
    recount_hours(Organisation.objects.filter(concerned).values_list("pk", flat=True), first)
