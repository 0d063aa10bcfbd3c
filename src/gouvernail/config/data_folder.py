"""Where Gouvernail keeps what it must not lose: database, secret key, backups."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs

CLONE = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """Return the data folder, created if need be.

    ``GOUVERNAIL_DATA`` names it; without it, ``./.data`` in a clone, the platform's user data folder when installed.
    """
    named = os.environ.get("GOUVERNAIL_DATA")
    if named:
        folder = Path(named).expanduser().resolve()
    elif (CLONE / "pyproject.toml").exists():
        folder = CLONE / ".data"
    else:
        folder = Path(platformdirs.user_data_dir("gouvernail", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """Return the secret key of this installation, drawn at its first start and kept for its owner's eyes alone."""
    path = folder / "secret.key"
    if not path.exists():
        draft = folder / f"secret.key.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # never half written, never overwritten by a second process starting together
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
