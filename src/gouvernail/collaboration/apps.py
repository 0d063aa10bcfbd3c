"""Shared spaces and their use."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    """Shared spaces and their use."""

    name = "gouvernail.collaboration"
    verbose_name = _("Collaboration")
