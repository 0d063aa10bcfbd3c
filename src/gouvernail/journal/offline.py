"""Verifying an exported journal, away from the installation that wrote it: no database, no Django.

The form is one JSON object a line. The first says the format; then each entry (``"ligne"``) with all that its hash
covers; then each signed head (``"tete"``). ``docs/journal.md`` explains how to do the same with other tools.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

FORMAT, VERSION = "gouvernail-journal", 1
CHAINED = ("number", "at", "actor", "verb", "kind", "object_id", "place", "label", "details_digest", "previous_hash")
HEADER = {"format", "version", "last_number", "last_hash", "public_key"}
ENTRY = {*CHAINED, "salt", "details", "hash"}
SEAL = {"number", "hash", "public_key", "signature", "day"}


@dataclass(frozen=True)
class Flaw:
    """A place where the chain does not hold: the entry's number and what is wrong, in French."""

    number: int
    reason: str


@dataclass
class Verdict:
    """What the reading of an export found."""

    entries: int = 0
    seals: int = 0
    keys: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def digest_of_entry(values: dict[str, Any]) -> str:
    """Return the hash of an entry's chained fields."""
    return hashlib.sha256(json.dumps([values[name] for name in CHAINED], ensure_ascii=False).encode()).hexdigest()


def digest_of_details(salt: str, details: Any) -> str:
    """Return the salted digest of an entry's details."""
    text = json.dumps(details, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def sealed_message(day: str, number: int, head: str) -> bytes:
    """Return the bytes that a signature of the head covers."""
    return f"gouvernail-journal\n{day}\n{number}\n{head}".encode()


def signature_holds(public_key: str, signature: str, message: bytes) -> bool:
    """Say whether an Ed25519 signature (base64, as the public key) is that of ``message``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public_key, validate=True)).verify(b64decode(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_export(lines: Iterable[str]) -> Verdict:
    """Read an export and say all that does not hold, and where; raise ``ValueError`` in French when it is no export."""
    numbered = ((rank, line) for rank, line in enumerate(lines, 1) if line.strip())
    header = _read(next(numbered, (1, ""))[1])
    if header is None or header.get("format") != FORMAT:
        raise ValueError("ce fichier n’est pas un export du journal de Gouvernail.")
    if header.get("version") != VERSION:
        raise ValueError(
            f"cet export est à la version « {header.get('version')} » ; seule la version {VERSION} se lit."
        )
    hashes: dict[int, str] = {}
    seals: list[dict[str, Any]] = []
    flaws: list[Flaw] = []
    number, previous = 0, ""
    for rank, line in numbered:
        entry, seal = _parts(line)
        if entry:
            number += 1
            flaws += _entry_flaws(entry, number, previous)
            number, previous = entry["number"], entry["hash"]
            hashes[number] = previous
        elif seal:
            seals.append(seal)
        else:
            flaws.append(Flaw(number + 1, f"La ligne {rank} du fichier a été modifiée : elle ne se lit plus."))
    flaws += [flaw for seal in seals for flaw in _seal_flaws(seal, hashes)]
    flaws += _end_flaws(header, number, previous)
    keys = tuple(dict.fromkeys(one["public_key"] for one in seals))
    if header.keys() != HEADER or (keys and header["public_key"] not in keys):
        flaws.append(Flaw(0, "La première ligne du fichier a été modifiée."))
    return Verdict(len(hashes), len(seals), keys, tuple(flaws))


def _parts(line: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the entry or the signed head that a line holds; neither when it is not written as an export writes it."""
    part = _read(line)
    if part is None or len(part) != 1:
        return None, None
    for name, fields in (("ligne", ENTRY), ("tete", SEAL)):
        values = part.get(name)
        if isinstance(values, dict) and values.keys() == fields and isinstance(values["number"], int):
            return (values, None) if name == "ligne" else (None, values)
    return None, None


def _read(line: str) -> dict[str, Any] | None:
    """Return the object of a line, or nothing when a byte of it is no longer the one that was written."""
    try:
        part = json.loads(line)
        line.encode()
    except ValueError:  # no JSON, or bytes that are no UTF-8
        return None
    return part if isinstance(part, dict) and json.dumps(part, ensure_ascii=False) == line.rstrip("\n") else None


def _entry_flaws(entry: dict[str, Any], expected: int, previous: str) -> Iterator[Flaw]:
    number = entry["number"]
    if number != expected:
        yield Flaw(expected, f"L’entrée n° {expected} manque.")
    if entry["previous_hash"] != previous:
        yield Flaw(number, f"L’entrée n° {number} n’est plus reliée à la précédente.")
    if entry["hash"] != digest_of_entry(entry):
        yield Flaw(number, f"L’entrée n° {number} a été modifiée.")
    details, salt = entry["details"], entry["salt"]
    if (salt or details is not None) and entry["details_digest"] != digest_of_details(salt, details):
        yield Flaw(number, f"Le détail de l’entrée n° {number} a été modifié.")


def _seal_flaws(seal: dict[str, Any], hashes: dict[int, str]) -> Iterator[Flaw]:
    number = seal["number"]
    if not signature_holds(seal["public_key"], seal["signature"], sealed_message(seal["day"], number, seal["hash"])):
        yield Flaw(number, f"La signature du {seal['day']} (entrée n° {number}) n’est pas valable.")
    elif hashes.get(number) != seal["hash"]:
        yield Flaw(number, f"L’entrée n° {number} n’est plus celle qui a été signée le {seal['day']}.")


def _end_flaws(header: dict[str, Any], number: int, last: str) -> Iterator[Flaw]:
    if (header.get("last_number"), header.get("last_hash")) != (number, last):
        yield Flaw(number, f"Des entrées manquent à la fin (attendu : n° {header.get('last_number')}).")
