"""The manifest of an archive: what it holds, from which version, and the digest of each file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gouvernail.cli.refusals import Refusal

FORMAT = 1
MANIFEST, SQLITE, PORTABLE, KEY = "manifest.json", "database.sqlite3", "data.jsonl", "secret.key"
CONTENTS = frozenset({SQLITE, PORTABLE, KEY})


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; ``digests`` maps each file to its SHA-256, in hexadecimal."""

    version: str
    made_at: str
    migrations: list[str]
    digests: dict[str, str]
    format: int = FORMAT
    product: str = "gouvernail"

    def to_json(self) -> str:
        """Return the manifest as written in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @property
    def is_portable(self) -> bool:
        """Say whether the data are a portable dump, for any engine, rather than a SQLite file."""
        return PORTABLE in self.digests

    @property
    def made_at_label(self) -> str:
        """Return the day and the hour of the backup, for people."""
        return f"{datetime.fromisoformat(self.made_at).astimezone():%d/%m/%Y à %Hh%M}"


def read_manifest(text: str) -> Manifest:
    """Read a manifest; refuse, in French, what is not one or comes from a later format."""
    try:
        values = json.loads(text)
        if values["product"] != "gouvernail":
            raise ValueError(values["product"])
        if values["format"] > FORMAT:
            raise Refusal("cette sauvegarde vient d’une version plus récente de Gouvernail. Mettez-le d’abord à jour.")
        manifest = Manifest(**values)
        datetime.fromisoformat(manifest.made_at)
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("ce fichier n’est pas une sauvegarde de Gouvernail.") from error
    if not manifest.digests.keys() <= CONTENTS or not manifest.digests.keys() & {SQLITE, PORTABLE}:
        raise Refusal("cette sauvegarde ne contient pas ce qu’elle devrait.")
    return manifest


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
