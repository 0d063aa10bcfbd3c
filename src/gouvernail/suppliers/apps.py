"""Suppliers and contracts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """Suppliers and contracts."""

    name = "gouvernail.suppliers"
    verbose_name = _("Prestataires")
