"""``gouvernail snapshot``: keep the figures of the day, for those whose source only says what is."""

from __future__ import annotations

import argparse

HELP = "garde les chiffres du jour que leur source ne conserve pas (à lancer chaque nuit)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to declare: every place is read, on its own day."""


def run(arguments: argparse.Namespace) -> int:
    """Keep the figures of every place."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.indicators.snapshots import take
    from gouvernail.organisations.models import Organisation

    places = list(Organisation.objects.all())
    count = sum(take(place, place.today()) for place in places)
    print(f"{count} chiffre(s) gardé(s) pour {len(places)} collectivité(s).")
    return 0
