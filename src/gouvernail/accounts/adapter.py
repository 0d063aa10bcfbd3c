"""How django-allauth behaves here: accounts are given by an administrator, never opened by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class ClosedRegistrationAdapter(DefaultAccountAdapter):
    """Refuses self-registration, and sends no mail where no mail server is set."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: accounts come from an administrator."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send a mail, if this installation has a mail server."""
        if settings.EMAIL_HOST:
            super().send_mail(template_prefix, email, context)
