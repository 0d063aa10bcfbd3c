"""Journal: who did what and when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Who did what and when."""

    name = "gouvernail.journal"
    verbose_name = _("Journal")
