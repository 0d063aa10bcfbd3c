"""How old the facts behind a figure are."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, Model, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gouvernail.indicators.scope import Scope

LAST_READ = Max(Coalesce("read_at", "updated_at"))
"""When a row was last read from its source, or typed in when it was not read from anywhere."""


def last_read(rows: QuerySet, on: date) -> date | None:
    """Return the day on which the freshest of ``rows`` was read, ``on`` at the latest; ``None`` without rows."""
    return day_of(rows.aggregate(last=LAST_READ)["last"], on)


def day_of(moment: datetime | None, on: date) -> date | None:
    """Return the day of a moment here, ``on`` at the latest."""
    return min(timezone.localtime(moment).date(), on) if moment else None


def last_read_of(scope: Scope, model: type[Model], on: date) -> date | None:
    """Return the same for all the rows of a model at a scope, asked for once a page."""
    return scope.once(("last read", model, on), lambda: last_read(scope.rows(model), on))
