"""``gouvernail indicators``: the catalogue of indicators, and what they measure at a place."""

from __future__ import annotations

import argparse

from gouvernail.cli.refusals import Refusal
from gouvernail.cli.tables import print_json, print_table

HELP = "liste les indicateurs, avec leurs valeurs pour une collectivité si on la nomme."
COLUMNS = {"code": "Code", "family": "Famille", "label": "Indicateur", "unit": "Unité"}
VALUE_COLUMNS = {"code": "Code", "label": "Indicateur", "text": "Valeur", "period": "Période", "as_of": "Données du"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the JSON form and the place to measure."""
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")
    parser.add_argument(
        "--values", metavar="COLLECTIVITÉ", help="donne aussi les valeurs de cette collectivité (son adresse courte)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the catalogue, measured where a place is named."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.indicators.queries import as_json

    described = as_json(_scope(arguments.values)) if arguments.values else as_json()
    if arguments.json:
        print_json(described)
    else:
        columns = VALUE_COLUMNS if arguments.values else COLUMNS
        rows = [{key: _words(one[key]) for key in columns} for one in described]
        print_table(columns, rows, empty="Aucun indicateur.")
    return 0


def _scope(slug: str):
    from gouvernail.indicators.scope import Scope
    from gouvernail.organisations.models import Organisation

    place = Organisation.objects.filter(slug=slug).first()
    if place is None:
        known = ", ".join(Organisation.objects.order_by("path").values_list("slug", flat=True)[:8])
        raise Refusal(f"il n’y a pas de collectivité « {slug} » (par exemple : {known}).")
    return Scope.of_machine(place)


def _words(value: object) -> str:
    if value is None:
        return "non renseigné"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
