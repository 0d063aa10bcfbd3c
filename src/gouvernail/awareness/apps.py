"""Phishing campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwarenessConfig(AppConfig):
    """Phishing campaigns."""

    name = "gouvernail.awareness"
    verbose_name = _("Sensibilisation")
