"""What is deleted elsewhere counts here: a department leaves its requests, an organisation takes its own away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models.signals import post_delete, pre_delete

from gouvernail.organisations.models import Department, Organisation


def watch() -> None:
    """Listen to deletions, whatever deletes."""
    pre_delete.connect(_remember, sender=Department, dispatch_uid="support.departments.remember")
    post_delete.connect(_count_anew, sender=Department, dispatch_uid="support.departments.count")
    post_delete.connect(_add_up_anew, sender=Organisation, dispatch_uid="support.organisations.add_up")


def _remember(instance: Department, **_kwargs: Any) -> None:
    from gouvernail.support.models import Request
    from gouvernail.support.writing import changed_months

    instance._months_of_requests = changed_months(Request._base_manager.filter(department=instance))


def _count_anew(instance: Department, **_kwargs: Any) -> None:
    from gouvernail.support.writing import months_changed

    with months_changed() as touched:
        touched.update(instance.__dict__.pop("_months_of_requests", ()))


def _add_up_anew(instance: Organisation, **_kwargs: Any) -> None:
    from gouvernail.support.rolling_up import roll_up

    roll_up([instance.path], date.min, date.max)
