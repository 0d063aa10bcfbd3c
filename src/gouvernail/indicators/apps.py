"""What is measured, never about a person."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What is measured, never about a person."""

    name = "gouvernail.indicators"
    verbose_name = _("Indicateurs")
