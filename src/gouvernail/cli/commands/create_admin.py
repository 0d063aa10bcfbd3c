"""``gouvernail create-admin``: the first person who signs in."""

from __future__ import annotations

import argparse

HELP = "crée un compte administrateur et, s’il le faut, la collectivité qu’il administre."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the person and the organisation; what is missing is asked."""
    parser.add_argument("--email", metavar="ADRESSE", help="adresse électronique du compte")
    parser.add_argument("--name", default="", metavar="NOM", help="nom affiché")
    parser.add_argument("--organisation", metavar="NOM", help="collectivité à administrer, créée si elle n’existe pas")
    parser.add_argument(
        "--kind", default="commune", metavar="NATURE", help="nature de la collectivité à créer (commune, ca, cc, cu…)"
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="lit le mot de passe sur l’entrée standard au lieu de le demander"
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask what is missing, then create."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.administrators import create_administrator
    from gouvernail.cli.questions import ask, ask_password

    email = arguments.email or ask("Adresse électronique : ")
    organisation = arguments.organisation or ask("Collectivité à administrer : ")
    password = ask_password(from_stdin=arguments.password_stdin)
    created = create_administrator(
        email=email, name=arguments.name, password=password, organisation=organisation, kind=arguments.kind
    )
    print(f"{created.user.email} administre {created.organisation}.")
    return 0
