"""How requests are listed: never by who asked, never by who answers, and no small department named."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.opening_hours import parse_ranges, written_ranges
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.register import Badge, Column, Filter, Register, Sealed, Section, Tab
from gouvernail.registers.registry import register
from gouvernail.support.models import ClosedDays, OpeningHours, Request, WorkCalendar
from gouvernail.support.opening import WEEK
from gouvernail.support.opening_form import OpeningHoursForm
from gouvernail.support.queries import telling
from gouvernail.support.titles import equipment_keys_of, sketches_of
from gouvernail.support.writing import INSTANTS, months_changed


def _department(one: Any) -> str:
    return getattr(one, "shown_department", None) or _now("non affiché (petits services)")


def _offered(place: Organisation, actor: Actor) -> list[tuple[str, str]]:
    return sorted(((str(pk), name) for pk, name in telling(place).departments.items()), key=lambda pair: pair[1])


def _state(one: Any) -> Badge:
    return Badge("good", "circle-check", _("Résolue")) if one.closed_on else Badge("progress", "clock", _("Ouverte"))


@register
class RequestRegister(Register):
    """Requests made of the IT department."""

    kind, model, family, word = "request", Request, "facts", "demandes"
    icon, feminine, menu, linkable = "headset", True, ("activity", 10), False
    columns = (
        Column("reference", sort="reference", primary=True),
        Column("kind", sort="kind"),
        Column("category", sort="category"),
        Column("department", value=_department),
        Column("opened_on", sort="opened_on"),
        Column("closed_on", sort="closed_on"),
        Column("state", _("état"), badge=_state),
    )
    filters = (Filter("kind"), Filter("department", _("service demandeur"), choices=_offered))
    tabs = (
        Tab("ouvertes", _("Ouvertes"), lambda today: Q(closed_on=None)),
        Tab("resolues", _("Résolues"), lambda today: Q(closed_on__isnull=False)),
    )
    search = ("reference", "category")
    bulk_fields = ("kind", "category")
    form_fields = ("organisation", "reference", "kind", "category", "opened_on", "closed_on")
    sealed = {
        "title_sketch": Sealed(
            _("Intitulé"),
            _("Pour compter les demandes qui reviennent : il est réduit à une empreinte, non gardé. Vide : inchangé."),
            sketches_of,
        ),
        "equipment_key": Sealed(
            _("Équipement"),
            _("Son nom ou son numéro, pour la même raison ; il n’est pas gardé non plus. Vide : inchangé."),
            equipment_keys_of,
        ),
    }
    natural_key = ("reference",)
    import_only = ("opened_at", "answered_at", "closed_at")
    hours = {day: instant for instant, day in INSTANTS}
    sections = (
        Section("", ("reference", "kind", "category", "opened_on", "closed_on")),
        Section(_("Heures connues"), ("opened_at", "answered_at", "closed_at")),
    )

    def writing(self) -> AbstractContextManager[object]:
        """Refresh each month once, whatever the number of requests written."""
        return months_changed()

    def objects(self, place: Organisation, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Return the requests, each with what may be told of where it comes from; none where their number would tell.

        A person who may change requests still finds each of them by its address, from a larger place.
        """
        told = telling(place)
        query = super().objects(place, actor, verb)
        if place.path in told.withheld:
            return query.none()
        named = When(department__in=list(told.departments), then=F("department__name"))
        silent = Q(organisation__path__in=told.withheld) if told.withheld else Q(pk__in=[])
        return query.annotate(
            shown_department=Case(named, default=Value("")),
            shown_place=Case(When(silent, then=Value(False)), default=Value(True)),
        )

    def notice(self, place: Organisation) -> str:
        """Say why the list is empty where the number of requests alone would tell of too few people."""
        if place.path in telling(place).withheld:
            return _now(
                "Liste non affichée : moins de 5 personnes sont servies ici, ou l’effectif des services n’est pas "
                "renseigné. Renseignez les effectifs dans « Administration », « Services »."
            )
        return super().notice(place)

    def exported(self, obj: Any, name: str) -> Any:
        """Keep back the collectivité of a request where its number of requests would tell."""
        if name == "organisation" and not getattr(obj, "shown_place", True):
            return None
        return super().exported(obj, name)


@register
class WorkCalendarRegister(Register):
    """Whose public holidays an organisation keeps."""

    kind, model, family, word = "work_calendar", WorkCalendar, "structure", "jours-feries"
    icon, menu, linkable = "calendar", ("settings", 40), False
    intro = _(
        "Les délais en jours ouvrés laissent de côté les samedis, les dimanches et les jours fériés du territoire. Une "
        "collectivité suit le calendrier de celle dont elle dépend ; sans calendrier, celui de la métropole."
    )
    columns = (Column("name", sort="name", primary=True), Column("zone", sort="zone"))
    filters = (Filter("zone"),)
    form_fields = ("organisation", "name", "zone")
    search = ("name",)
    sections = (Section("", ("name", "zone")),)
    natural_key = ("name",)


def _day(name: str) -> Column:
    return Column(name, value=lambda one: written_ranges(parse_ranges(getattr(one, name))))


@register
class OpeningHoursRegister(Register):
    """When the support is open."""

    kind, model, family, word = "opening_hours", OpeningHours, "structure", "horaires-du-support"
    icon, menu, linkable = "clock", ("settings", 43), False
    intro = _(
        "Les délais en heures ne comptent que les heures d’ouverture du support, jours fériés et fermetures à part. "
        "Une collectivité suit les horaires de celle dont elle dépend. Sans horaire, les délais restent en jours : "
        "aucun n’est supposé. Quand ils changent, saisissez-en un nouveau avec sa date : l’ancien vaut jusque-là."
    )
    columns = (Column("since", sort="since", primary=True), *map(_day, WEEK))
    form_fields = ("organisation", "since", *WEEK, "open_on_holidays")
    form_class = OpeningHoursForm
    sections = (Section("", ("since", *WEEK, "open_on_holidays")),)
    natural_key = ("since",)


@register
class ClosedDaysRegister(Register):
    """Days on which the support is closed besides public holidays."""

    kind, model, family, word = "closed_days", ClosedDays, "structure", "fermetures-du-support"
    icon, feminine, menu, linkable = "calendar-event", True, ("settings", 44), False
    intro = _(
        "Ponts, fermeture d’été, journée de formation : ces jours ne comptent pas dans les délais en heures, ici et "
        "dans les collectivités qui suivent les mêmes horaires. Les jours fériés du territoire sont déjà connus."
    )
    columns = (
        Column("reason", sort="reason", primary=True),
        Column("first_day", sort="first_day"),
        Column("last_day", sort="last_day"),
    )
    form_fields = ("organisation", "reason", "first_day", "last_day")
    search = ("reason",)
    sections = (Section("", ("reason", "first_day", "last_day")),)
    natural_key = ("reason", "first_day")
