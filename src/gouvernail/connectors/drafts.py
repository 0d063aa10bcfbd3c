"""The object that a line would make or change, in memory only, for its constraints to be checked."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models.base import ModelState

from gouvernail.connectors.context import Context


def draft(context: Context, held: Any, values: Mapping[str, Any]) -> models.Model:
    """Return a copy of the object held, or a new one, with the values of a line; nothing is saved."""
    obj = copy.copy(held) if held is not None else _fresh(context.blank)
    for name, value in values.items():
        setattr(obj, context.all_fields[name].field.attname, value)
    return obj


def _fresh(blank: models.Model) -> models.Model:
    """A new object with its default values: made once for all lines, a model being long to make."""
    obj = type(blank).__new__(type(blank))
    obj.__dict__.update(blank.__dict__, _state=ModelState())
    return obj
