"""Counting everything, to see that nothing changed."""

from __future__ import annotations

from django.apps import apps


def rows() -> dict[str, int]:
    """How many rows each of our tables holds."""
    models = (model for model in apps.get_models() if model.__module__.startswith("gouvernail."))
    return {model.__name__: model.objects.count() for model in models}
