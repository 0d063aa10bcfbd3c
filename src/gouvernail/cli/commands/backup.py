"""``gouvernail backup``: everything in one file, while Gouvernail runs."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "sauvegarde la base, la clé secrète et un manifeste dans une archive, sans arrêter Gouvernail."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file and the portable form."""
    parser.add_argument("file", type=Path, metavar="FICHIER", help="archive à écrire (.zip) ; elle contient un secret")
    parser.add_argument(
        "--portable", action="store_true", help="données relisibles par SQLite comme par PostgreSQL (pour en changer)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the archive."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.archives.writing import write_archive

    write_archive(arguments.file, portable=arguments.portable)
    from django.template.defaultfilters import filesizeformat

    print(f"Sauvegarde vérifiée : {arguments.file} ({filesizeformat(arguments.file.stat().st_size)})")
    return 0
