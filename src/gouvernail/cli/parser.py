"""The command line: one subcommand for each module of ``commands``."""

from __future__ import annotations

import argparse
from importlib import import_module

from gouvernail import __version__
from gouvernail.cli.french import FrenchParser, speak_french

COMMANDS = (
    "demo",
    "serve",
    "tick",
    "create_admin",
    "check",
    "journal",
    "meetings",
    "indicators",
    "snapshot",
    "alerts",
    "boards",
    "deck",
    "minutes",
    "ppi",
    "convocations",
    "reminders",
    "rank",
    "plan",
    "import",
    "sources",
    "backup",
    "restore",
)
"""In the order of the help. Each module has ``HELP``, ``arguments(parser)`` and ``run(arguments) -> int``."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; the parsed arguments carry ``run``, the function to call, or None without a subcommand."""
    speak_french()
    parser = FrenchParser(
        prog="gouvernail",
        description="Piloter le système d’information d’une collectivité.",
        epilog="« gouvernail COMMANDE --help » détaille une commande. "
        "Code de retour : 0 fait, 1 échec ou défaut trouvé, 2 mauvais usage.",
    )
    parser.set_defaults(run=None)
    parser.add_argument("--version", action="version", version=f"gouvernail {__version__}", help="affiche la version")
    subparsers = parser.add_subparsers(title="commandes\u00a0", metavar="COMMANDE", parser_class=FrenchParser)
    for name in COMMANDS:
        module = import_module(f"gouvernail.cli.commands.{name}")
        subparser = subparsers.add_parser(name.replace("_", "-"), help=module.HELP, description=module.HELP)
        module.arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser
