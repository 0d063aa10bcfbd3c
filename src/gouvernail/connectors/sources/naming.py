"""How a source is called on what was read from it."""

from __future__ import annotations

from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.registry import connector_of


def product_label(connection: Connection) -> str:
    """Return the name of its product; its code if the catalogue no longer holds it."""
    found = connector_of(connection.product)
    return found.label if found else connection.product


def source_label(connection: Connection) -> str:
    """Return what the sheets and lists of imported objects call this source: « GestSup · Mairie »."""
    return f"{product_label(connection)} · {connection.name}"
