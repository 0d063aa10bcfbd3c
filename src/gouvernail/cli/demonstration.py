"""Preparing the demonstration, without ever touching real data."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from gouvernail.cli import databases
from gouvernail.cli.archives.locking import alone_on_the_data
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.tables import table
from gouvernail.cli.updating import update


def prepare(*, reset: bool) -> None:
    """Bring the database up to date and load the demonstration if it is not there; ``reset`` starts over.

    Refuses a database that holds anything else than the demonstration.
    """
    _refuse_real_data()
    if reset and not databases.is_empty():
        with alone_on_the_data():
            _empty()
    update()
    if not holds_demo():
        print("Chargement de la démonstration :", flush=True)
        from gouvernail.demo.loading import load_demo

        load_demo(progress=lambda place: print(f"  {place}", flush=True))


def holds_demo() -> bool:
    """Say whether the demonstration is in the database."""
    return _count("SELECT COUNT(*) FROM organisations_organisation WHERE is_demo") > 0


def accounts_table() -> str:
    """Return the demonstration's accounts, one a line, with the password they share or their own."""
    from gouvernail.demo.loading import demo_accounts

    rows = [(a.email, a.password, str(a.role_label), str(a.place_name)) for a in demo_accounts()]
    return "\nComptes de la démonstration :\n\n" + table(("Compte", "Mot de passe", "Rôle", "Collectivité"), rows)


def _refuse_real_data() -> None:
    if databases.is_empty():
        return
    real = _count("SELECT COUNT(*) FROM organisations_organisation WHERE NOT is_demo")
    if real or (not holds_demo() and _count("SELECT COUNT(*) FROM accounts_user")):
        raise Refusal(
            f"cette base contient déjà des données qui ne sont pas celles de la démonstration ({_where()}). "
            "Pour l’essayer à côté : GOUVERNAIL_DATA=/un/autre/dossier gouvernail demo"
        )


def _where() -> str:
    return str(databases.sqlite_file() if databases.is_sqlite() else connection.settings_dict["NAME"])


def _count(query: str) -> int:
    """Count in plain SQL: the tables may be those of an older version, or missing (0)."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]
    except DatabaseError:
        return 0


def _empty() -> None:
    if not databases.is_sqlite():
        update()
        call_command("flush", verbosity=0, interactive=False)
        return
    connection.close()
    file = databases.sqlite_file()
    for suffix in ("-wal", "-shm", ""):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
