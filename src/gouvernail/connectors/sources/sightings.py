"""Keep what a source said of each machine once its reading is applied, beside what the others say."""

from __future__ import annotations

import re

from gouvernail.connectors.sources.models import Sighting, SourceRun
from gouvernail.estate.models import Equipment

_LINE = re.compile(r"ligne (\d+)$")


def settle(run: SourceRun) -> None:
    """Tie the machines of a reading to the register and let them replace those of the reading before.

    Must run inside the transaction that applies. A partial answer replaces what it speaks of and forgets nothing.
    """
    fresh = list(run.sightings.filter(applied=False))
    before = Sighting.objects.filter(connection=run.connection_id, applied=True)
    if not (run.complete and not run.partial):
        before = before.filter(key__in={one.key for one in fresh})
    before.delete()
    created = _created(run)
    held = set(Equipment.objects.filter(pk__in={one.equipment_id for one in fresh}).values_list("pk", flat=True))
    for one in fresh:
        known = one.equipment_id if one.equipment_id in held else None
        one.equipment_id, one.applied = known or created.get(one.line), True
    Sighting.objects.bulk_update(fresh, ["equipment", "applied"], batch_size=500)


def _created(run: SourceRun) -> dict[int, int]:
    """The machines that this reading created, by the line each came from."""
    if run.import_run is None or run.read_at is None:
        return {}
    made = Equipment.objects.filter(
        organisation__path__startswith=run.connection.organisation.path,
        source=run.import_run.file_name,
        created_at__gte=run.read_at,
    )
    found = {}
    for pk, place in made.values_list("pk", "source_place"):
        line = _LINE.search(place)
        if line:
            found[int(line[1])] = pk
    return found
