"""Handing the process over to the web server."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
from typing import NoReturn

from django.conf import settings
from django.db import connections

from gouvernail.cli.refusals import Refusal

THREADS = 8
APPLICATION = "gouvernail.config.wsgi:application"


def refuse_busy_port(host: str, port: int) -> None:
    """Refuse, in French, an address or a port that cannot be listened to."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise Refusal(f"l’adresse « {host} » est inconnue de cette machine.") from error
    with socket.socket(family, kind, protocol) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(address)
        except OSError as error:
            raise Refusal(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"le port {port} est déjà pris. Choisissez-en un autre : --port {port + 1 if port < 65535 else 8000}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"le port {port} est réservé à l’administrateur de la machine. Choisissez-en un au-delà de 1024."
    return f"impossible d’écouter sur {host}, port {port} ({error.strerror})."


def mark_as_serving() -> int:
    """Hold a shared lock that outlives this process's change into the server: a restoration refuses to run under it.

    Returns the descriptor, to be kept open.
    """
    descriptor = os.open(settings.DATA_FOLDER / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refusal("une restauration est en cours. Recommencez quand elle sera finie.") from error
    os.set_inheritable(descriptor, True)
    return descriptor


def serve(host: str, port: int) -> NoReturn:
    """Become the web server: one process, several threads, so that SQLite and the cache have a single owner."""
    mark_as_serving()
    connections.close_all()
    sys.stdout.flush()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", str(THREADS), "--log-level", "error", "--no-ws"]
    command += ["--workers-kill-timeout", "10", APPLICATION]
    os.execv(sys.executable, command)  # noqa: S606 (our own interpreter, arguments already checked)
