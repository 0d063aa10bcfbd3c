"""``gouvernail restore``: the return of a backup."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "remplace les données par celles d’une sauvegarde, vérifiée d’abord ; les données remplacées sont gardées."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file and the consent."""
    parser.add_argument("file", type=Path, metavar="FICHIER", help="archive écrite par « gouvernail backup »")
    parser.add_argument("--yes", action="store_true", help="ne demande pas de confirmation")


def run(arguments: argparse.Namespace) -> int:
    """Verify, ask, replace."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.archives.reading import verify_archive
    from gouvernail.cli.archives.restoring import restore_archive

    manifest = verify_archive(arguments.file)
    print(f"Sauvegarde du {manifest.made_at_label}, version {manifest.version} : intacte.")
    if not arguments.yes and not _agreed():
        print("Rien n’a été changé.")
        return 1
    kept = restore_archive(arguments.file, manifest)
    print("Données restaurées.")
    if kept:
        print(f"Les données remplacées sont gardées : {kept}")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print("Ajoutez --yes pour restaurer sans répondre à une question.", file=sys.stderr)
        return False
    return input("Remplacer les données actuelles ? (oui/non) ").strip().lower() in {"o", "oui"}
