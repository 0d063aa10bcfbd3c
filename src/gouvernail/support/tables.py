"""How requests are listed: never by who asked, never by who answers, and no small department named."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Department, Organisation
from gouvernail.organisations.privacy import SMALL_GROUP, is_small
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register
from gouvernail.support.models import Request


def _department(one: Any) -> str:
    if one.department is None:
        return ""
    return _now("service de moins de 5 personnes") if is_small(one.department) else str(one.department)


def _large_departments(place: Organisation, actor: Actor) -> list[tuple[str, str]]:
    found = Department.objects.filter(organisation__path__startswith=place.path, headcount__gte=SMALL_GROUP)
    return [(str(one.pk), str(one)) for one in found]


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
    filters = (Filter("kind"), Filter("department", _("service demandeur"), choices=_large_departments))
    tabs = (
        Tab("ouvertes", _("Ouvertes"), lambda today: Q(closed_on=None)),
        Tab("resolues", _("Résolues"), lambda today: Q(closed_on__isnull=False)),
    )
    search = ("reference", "category")
    form_fields = ("organisation", "reference", "kind", "category", "opened_on", "closed_on")
    natural_key = ("reference",)
    sections = (Section("", ("reference", "kind", "category", "opened_on", "closed_on")),)
