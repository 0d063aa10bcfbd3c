"""What stops a command from outside is said in French, without a traceback."""

import errno
import sqlite3

import pytest
from django.db.utils import OperationalError

from gouvernail.cli.refusals import french_reason


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite3.OperationalError("database or disk is full"), "disque est plein"),
        (OperationalError("database or disk is full"), "disque est plein"),
        (OperationalError("attempt to write a readonly database"), "lecture seule"),
        (OperationalError("unable to open database file"), "dossier de données"),
        (OperationalError("database is locked"), "réessayez"),
        (OSError(errno.ENOSPC, "No space left on device"), "disque est plein"),
        (OSError(errno.EROFS, "Read-only file system", "/srv/x"), "/srv/x (le disque ou le dossier est en lecture"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "droits insuffisants sur /srv/x"),
    ],
)
def test_a_full_disk_or_a_closed_folder_has_its_sentence(error, words):
    assert words in french_reason(error)


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), OSError(errno.EPIPE, "Broken pipe"), FileNotFoundError(errno.ENOENT, "x")]
)
def test_a_defect_of_ours_is_not_hidden_behind_a_sentence(error):
    assert french_reason(error) == ""
