"""Kinds of columns of what is prepared in bulk."""

from __future__ import annotations

from typing import Any

from django.db import models


class UncheckedJSON(models.JSONField):
    """JSON that this program wrote itself: SQLite need not parse each row to be sure of it."""

    def db_check(self, connection: Any) -> None:
        """No check of the column."""
        return
