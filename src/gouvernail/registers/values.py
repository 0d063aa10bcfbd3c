"""How a value is shown to a person, and how it is written into a file that can come back."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.kernel.partial_dates import PartialDate

MONEY_WORDS = ("price", "amount", "cost", "planned", "voted", "committed", "invoiced", "paid")


def absent() -> str:
    """The words for a value that is not there (never a zero)."""
    return _("non renseigné")


def is_money(field: models.Field) -> bool:
    """Say whether a decimal field holds euros, by its name."""
    return isinstance(field, models.DecimalField) and any(word in field.name for word in MONEY_WORDS)


def is_name(field: models.Field) -> bool:
    """Say whether a whole number names something and counts nothing (a year, a seed): it is not grouped."""
    named = field.name in ("year", "seed") or field.name.endswith("_year")
    return isinstance(field, models.IntegerField) and named


def shown(obj: models.Model, name: str) -> str:
    """Return a field of an object in French words for a sheet or a list; an absent value says so."""
    field = obj._meta.get_field(name)
    value = getattr(obj, name)
    if field.many_to_many:
        return ", ".join(str(one) for one in value.all()) or absent()
    if value is None or value == "":
        return absent()
    if field.choices:
        return str(getattr(obj, f"get_{name}_display")())
    if is_money(field):
        return euros(value)
    if is_name(field):
        return str(value)
    return plain(value)


def plain(value: Any) -> str:
    """Return any value in French words."""
    if value is None or value == "":
        return absent()
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y à H:i")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return formats.date_format(value, "H:i")
    if isinstance(value, PartialDate):
        return value.short()
    if isinstance(value, int | Decimal):
        return format_number(value)
    return str(value)


def exported(obj: models.Model, name: str) -> Any:
    """Return a field as a cell of a file: typed where files have types, in words where they have not."""
    field = obj._meta.get_field(name)
    value = getattr(obj, name)
    if field.many_to_many:
        return ", ".join(str(one) for one in value.all())
    if value is None:
        return None
    if field.choices:
        return str(getattr(obj, f"get_{name}_display")())
    if isinstance(value, PartialDate):
        return value.short()
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return value
