"""What browsers and proxies may keep of a page: nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NothingKeptMiddleware:
    """Says ``no-store`` on every answer that does not say otherwise itself.

    After somebody signs out of a shared machine, the « back » button must show nothing. Static files are answered
    before this middleware, and are kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, then mark its answer."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
