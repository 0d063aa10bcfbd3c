"""Walking the product as its links go: one page for each address that Django declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

LEAVES = {"account_logout"}
SAME_FOR_ALL = ("_create", "_edit", "_delete", "_link")
SAMPLES = ("action", "contract", "meeting", "study")
"""Pages that every register draws with the same templates: a quick walk opens those of a few registers."""


def is_repeated(name: str) -> bool:
    """Whether a page is drawn like those of the registers that stand for all."""
    return name.endswith(SAME_FOR_ALL) and not name.startswith(SAMPLES)


def walk(page, live_url: str, start: str = "/", *, quick: bool = False) -> Iterator[str]:
    """Visit every kind of page that links lead to from ``start``, and yield its path while it is open.

    A ``quick`` walk leaves out the pages that are repeated from one register to the next.
    """
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name is None or name in seen or name in LEAVES or (quick and is_repeated(name)):
            continue
        seen.add(name)
        if not opens(page, path):
            continue
        yield path
        waiting += links_of(page, live_url)


def name_of(path: str) -> str | None:
    """Return the name of the address, or None for what Django does not serve."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def opens(page, path: str) -> bool:
    """Open a page; False for a download."""
    from playwright.sync_api import Error

    try:
        page.goto(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return True


def links_of(page, live_url: str) -> list[str]:
    """Return the addresses that the page leads to inside Gouvernail, in their order."""
    found = page.evaluate("[...document.links].filter(a => !a.hasAttribute('download')).map(a => a.href)")
    return [href.removeprefix(live_url).split("#")[0] or "/" for href in found if href.startswith(live_url)]


def problems(
    page, live_url: str, check: Callable[[object], None], *, quick: bool = False
) -> tuple[list[str], list[str]]:
    """Return the pages visited, and what ``check`` says against any of them."""
    visited, wrong = [], []
    for path in walk(page, live_url, quick=quick):
        visited.append(path)
        try:
            check(page)
        except AssertionError as error:
            wrong.append(f"{path}\n{error}")
    return visited, wrong
