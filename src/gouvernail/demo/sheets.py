"""Read the YAML files of a demonstration place: one file a subject, readable and editable by a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gouvernail.demo.lots import records_of_lot

DATA = Path(__file__).parent / "data"
PLACES = ("a", "b", "c", "d")
Record = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What one file holds: records of one kind, with what they share already written in each."""

    kind: str
    records: tuple[Record, ...]


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def read_sheets(folder: str) -> Iterator[Sheet]:
    """Yield the sheets of a place (the files with ``records`` or ``lots``), their lots unrolled."""
    for path in sorted((DATA / folder).glob("*.yaml")):
        content = read_yaml(path)
        if "records" in content or "lots" in content:
            defaults = content.get("defaults") or {}
            lots = [record for lot in content.get("lots") or [] for record in records_of_lot(defaults | lot)]
            records = [defaults | record for record in content.get("records") or []]
            yield Sheet(content["kind"], tuple(records + lots))


def read_subject(folder: str, subject: str) -> Any:
    """Return the content of one file of a place (``people``, ``thread``…), or ``None`` if the place has none."""
    path = DATA / folder / f"{subject}.yaml"
    return read_yaml(path) if path.exists() else None
