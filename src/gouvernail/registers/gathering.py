"""What a write touches, gathered until its end, then computed anew once, in one transaction with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction


class Gathering:
    """Open it around a write: ``with changed() as touched``; what was added to ``touched`` is refreshed at the end.

    Nested writes gather with the outermost one: wrap a whole import, and each thing touched is computed once.
    """

    def __init__(self, name: str, refresh: Callable[[set[Any]], None]) -> None:
        self._waiting: ContextVar[set[Any] | None] = ContextVar(name, default=None)
        self._refresh = refresh

    @contextmanager
    def __call__(self) -> Iterator[set[Any]]:
        """Give the set to add to."""
        outer = self._waiting.get()
        if outer is not None:
            yield outer
            return
        with transaction.atomic():
            touched: set[Any] = set()
            token = self._waiting.set(touched)
            try:
                yield touched
            finally:
                self._waiting.reset(token)
            self._refresh(touched)
