"""Four fictional collectivités."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Four fictional collectivités."""

    name = "gouvernail.demo"
    verbose_name = _("Démonstration")
