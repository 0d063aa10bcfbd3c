"""Projects and milestones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects and milestones."""

    name = "gouvernail.projects"
    verbose_name = _("Projets")
