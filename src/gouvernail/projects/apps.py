"""Projects and milestones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects and milestones."""

    name = "gouvernail.projects"
    verbose_name = _("Projets")

    def ready(self) -> None:
        """Offer to make a project of a need, on its sheet."""
        from gouvernail.projects.needs import need_actions
        from gouvernail.registers.panels import add_actions

        add_actions("need", need_actions)
