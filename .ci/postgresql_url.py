"""Print the address of a PostgreSQL server for the tests, or nothing where none answers.

``GOUVERNAIL_TEST_POSTGRES`` names the server; it must then answer. Without it, localhost:5432 is tried with the
current user then ``postgres``. The database name is this clone's own, so that two clones never share one.
"""

import getpass
import hashlib
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

CLONE = Path(__file__).resolve().parents[1]


def own_database(url: str) -> str:
    """Return ``url`` with a database name that belongs to this clone (Django creates it as ``test_<name>``)."""
    name = f"gouvernail_{hashlib.sha256(str(CLONE).encode()).hexdigest()[:8]}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def why_not(url: str) -> str:
    """Return why the server does not let databases be created, or an empty string."""
    server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    try:
        with psycopg.connect(server, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return "" if row.fetchone()[0] else "cet utilisateur n'a pas le droit de créer une base"
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]


def main() -> int:
    """Print the address; exit 1 if the server that was named does not do."""
    named = os.environ.get("GOUVERNAIL_TEST_POSTGRES", "")
    if named:
        reason = why_not(named)
        if reason:
            print(f"GOUVERNAIL_TEST_POSTGRES ne convient pas : {reason}", file=sys.stderr)
            return 1
        print(own_database(named))
        return 0
    for user in (getpass.getuser(), "postgres"):
        url = f"postgres://{user}@localhost:5432/postgres"
        if not why_not(url):
            print(own_database(url))
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
