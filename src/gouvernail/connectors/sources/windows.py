"""Which Windows a machine runs: one rule for every source (GLPI, OCS, directory, Intune).

The build decides: a client from 22000 on is Windows 11, from 10240 on Windows 10, before that an older one. Servers are
told by their name alone, since Server 2025 shares its build (26100) with Windows 11. Without a build the name decides;
without a name either, nobody knows, and the machine is counted apart.
"""

from __future__ import annotations

import re

from gouvernail.kernel.text import fold

WINDOWS_11, WINDOWS_10, OLDER, SERVER = "windows_11", "windows_10", "windows_ancien", "windows_serveur"
LINUX, MACOS, ANDROID, IOS, OTHER = "linux", "macos", "android", "ios", "autre"
UNKNOWN = ""

FIRST_BUILD_OF_11, FIRST_BUILD_OF_10 = 22_000, 10_240

_BUILD = re.compile(r"(?<![\d.])(?:10\.0[.\s(]*)?(\d{5})(?!\d)")
_OLD_KERNEL = re.compile(r"(?<![\d.])[56]\.\d(?:\.\d{4})?")
_OLD_NAMES = re.compile(r"\b(?:xp|vista|2000|7|8|8\.1)\b")
_OTHERS = (
    (ANDROID, ("android",)),
    (IOS, ("ios", "ipados")),
    (MACOS, ("macos", "mac os", "darwin", "os x")),
    (LINUX, ("linux", "debian", "ubuntu", "fedora", "centos", "red hat", "suse", "rocky", "alma", "mint")),
)


def build_of(text: str) -> int | None:
    """Return the build in « 10.0.22631 », « 10.0 (22631) », « 22631 » or « 10.0.26100.1742 », if there is one."""
    found = _BUILD.search(text or "")
    return int(found[1]) if found else None


def operating_system(name: str, version: str = "") -> str:
    """Return the family of a system from its name and version as a source gives them; empty when nobody can tell."""
    called, versioned = fold(name or ""), fold(version or "")
    for family, words in _OTHERS:
        if any(re.search(rf"\b{re.escape(word)}\b", called) for word in words):
            return family
    if "windows" not in called and called:
        return OTHER
    if "server" in called or "serveur" in called:
        return SERVER
    return _client(called, versioned)


def _client(called: str, versioned: str) -> str:
    build = build_of(versioned) or build_of(called)
    if build is not None:
        if build >= FIRST_BUILD_OF_11:
            return WINDOWS_11
        return WINDOWS_10 if build >= FIRST_BUILD_OF_10 else OLDER
    if _OLD_KERNEL.search(versioned):
        return OLDER
    if re.search(r"\b11\b", called):
        return WINDOWS_11
    if re.search(r"\b10\b", called):
        return WINDOWS_10
    return OLDER if _OLD_NAMES.search(called) else UNKNOWN
