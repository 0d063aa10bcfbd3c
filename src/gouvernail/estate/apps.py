"""Equipment and applications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EstateConfig(AppConfig):
    """Equipment and applications."""

    name = "gouvernail.estate"
    verbose_name = _("Patrimoine")

    def ready(self) -> None:
        """Keep the cohorts right when an organisation that held equipment is deleted."""
        from django.db.models.signals import post_delete

        from gouvernail.estate.cohorts import forget
        from gouvernail.organisations.models import Organisation

        post_delete.connect(forget, sender=Organisation, dispatch_uid="estate.organisations.count")
