"""Equipment and applications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EstateConfig(AppConfig):
    """Equipment and applications."""

    name = "gouvernail.estate"
    verbose_name = _("Patrimoine")
