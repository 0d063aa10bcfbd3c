"""Budget lines and the roadmap."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Budget lines and the roadmap."""

    name = "gouvernail.plans"
    verbose_name = _("Budget")
