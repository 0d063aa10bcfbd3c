"""``gouvernail sources``: what can be imported, under which columns."""

from __future__ import annotations

import argparse

from gouvernail.cli.tables import print_json, print_table

HELP = "liste ce qui s’importe : objets, colonnes, mots acceptés."
COLUMNS = {"kind": "Objet", "objects": "Contient", "required": "Colonnes obligatoires"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the JSON form, which alone gives every column."""
    parser.add_argument("--json", action="store_true", help="sortie JSON, avec toutes les colonnes")


def run(arguments: argparse.Namespace) -> int:
    """Print what can be imported."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.connectors.shell import sources

    found = sources()
    if arguments.json:
        print_json(found)
        return 0
    rows = [
        {
            "kind": one["kind"],
            "objects": one["objects"],
            "required": ", ".join(field["column"] for field in one["fields"] if field["required"]),
        }
        for one in found
    ]
    print_table(COLUMNS, rows, empty="Rien ne s’importe.")
    return 0
