"""Requests that services make of the IT department: aggregated, pseudonymous, and never about who handles them."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.models import Department, Organisation
from gouvernail.registers.models import Recorded
from gouvernail.support.opening import ClosedDays as ClosedDays
from gouvernail.support.opening import OpeningHours as OpeningHours
from gouvernail.support.writing import INSTANTS, RequestQuerySet, changed_months, months_changed, months_of


class RequestKind(models.TextChoices):
    """What a request is about."""

    SUPPORT = "support", _("Support utilisateurs")
    SITES = "sites", _("Sites et réseau")
    PROJECTS = "projets", _("Projets")
    SECURITY = "securite", _("Sécurité et incidents")


class HolidayZone(models.TextChoices):
    """Territories that keep their own public holidays, by the keys of ``kernel.working_days``."""

    METROPOLE = "metropole", _("Métropole")
    ALSACE_MOSELLE = "alsace-moselle", _("Alsace-Moselle")
    GUADELOUPE = "guadeloupe", _("Guadeloupe")
    GUYANE = "guyane", _("Guyane")
    MARTINIQUE = "martinique", _("Martinique")
    MAYOTTE = "mayotte", _("Mayotte")
    NOUVELLE_CALEDONIE = "nouvelle-caledonie", _("Nouvelle-Calédonie")
    POLYNESIE = "polynesie", _("Polynésie française")
    REUNION = "reunion", _("La Réunion")
    SAINT_BARTHELEMY = "saint-barthelemy", _("Saint-Barthélemy")
    SAINT_MARTIN = "saint-martin", _("Saint-Martin")
    SAINT_PIERRE = "saint-pierre-et-miquelon", _("Saint-Pierre-et-Miquelon")
    WALLIS = "wallis-et-futuna", _("Wallis-et-Futuna")


class Request(Recorded):
    """One request, without the one who asked (a pseudonym drawn as it is read) nor the one who answers (nothing).

    ``opened_at``, ``answered_at`` and ``closed_at`` are instants, absent where its source tells no more than a day;
    ``opened_on`` and ``closed_on`` are always days.

    Its title is not kept, for it may name somebody: ``title_sketch`` is what remains of it, as ``support.titles`` made
    it while it was read, enough to tell that two titles are alike. ``equipment_key`` tells in the same way that two
    requests are about the same equipment. Neither is ever shown, exported or read back.

    The database looks up neither the organisation nor the department of each of a million requests: each pair is
    looked up once, in the monthly rows that are written with them (``MonthFigures``, ``DepartmentMonth``).
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("collectivité"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # three indexes begin with it
        db_constraint=False,
    )
    reference = models.CharField(_("référence"), max_length=40)
    kind = models.CharField(_("nature"), max_length=20, choices=RequestKind)
    category = models.CharField(_("catégorie"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("service demandeur"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
    )
    opened_on = models.DateField(_("ouverte le"))
    closed_on = models.DateField(_("résolue le"), null=True, blank=True)
    opened_at = models.DateTimeField(_("heure d’ouverture"), null=True, blank=True)
    answered_at = models.DateTimeField(_("heure de prise en charge"), null=True, blank=True)
    closed_at = models.DateTimeField(_("heure de résolution"), null=True, blank=True)
    requester = models.CharField(_("demandeur (pseudonyme)"), max_length=32, blank=True, editable=False)
    title_sketch = models.BinaryField(_("empreinte de l’intitulé"), max_length=64, default=bytes, blank=True)
    equipment_key = models.BigIntegerField(_("équipement (pseudonyme)"), null=True, blank=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        ordering = ("-opened_on", "reference")
        indexes = [
            models.Index(fields=["organisation", "opened_on", "kind"], name="request_opened"),
            models.Index(fields=["organisation", "closed_on"], name="request_closed"),
            # Every fact that one may filter or count: what no monthly row answers is read here, not row by row.
            models.Index(
                fields=["organisation", "category", "opened_on", "kind", "department", "closed_on"],
                name="request_facts",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__gte=models.F("opened_on")) | models.Q(closed_on=None),
                name="request_closed_after_opened",
                violation_error_message=_("La demande est résolue avant d’avoir été ouverte."),
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and bring the monthly tables up to date in the same transaction."""
        self.drop_other_days()
        with months_changed() as touched:
            touched.update(changed_months(type(self)._base_manager.filter(pk=self.pk)) if self.pk else ())
            super().save(*args, **kwargs)
            touched.update(months_of([self]))

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete, and bring the monthly tables up to date in the same transaction."""
        with months_changed() as touched:
            touched.update(changed_months(type(self)._base_manager.filter(pk=self.pk)))
            return super().delete(*args, **kwargs)

    def drop_other_days(self) -> None:
        """Forget an hour of another day than the one said: whoever corrected the day told no hour."""
        for instant, day in INSTANTS:
            held = getattr(self, instant)
            if (
                held is not None
                and isinstance(held, datetime)
                and timezone.localtime(held).date() != getattr(self, day)
            ):
                setattr(self, instant, None)


class MonthFigures(models.Model):
    """What the requests of one kind were, one month: counts and sums that indicators read.

    Derived from the requests, in the transaction that writes them. ``delays`` and ``working_delays`` count those
    resolved in the month by whole days, of the calendar and of work; ``opened_days`` and ``closed_days`` count them by
    day of the month, and ``waiting`` those opened on each day that nobody has resolved yet. ``timed`` are those
    resolved whose hours are known, ``minutes`` what they took in opening hours, ``minute_delays`` how many took each
    number of minutes (``support.minutes``).
    """

    month = models.DateField(_("mois"))
    kind = models.CharField(_("nature"), max_length=20, choices=RequestKind)
    opened = models.PositiveIntegerField(_("ouvertes"), default=0)
    closed = models.PositiveIntegerField(_("résolues"), default=0)
    assessed = models.PositiveIntegerField(_("comparables"), default=0)
    recurring = models.PositiveIntegerField(_("récurrentes"), default=0)
    days = models.PositiveBigIntegerField(_("jours de calendrier"), default=0)
    working_days = models.PositiveBigIntegerField(_("jours ouvrés"), default=0)
    timed = models.PositiveIntegerField(_("résolues dont l’heure est connue"), default=0)
    minutes = models.PositiveBigIntegerField(_("minutes ouvrées"), default=0)
    minute_delays = models.BinaryField(_("délais en minutes ouvrées"), default=bytes, blank=True)
    delays = models.JSONField(_("délais"), default=dict)
    working_delays = models.JSONField(_("délais en jours ouvrés"), default=dict)
    opened_days = models.JSONField(_("ouvertes par jour"), default=dict)
    closed_days = models.JSONField(_("résolues par jour"), default=dict)
    waiting = models.JSONField(_("en attente par jour d’ouverture"), default=dict)
    first_opened = models.DateField(_("première ouverture"), null=True, blank=True)
    last_read = models.DateTimeField(_("dernière lecture"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.kind}"


class RequestMonth(MonthFigures):
    """A month of one organisation, what stands below it left aside."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("mois de demandes")
        verbose_name_plural = _("mois de demandes")
        constraints = [models.UniqueConstraint(fields=["organisation", "month", "kind"], name="request_month_once")]


class PlaceMonth(MonthFigures):
    """A month of a place: an organisation and all that stands below it. A page reads these rows and no others."""

    place = models.ForeignKey(Organisation, verbose_name=_("lieu"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mois d’un lieu")
        verbose_name_plural = _("mois des lieux")
        constraints = [models.UniqueConstraint(fields=["place", "month", "kind"], name="place_month_once")]


class DepartmentMonth(models.Model):
    """How many requests a department opened one month; several rows for one key add up."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField(_("mois"))
    department = models.ForeignKey(
        Department, verbose_name=_("service demandeur"), null=True, blank=True, on_delete=models.SET_NULL
    )
    opened = models.PositiveIntegerField(_("ouvertes"), default=0)

    class Meta:
        verbose_name = _("mois d’un service")
        verbose_name_plural = _("mois des services")
        indexes = [models.Index(fields=["organisation", "month", "department", "opened"], name="department_month")]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.department_id}"


class DepartmentTotal(models.Model):
    """How many requests a department ever opened, so that nobody has to add its months up to know that it asks."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("service demandeur"), null=True, blank=True, on_delete=models.CASCADE
    )
    opened = models.PositiveIntegerField(_("ouvertes"), default=0)

    class Meta:
        verbose_name = _("total d’un service")
        verbose_name_plural = _("totaux des services")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.department_id}"


class WorkCalendar(models.Model):
    """The territory whose public holidays an organisation keeps, and all those below it that say nothing else.

    Where there are several, the latest one holds.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=120, default=_("Jours fériés"))
    zone = models.CharField(_("territoire"), max_length=30, choices=HolidayZone, default=HolidayZone.METROPOLE)

    class Meta:
        verbose_name = _("calendrier de travail")
        verbose_name_plural = _("calendriers de travail")
        ordering = ("organisation__path", "name")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and count the delays of all those concerned anew."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._rebuild()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete, and count the delays of all those concerned anew."""
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            self._rebuild()
        return gone

    def _rebuild(self) -> None:
        from gouvernail.support.rollups import rebuild

        concerned = Organisation.objects.filter(path__startswith=self.organisation.path)
        rebuild(concerned.values_list("pk", flat=True))
