"""``gouvernail sources``: what can be imported, under which columns; and the connected sources."""

from __future__ import annotations

import argparse

from gouvernail.cli.tables import print_json, print_table

HELP = "liste ce qui s’importe : objets, colonnes, mots acceptés."
COLUMNS = {"kind": "Objet", "objects": "Contient", "required": "Colonnes obligatoires"}
CONNECTED = {
    "source": "N°",
    "name": "Source",
    "product": "Outil",
    "organisation": "Collectivité",
    "schedule": "Lecture",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the JSON form, which alone gives every column."""
    parser.add_argument("--json", action="store_true", help="sortie JSON, avec toutes les colonnes")
    parser.add_argument("--connected", action="store_true", help="liste les sources reliées au lieu des objets")


def run(arguments: argparse.Namespace) -> int:
    """Print what can be imported."""
    from gouvernail.cli.starting import start_django

    start_django()
    if arguments.connected:
        return _connected(as_json=arguments.json)
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


def _connected(*, as_json: bool) -> int:
    from gouvernail.connectors.sources.shell import connected

    found = connected()
    if as_json:
        print_json(found)
    else:
        rows = [{name: str(one[name]) for name in CONNECTED} for one in found]
        print_table(CONNECTED, rows, empty="Aucune source reliée.")
    return 0
