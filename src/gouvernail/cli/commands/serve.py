"""``gouvernail serve``: bring the installation up to date, then serve it."""

from __future__ import annotations

import argparse
import os

HELP = "met la base à jour puis sert Gouvernail."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the address and the port."""
    parser.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="adresse d’écoute (127.0.0.1)")
    parser.add_argument("--port", default=8000, type=port, metavar="PORT", help="port d’écoute (8000)")


def port(text: str) -> int:
    """Read a port number, between 1 and 65535."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un numéro de port (de 1 à 65535)")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Update, then serve until stopped; returns only if something refused."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.serving import refuse_busy_port, serve
    from gouvernail.cli.ticker import VARIABLE
    from gouvernail.cli.updating import update

    refuse_busy_port(arguments.host, arguments.port)
    update()
    os.environ.setdefault(VARIABLE, "oui")  # the server does its periodic tasks itself, unless told otherwise
    print(f"Gouvernail répond sur http://{arguments.host}:{arguments.port}/ (Ctrl-C pour arrêter)", flush=True)
    serve(arguments.host, arguments.port)
