"""A real Zabbix 6.0 for the tests: its database in PostgreSQL, its server, its frontend (which is its API).

Everything is settled through the API, and outages come as a probe would send them, dated in the past.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

FRONTEND, SQL = Path("/usr/share/zabbix"), Path("/usr/share/zabbix-server-pgsql")
DAEMON, PHP = shutil.which("zabbix_server", path="/usr/sbin:/usr/local/sbin"), shutil.which("php")
POSTGRESQL = os.environ.get("GOUVERNAIL_TEST_ZABBIX_POSTGRES", "host=localhost user=postgres")
ADMINISTRATOR, PASSWORD = "Admin", "zabbix"
READ = [
    "host.get",
    "hostgroup.get",
    "service.get",
    "sla.get",
    "sla.getsli",
    "trigger.get",
    "event.get",
    "maintenance.get",
]


def refuse_without_zabbix() -> None:
    """Skip the tests, in a sentence, where Debian's Zabbix cannot be started."""
    if DAEMON is None or PHP is None or not (SQL / "schema.sql.gz").exists() or not FRONTEND.exists():
        pytest.skip("Zabbix n’est pas installé (sudo apt install zabbix-server-pgsql zabbix-frontend-php php-pgsql)")
    try:
        psycopg.connect(f"{POSTGRESQL} dbname=postgres").close()
    except psycopg.Error:
        pytest.skip("aucun PostgreSQL ne répond sur localhost pour y mettre la base de Zabbix")


@dataclass
class Zabbix:
    """A running Zabbix: where its API and its server answer."""

    address: str
    trapper: int
    database: str
    session: str = ""
    known: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, params: Any, *, auth: str | None = None) -> Any:
        """Ask the API as its administrator, or with a token."""
        token = self.session if auth is None else auth
        body = {"jsonrpc": "2.0", "method": method, "params": params, "id": 1} | ({"auth": token} if token else {})
        told = httpx.post(f"{self.address}/api_jsonrpc.php", json=body, timeout=60).json()
        assert "error" not in told, told
        return told["result"]

    def run(self, sql: str, *values: object) -> list[tuple]:
        """Run a statement in Zabbix's own database."""
        with psycopg.connect(f"{POSTGRESQL} dbname={self.database}", autocommit=True) as link:
            found = link.execute(sql, values)
            return found.fetchall() if found.description else []

    def send(self, host: str, states: list[tuple[int, int]]) -> None:
        """Tell the server, as a probe, that a host was up (1) or down (0) at some instants."""
        for clock, up in states:
            body = json.dumps({
                "request": "sender data",
                "data": [{"host": host, "key": "repond", "value": str(up), "clock": clock, "ns": 0}],
            }).encode()  # fmt: skip
            with socket.create_connection(("127.0.0.1", self.trapper), 10) as link:
                link.sendall(b"ZBXD\x01" + struct.pack("<Q", len(body)) + body)
                told = link.recv(4096)[13:].decode()
            assert "processed: 1" in told, told

    def token_of(self, login: str, role: str, groups: list[str]) -> str:
        """Create an account and its API token."""
        asked = {
            "username": login, "passwd": f"Essai-{uuid.uuid4()}", "roleid": role,
            "usrgrps": [{"usrgrpid": one} for one in groups],
        }  # fmt: skip
        number = self.call("user.create", asked)["userids"][0]
        token = self.call("token.create", {"name": login, "userid": number})["tokenids"][0]
        return self.call("token.generate", [token])[0]["token"]


def _free_port() -> int:
    """Return a port nobody uses, below 32,768: Zabbix takes no other."""
    for _attempt in range(100):
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@contextmanager
def _database():
    name = f"gouvernail_zabbix_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{POSTGRESQL} dbname=postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    try:
        with psycopg.connect(f"{POSTGRESQL} dbname={name}", autocommit=True) as link:
            for part in ("schema", "images", "data"):
                link.execute(gzip.decompress((SQL / f"{part}.sql.gz").read_bytes()))
            link.execute("ANALYZE")  # its questions take minutes otherwise
        yield name
    finally:
        with psycopg.connect(f"{POSTGRESQL} dbname=postgres", autocommit=True) as link:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _frontend(folder: Path, database: str) -> Path:
    """Copy the frontend beside a configuration of its own: Debian's looks in /etc."""
    with psycopg.connect(f"{POSTGRESQL} dbname={database}") as link:
        where = link.info
        server = {"SERVER": where.host, "PORT": str(where.port), "USER": where.user, "PASSWORD": where.password or ""}
    values = server | {"TYPE": "POSTGRESQL", "DATABASE": database, "SCHEMA": ""}
    values |= dict.fromkeys(("KEY_FILE", "CERT_FILE", "CA_FILE", "CIPHER_LIST"), "")
    values |= dict.fromkeys(("VAULT_URL", "VAULT_DB_PATH", "VAULT_TOKEN"), "")
    lines = [f"$DB['{name}'] = '{value}';" for name, value in values.items()]
    lines += [f"$DB['{name}'] = {value};" for name, value in (("ENCRYPTION", "false"), ("VERIFY_HOST", "false"))]
    lines += ["$DB['DOUBLE_IEEE754'] = true;", "$ZBX_SERVER_NAME = '';", "$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;"]
    configuration = folder / "zabbix.conf.php"
    configuration.write_text("<?php\n" + "\n".join(lines))
    www = folder / "www"
    shutil.copytree(FRONTEND, www)
    chooser = www / "include" / "classes" / "core" / "CConfigFile.php"
    chooser.write_text(chooser.read_text().replace("/etc/zabbix/zabbix.conf.php", str(configuration)))
    return www


def _daemon(folder: Path, database: str, port: int) -> list[object]:
    with psycopg.connect(f"{POSTGRESQL} dbname={database}") as link:
        where = link.info
        told = {
            "DBHost": where.host, "DBPort": where.port, "DBName": database, "DBUser": where.user,
            "DBPassword": where.password or "",
        }  # fmt: skip
    told |= {
        "LogType": "console", "ListenIP": "127.0.0.1", "ListenPort": port, "SocketDir": folder, "AllowRoot": 1,
        "PidFile": folder / "pid", "StartPollers": 1, "StartTrappers": 1, "StartPingers": 0, "StartDiscoverers": 0,
        "StartHTTPPollers": 0, "StartPollersUnreachable": 1, "StartPreprocessors": 1, "StartDBSyncers": 1,
        "HousekeepingFrequency": 0, "CacheUpdateFrequency": 1, "ServiceManagerSyncFrequency": 1,
    }  # fmt: skip
    path = folder / "zabbix_server.conf"
    path.write_text("\n".join(f"{name}={value}" for name, value in told.items() if value != "") + "\n")
    return [DAEMON, "-f", "-c", path]


@contextmanager
def _running(command: list[object], log: Path, **options: Any):
    with log.open("w") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True, **options)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def wait_for(what: str, happened, log: Path, seconds: float = 60) -> None:
    """Wait until something is so; say what was awaited, and what the program told, when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what}: {log.read_text()[-2000:]}")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def running_zabbix(folder: Path):
    """Load the database and serve the API and the server for the time of the tests."""
    web, trapper = _free_port(), _free_port()
    with _database() as database:
        www = _frontend(folder, database)
        serve = [PHP, "-d", "max_execution_time=300", "-d", "display_errors=0", "-S", f"127.0.0.1:{web}"]
        with (
            _running(serve, folder / "php.log", cwd=www),
            _running(_daemon(folder, database, trapper), folder / "server.log"),
        ):
            wait_for("the API", lambda: _answers(web), folder / "php.log")
            wait_for("the server", lambda: _answers(trapper), folder / "server.log")
            zabbix = Zabbix(f"http://127.0.0.1:{web}", trapper, database)
            zabbix.session = zabbix.call("user.login", {"username": ADMINISTRATOR, "password": PASSWORD}, auth="")
            yield zabbix
