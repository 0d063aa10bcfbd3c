"""What tells one machine from another, whatever source speaks of it: serial number, UUID, network address, name.

Manufacturers leave words instead of serial numbers, virtual machines share UUIDs of zeros, and a dock lends its network
address to whoever sits there: what means nothing is left out here, once.
"""

from __future__ import annotations

import re

from gouvernail.kernel.text import fold

_NO_SERIALS = frozenset(
    fold(word)
    for word in (
        "To be filled by O.E.M.", "Default string", "System Serial Number", "Serial Number", "Not Specified", "None",
        "Not Available", "Not Applicable", "N/A", "NA", "INVALID", "Unknown", "Inconnu", "OEM", "Chassis Serial Number",
        "0123456789", "123456789", "1234567890", "xxxxxxxxxxx", "empty", "null", "Système", "No Asset Tag",
    )
)  # fmt: skip
_NO_UUIDS = frozenset({"03000200040005000006000700080009"})
"""The UUID that a whole family of motherboards bears (dmidecode documentation and OCS's own list)."""

_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+$")
_HEX = re.compile(r"[0-9A-F]+$")


def serial_key(text: str) -> str:
    """Return a serial number as it is compared, or an empty text when it identifies nothing."""
    word = " ".join(str(text or "").split())
    bare = re.sub(r"[\s.\-_/]", "", word)
    if fold(word) in _NO_SERIALS or len(bare) < 4 or len(set(bare.upper())) == 1:
        return ""
    return word.upper()


def uuid_key(text: str) -> str:
    """Return a UUID as 32 hexadecimal digits, or an empty text when it is none or is shared by many machines."""
    bare = re.sub(r"[^0-9A-Fa-f]", "", str(text or "")).upper()
    return "" if len(bare) != 32 or len(set(bare)) == 1 or bare in _NO_UUIDS else bare


def mac_key(text: str) -> str:
    """Return a network address as 12 hexadecimal digits; empty for none, a local or a group one (IEEE 802)."""
    bare = re.sub(r"[:.\-\s]", "", str(text or "")).upper()
    if len(bare) != 12 or not _HEX.match(bare) or len(set(bare)) == 1:
        return ""
    return "" if int(bare[:2], 16) & 3 else bare


def name_key(text: object) -> str:
    """Return the name of a machine without its domain, in capitals: « pc-01.mairie.local » is « PC-01 »."""
    word = " ".join(str(text or "").split()).rsplit("\\", 1)[-1]
    return word.upper() if _ADDRESS.match(word) else word.split(".", 1)[0].upper()
