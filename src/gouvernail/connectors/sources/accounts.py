"""Which accounts of a directory are people's, and when one is in use: one rule for every directory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from fnmatch import fnmatchcase

from gouvernail.kernel.text import fold

ACTIVE = timedelta(days=30)
"""An account that signed in since is in use; Active Directory itself is up to fourteen days late."""

SMALLEST = 5
"""Under so many accounts nothing is measured: it would be of a handful of people."""

USUAL_EXCLUDED = "svc*, service*, adm-*, dns-*, krbtgt, guest, invit*, scan*, test*"


def patterns_of(text: str) -> list[str]:
    """Return the patterns of « svc*, adm-* », folded."""
    return [fold(word).strip() for word in re.split(r"[,;\n]", text) if word.strip()]


def is_excluded(login: str, patterns: Iterable[str]) -> bool:
    """Whether an account is a service's or the system's, by its name."""
    folded = fold(login)
    return any(fnmatchcase(folded, pattern) for pattern in patterns)
