"""Sending bytes as a file to keep."""

from __future__ import annotations

from django.http import HttpResponse


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file to download under ``name`` (plain letters, digits, dots and dashes only)."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
