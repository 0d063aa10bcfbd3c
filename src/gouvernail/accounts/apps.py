"""Accounts: the people who sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The people who sign in."""

    name = "gouvernail.accounts"
    verbose_name = _("Comptes")
