"""Which organisation the entities of a source mean, where one tool serves several."""

from __future__ import annotations

from collections.abc import Sequence

from gouvernail.connectors.sources.models import Connection
from gouvernail.connectors.sources.words import note_words, words_of
from gouvernail.organisations.models import Organisation


def places_of(connection: Connection, entities: Sequence[str]) -> list[str]:
    """Return the name of the organisation that each entity means, and keep the entities met; empty for the
    organisation of the connection, or until somebody says.
    """
    words = words_of(connection)
    meant = [words.organisation(one) for one in entities]
    note_words(connection, words)
    names = dict(Organisation.objects.filter(pk__in={pk for pk in meant if pk}).values_list("pk", "name"))
    return [names.get(pk, "") if pk else "" for pk in meant]
