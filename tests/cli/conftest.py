"""The real command, run in a data folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

GOUVERNAIL = Path(sys.executable).with_name("gouvernail")
ADMINISTRATOR = ("--email", "admin@exemple.invalid", "--organisation", "Commune d’Essai", "--password-stdin")
PASSWORD = "une phrase assez longue"

Run = Callable[..., subprocess.CompletedProcess]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "DJANGO_"))}
    return {**kept, "GOUVERNAIL_DATA": str(folder)}


def run_in(
    folder: Path, *arguments: object, typed: str = "", more: dict[str, str] | None = None
) -> subprocess.CompletedProcess:
    command = [str(GOUVERNAIL), *map(str, arguments)]
    return subprocess.run(
        command,
        env={**environment(folder), **(more or {})},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def _installed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    done = run_in(folder, "create-admin", *ADMINISTRATOR, typed=PASSWORD + "\n")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(_installed, tmp_path) -> Path:
    """The data folder of an installation with one administrator."""
    copy = tmp_path / "data"
    shutil.copytree(_installed, copy)
    return copy


@pytest.fixture
def run(folder) -> Run:
    """Run ``gouvernail`` on that folder."""
    return lambda *arguments, typed="": run_in(folder, *arguments, typed=typed)


@pytest.fixture
def run_on_nothing(tmp_path) -> Run:
    """Run ``gouvernail`` on a data folder where nothing was ever installed."""
    return lambda *arguments, typed="": run_in(tmp_path / "nothing", *arguments, typed=typed)
