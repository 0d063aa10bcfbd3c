"""What a connector is given to read a connection: its settings, its unsealed secrets, its pseudonyms."""

from __future__ import annotations

from django.conf import settings

from gouvernail.connectors.sources.connector import Access, Connector
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.registry import connector_of
from gouvernail.connectors.sources.sealing import LostSecretError, pseudonymiser, unseal
from gouvernail.support.titles import equipment_key, sketches_of


def access_to(connection: Connection) -> Access:
    """Return how to reach a source; ``SourceError`` when its secrets were sealed under a key that is gone."""
    try:
        secrets = unseal(connection.sealed)
    except LostSecretError as error:
        raise SourceError(
            Fault.CREDENTIALS,
            "Les secrets de cette source ne sont plus lisibles : la clé secrète de Gouvernail a changé.",
            "Modifiez la source et retapez-les.",
        ) from error
    return Access(
        address=connection.address,
        options=connection.options,
        secrets=secrets,
        authority=connection.authority,
        time_zone=settings.TIME_ZONE,
        pseudonym=pseudonymiser(f"source {connection.pk}"),
        sketches=sketches_of,
        equipment_key=equipment_key,
    )


def product_of(connection: Connection) -> Connector:
    """Return the product of a connection; ``SourceError`` when the catalogue no longer holds it."""
    found = connector_of(connection.product)
    if found is None:
        raise SourceError(
            Fault.SETTING,
            f"Cette version de Gouvernail ne sait plus lire « {connection.product} ».",
            "Supprimez la source ; ce qu’elle a apporté reste.",
        )
    return found
