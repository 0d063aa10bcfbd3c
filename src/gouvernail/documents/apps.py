"""Decks and minutes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Decks and minutes."""

    name = "gouvernail.documents"
    verbose_name = _("Documents")
