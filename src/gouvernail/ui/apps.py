"""The visual house: layout, components, theme, charts. Knows no business word."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, template tags and static files shared by every screen; no model."""

    name = "gouvernail.ui"
