"""Take machines in: each is looked for among those that all sources know, before it becomes a line of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.fields import REFERENCE_FIELD
from gouvernail.connectors.sources.identity import mac_key, serial_key, uuid_key
from gouvernail.connectors.sources.intake_files import FileIntake
from gouvernail.connectors.sources.logs import INFO, write
from gouvernail.connectors.sources.merging import Resolver, told_by
from gouvernail.connectors.sources.models import Sighting
from gouvernail.connectors.sources.placing import places_of
from gouvernail.connectors.sources.records import EquipmentRecord
from gouvernail.connectors.sources.windows import OLDER, UNKNOWN, WINDOWS_10, WINDOWS_11
from gouvernail.kernel.numbers_fr import format_number

FIRST_LINE = 2
"""The headers stand on the first line of the file that the records become."""


class MachineIntake(FileIntake):
    """Writes a line for each machine that is known here or may be created; the others are only told."""

    def end(self) -> None:
        """Look each machine up, keep what the source says of it, compare the lines as an import."""
        resolver = Resolver(self.run.connection)
        entities = places_of(self.run.connection, [one.entity for one in self.records])
        self._place_of = dict(zip(map(id, self.records), entities, strict=True))
        told = [(one, resolver.find(one)) for one in self.records]
        lines = self._lines(told, resolver)
        self._keep(told, {id(one): rank for rank, (one, _row) in enumerate(lines, FIRST_LINE)})
        left = sum(1 for one, pk in told if pk is None and not _may_create(one))
        self.machines, self.records = self.records, [row for _one, row in lines]
        self.places = [self._place_of[id(one)] for one, _row in lines]
        self.references = [str(pk) if pk else "" for pk in (self._found[id(one)] for one, _row in lines)]
        super().end()
        for sentence in windows_words(self.machines):
            write(self.run, INFO, sentence)
        if left:
            sentence = _("%(n)s machines que le parc ne connaît pas sont montrées dans les écarts, sans être créées.")
            write(self.run, INFO, sentence % {"n": format_number(left)})

    def _lines(
        self, told: list[tuple[EquipmentRecord, int | None]], resolver: Resolver
    ) -> list[tuple[EquipmentRecord, EquipmentRecord]]:
        """The records that become lines, each with what is written: one line a machine, what was seen last."""
        self._found = {id(one): pk for one, pk in told}
        last: dict[int, EquipmentRecord] = {}
        for one, pk in told:
            if pk is not None and (pk not in last or _seen(one) >= _seen(last[pk])):
                last[pk] = one
        rows = []
        for one, pk in told:
            if pk is None and _may_create(one):
                rows.append((one, one))
            elif pk is not None and last[pk] is one:
                name = resolver.name_of(one, pk)
                rows.append((one, replace(resolver.believed(one, pk), name=name)))
        return rows

    def _keep(self, told: list[tuple[EquipmentRecord, int | None]], lines: dict[int, int]) -> None:
        now = timezone.now()
        Sighting.objects.bulk_create(
            [
                Sighting(
                    connection=self.run.connection, run=self.run, line=lines.get(id(one), 0), key=one.key[:120],
                    name=one.name[:120], serial=serial_key(one.serial)[:120], uuid=uuid_key(one.uuid),
                    macs=sorted({key for key in map(mac_key, one.macs) if key}), told=told_by(one),
                    last_seen=one.last_seen, equipment_id=pk, read_at=now,
                )
                for one, pk in told
            ],
            batch_size=500,
        )  # fmt: skip

    def columns(self) -> dict[str, list[str]]:
        """Return the references of the machines that are known, as one more column."""
        found = {REFERENCE_FIELD: self.references, "organisation": self.places}
        return {name: cells for name, cells in found.items() if any(cells)}


def _seen(one: EquipmentRecord) -> date:
    return one.last_seen or date.min


def _may_create(one: EquipmentRecord) -> bool:
    return one.creates and bool(one.type)


def windows_words(records: Sequence[EquipmentRecord]) -> list[str]:
    """Say how many machines run each Windows; those of which nobody can tell are counted apart."""
    found = Counter(one.os for one in records)
    called = ((WINDOWS_11, "Windows 11"), (WINDOWS_10, "Windows 10"), (OLDER, _("Windows plus ancien")))
    parts = [f"{words} : {format_number(found[code])}" for code, words in called if found[code]]
    if not parts:
        return []
    return [" · ".join([*parts, _("système inconnu : %(n)s") % {"n": format_number(found[UNKNOWN])}]) + "."]
