"""Studies of scenarios."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudiesConfig(AppConfig):
    """Studies of scenarios."""

    name = "gouvernail.studies"
    verbose_name = _("Études de scénarios")
