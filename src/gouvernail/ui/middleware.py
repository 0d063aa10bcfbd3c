"""What is refused before anything is read of it, and the last touch on what is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gouvernail.kernel.typography import unbroken_html
from gouvernail.ui.errors import too_large

MEGABYTE = 1024 * 1024


class LightRequestsMiddleware:
    """Refuses a request heavier than ``settings.LARGEST_REQUEST`` bytes, whoever sends it.

    Without it, anybody could fill the disk by sending files to the sign-in page. A request that does not tell its
    length is read as an empty one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through if it is light enough."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or len(length) > 12 or int(length) > settings.LARGEST_REQUEST:
            return too_large(request, settings.LARGEST_REQUEST // MEGABYTE)
        return self.get_response(request)


class TypographyMiddleware:
    """Holds French punctuation on the line of its word in every page, whoever wrote the words: us, a person or a file.

    It changes what is shown and nothing that is kept: values of fields, attributes and texts to copy are left.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with spaces that do not break where a line may not."""
        response = self.get_response(request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = unbroken_html(response.content.decode(response.charset))
        return response
