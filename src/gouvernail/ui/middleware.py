"""What is refused before anything is read of it, and the last touch on what is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from gouvernail.kernel.typography import unbroken_html
from gouvernail.ui.errors import too_large

MEGABYTE = 1024 * 1024


class LightRequestsMiddleware:
    """Refuses a request heavier than ``settings.LARGEST_REQUEST`` bytes, whoever sends it.

    Without it, anybody could fill the disk by sending files to the sign-in page. A request that does not tell its
    length is read as an empty one. ``settings.HEAVIER_REQUESTS`` gives the bytes that some addresses take, by name:
    ``HeavierRequestsMiddleware`` keeps them to people who signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through if it is light enough."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or len(length) > 12:
            return too_large(request, settings.LARGEST_REQUEST // MEGABYTE)
        if int(length) > settings.LARGEST_REQUEST and int(length) > (most := _most(request)):
            return too_large(request, most // MEGABYTE)
        return self.get_response(request)


class HeavierRequestsMiddleware:
    """Refuses, before it is read, a request heavier than most from whoever did not sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through if it is as light as most, or comes from somebody."""
        if (
            int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_REQUEST
            and not request.user.is_authenticated
        ):
            return too_large(request, settings.LARGEST_REQUEST // MEGABYTE)
        return self.get_response(request)


def _most(request: HttpRequest) -> int:
    """Return the heaviest request that an address takes, in bytes."""
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        name = None
    return settings.HEAVIER_REQUESTS.get(name, settings.LARGEST_REQUEST)


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
