"""Organisations: the tree of collectivités, their sites and departments, and the rights held on them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """The tree of collectivités and the rights held on it."""

    name = "gouvernail.organisations"
    verbose_name = _("Collectivités")
