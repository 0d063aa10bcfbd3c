"""Studies of scenarios."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudiesConfig(AppConfig):
    """Studies of scenarios."""

    name = "gouvernail.studies"
    verbose_name = _("Études de scénarios")

    def ready(self) -> None:
        """Put the pages of a study on its sheet, and the acts on studies into the words of the history."""
        from gouvernail.registers import history
        from gouvernail.registers.panels import add_panel
        from gouvernail.studies.operations.acts import VERBS
        from gouvernail.studies.panels import study_pages

        history.VERBS.update(VERBS)
        add_panel("study", study_pages)
