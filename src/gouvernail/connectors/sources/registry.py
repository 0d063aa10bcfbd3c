"""The products of the catalogue, found by their folders."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from gouvernail.connectors import catalogue
from gouvernail.connectors.sources.connector import Connector


@cache
def connectors() -> dict[str, Connector]:
    """Return the products that can be read, by code, in the order of their names."""
    found = [
        import_module(f"{catalogue.__name__}.{folder.name}.connector").connector
        for folder in pkgutil.iter_modules(catalogue.__path__)
        if folder.ispkg
    ]
    return {one.code: one for one in sorted(found, key=lambda one: one.label.lower())}


def connector_of(code: str) -> Connector | None:
    """Return a product by its code, or ``None`` if the catalogue no longer holds it."""
    return connectors().get(code)
