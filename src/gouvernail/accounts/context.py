"""What pages of accounts know of this installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def mail(request: HttpRequest) -> dict[str, bool]:
    """Say whether this installation can send mail: a page must not promise a message that never leaves."""
    return {"mail_is_sent": bool(settings.EMAIL_HOST)}
