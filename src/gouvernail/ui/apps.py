"""The visual house: layout, components, theme, charts. Knows no business word."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, template tags and static files shared by every screen; no model."""

    name = "gouvernail.ui"

    def ready(self) -> None:
        """Declare the headings of the menu before the other rooms add their entries."""
        from gouvernail.ui.menu import add_headings

        add_headings()
