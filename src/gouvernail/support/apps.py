"""Requests that services make of the IT department."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Requests that services make of the IT department."""

    name = "gouvernail.support"
    verbose_name = _("Demandes")

    def ready(self) -> None:
        """Keep the monthly tables right when a department or an organisation that made requests is deleted."""
        from gouvernail.support.departments import watch

        watch()
