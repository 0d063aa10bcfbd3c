"""The way in for facts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    """The way in for facts."""

    name = "gouvernail.connectors"
    verbose_name = _("Imports")
