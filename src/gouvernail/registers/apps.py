"""Registers: lists, sheets, forms, exports and threads, the same for every business object."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """Lists, sheets, forms, exports and threads of every business object."""

    name = "gouvernail.registers"
    verbose_name = _("Registres")

    def ready(self) -> None:
        """Discover the registers that the apps above declare."""
        from gouvernail.registers.folding import install
        from gouvernail.registers.registry import discover

        install()
        discover()
