"""The errors of MariaDB and MySQL as French sentences, with the remedy of each."""

from __future__ import annotations

import re
import socket

import pymysql

from gouvernail.connectors.sources.certificates import certificate_fault
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError

WRONG_PASSWORD, NO_DATABASE_RIGHT, NO_SUCH_DATABASE = 1045, 1044, 1049
NO_TABLE_RIGHT, NO_COLUMN_RIGHT, NO_SUCH_COLUMN, NO_SUCH_TABLE = 1142, 1143, 1054, 1146
TOO_MANY, HOST_REFUSED, HOST_BLOCKED = 1040, 1130, 1129
CANNOT_CONNECT, LOST, GONE, NO_TLS = 2003, 2013, 2006, 2026

_RIGHTS = (
    "Donnez-le-lui avec l’ordre GRANT affiché sur la page de la source. S’il l’a déjà, c’est que cette version n’a "
    "plus cette table ou cette colonne."
)


def explain(error: BaseException, access: Access) -> SourceError:
    """Return what an error of the driver means to the person who sets the source up."""
    found = certificate_fault(error)
    if found:
        return found
    code = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    text = str(error.args[1]) if len(error.args) > 1 else str(error)
    if isinstance(error, pymysql.MySQLError):
        return _by_code(code, text, access, error)
    if isinstance(error, TimeoutError | socket.timeout):
        return _slow()
    return SourceError(
        Fault.ANSWER,
        "Le serveur a répondu autre chose que ce qui est attendu de MariaDB.",
        "Vérifiez l’adresse et le port.",
    )


def _by_code(code: int, text: str, access: Access, error: BaseException) -> SourceError:
    user, database = access.option("user"), access.option("database")
    if code == WRONG_PASSWORD:
        return SourceError(
            Fault.CREDENTIALS,
            f"Le compte « {user} » ou son mot de passe est refusé.",
            "Retapez le mot de passe. S’il est juste, le compte n’a peut-être pas le droit d’entrer depuis ce serveur "
            "(la partie après @ dans « compte@hôte »).",
        )
    if code in (NO_DATABASE_RIGHT, NO_TABLE_RIGHT, NO_COLUMN_RIGHT):
        return SourceError(
            Fault.RIGHT, f"Il manque à « {user} » le droit de lire {_what(code, text, database)}.", _RIGHTS
        )
    if code == NO_SUCH_DATABASE:
        return SourceError(Fault.SETTING, f"La base « {database} » n’existe pas.", "Corrigez le nom de la base.")
    if code in (NO_SUCH_COLUMN, NO_SUCH_TABLE):
        return SourceError(
            Fault.ANSWER,
            f"{_missing(code, text)} n’existe pas dans cette base.",
            "La version du produit n’est pas de celles que Gouvernail sait lire, ou la base n’est pas la bonne.",
        )
    if code in (HOST_REFUSED, HOST_BLOCKED):
        return SourceError(
            Fault.RIGHT,
            "Le serveur n’accepte pas les connexions de cette machine.",
            f"Créez le compte pour cette machine : « {user}@adresse », ou débloquez-la (FLUSH HOSTS).",
        )
    if code == TOO_MANY:
        return SourceError(Fault.BUSY, "Le serveur a trop de connexions ouvertes.", "Réessayez plus tard.")
    return _network(code, text, access, error)


def _network(code: int, text: str, access: Access, error: BaseException) -> SourceError:
    timed_out = "timed out" in text
    if code == CANNOT_CONNECT:
        why = "ne répond pas" if timed_out else "est injoignable"
        return SourceError(
            Fault.UNREACHABLE,
            f"Le serveur « {access.address} » {why}.",
            "Vérifiez l’adresse, le port, le pare-feu, et que MariaDB écoute ailleurs que sur sa propre machine.",
        )
    if code == NO_TLS:
        return SourceError(
            Fault.CERTIFICATE,
            "Ce serveur ne chiffre pas ses connexions.",
            "Activez TLS dans MariaDB (ssl_cert, ssl_key). Sur la même machine, réglez « Chiffrement : Aucun ».",
        )
    if code in (LOST, GONE) and timed_out:
        return _slow()
    if code in (LOST, GONE, 0):
        return SourceError(
            Fault.UNREACHABLE,
            "La liaison avec le serveur a été coupée.",
            "Ce qui avait été lu avant est gardé à part ; relancez la lecture.",
        )
    return SourceError(
        Fault.ANSWER, f"MariaDB a refusé la question (erreur {code}).", "Signalez ce numéro d’erreur avec la version."
    )


def _slow() -> SourceError:
    return SourceError(
        Fault.TIMEOUT, "Le serveur met trop longtemps à répondre.", "Réessayez à une heure où il est moins chargé."
    )


def _what(code: int, text: str, database: str) -> str:
    column = re.search(r"column '([^']+)'", text)
    table = re.search(r"table [`']?(?:[\w-]+`?\.`?)?([\w-]+)[`']?", text)
    if code == NO_DATABASE_RIGHT:
        return f"la base « {database} »"
    where = f"la table « {table[1]} »" if table else "une table"
    return f"la colonne « {column[1]} » de {where}" if column else where


def _missing(code: int, text: str) -> str:
    name = re.search(r"'([^']+)'", text)
    called = name[1].rsplit(".", 1)[-1] if name else ""
    return f"La colonne « {called} »" if code == NO_SUCH_COLUMN else f"La table « {called} »"
