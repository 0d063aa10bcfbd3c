"""``gouvernail demo``: the demonstration, ready to click."""

from __future__ import annotations

import argparse

from gouvernail.cli.commands.serve import port

HELP = "prépare la démonstration (collectivités fictives) et la sert."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port, the fresh start and the mode that does not serve."""
    parser.add_argument("--port", default=8000, type=port, metavar="PORT", help="port d’écoute (8000)")
    parser.add_argument("--reset", action="store_true", help="efface la démonstration et la recrée")
    parser.add_argument("--no-serve", action="store_true", help="prépare la base sans lancer le serveur")


def run(arguments: argparse.Namespace) -> int:
    """Prepare the demonstration and serve it."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.demonstration import accounts_table, prepare
    from gouvernail.cli.serving import refuse_busy_port, serve

    if not arguments.no_serve:
        refuse_busy_port("127.0.0.1", arguments.port)
    prepare(reset=arguments.reset)
    print(accounts_table())
    if arguments.no_serve:
        return 0
    print(f"\nGouvernail répond sur http://127.0.0.1:{arguments.port}/ (Ctrl-C pour arrêter)", flush=True)
    serve("127.0.0.1", arguments.port)
