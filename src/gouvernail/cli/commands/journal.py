"""``gouvernail journal``: the journal in a file that anybody may verify, and what it keeps no longer."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "écrit le journal signé dans un fichier vérifiable ailleurs, ou vide les détails de plus d’un an."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file and the emptying."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FICHIER", help="fichier à écrire (.jsonl)")
    parser.add_argument(
        "--trim", action="store_true", help="vide les détails des actes courants de plus de 12 mois ; la chaîne tient"
    )
    parser.add_argument("--key", action="store_true", help="affiche la clé publique de l’instance")


def run(arguments: argparse.Namespace) -> int:
    """Write, empty, or show the key."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.refusals import Refusal
    from gouvernail.journal.exporting import export_lines
    from gouvernail.journal.keeping import empty_old_details
    from gouvernail.journal.sealing import public_key

    if not (arguments.file or arguments.trim or arguments.key):
        raise Refusal("donnez un fichier à écrire, --trim ou --key.")
    if arguments.trim:
        print(f"Détails vidés : {empty_old_details(actor='conservation')}.")
    if arguments.file:
        with arguments.file.open("w", encoding="utf-8") as written:
            count = sum(1 for line in export_lines() if written.write(line))
        print(f"Journal écrit : {arguments.file} ({count} lignes). « gouvernail check --journal » le vérifie.")
    if arguments.key:
        print(public_key())
    return 0
