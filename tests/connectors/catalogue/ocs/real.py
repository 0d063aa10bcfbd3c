"""A real OCS Inventory for the tests: its own schema in MariaDB, its server, inventories sent as agents do.

The server runs in an Apache of its own, on a free port; where Debian's agent is installed, it takes part too.
"""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import httpx
import pytest

from tests.connectors.sources.databases import HOST, PASSWORD, PORT, Throwaway, administrator, throwaway

FILES = Path("/usr/share/ocsinventory-reports")
MODULES = Path("/usr/lib/apache2/modules")
ENGINE = Path("/usr/share/perl5/Apache/Ocsinventory.pm")
APACHE = shutil.which("apache2", path="/usr/sbin")
CLIENT = shutil.which("mariadb") or shutil.which("mysql")
AGENT = shutil.which("ocsinventory-agent")
SHIPPED = 7039
"""The version of the schema that ships; the updates follow it."""

CONFIGURATION = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
User {user}
Group {user}
ErrorLog {folder}/error.log
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule env_module {modules}/mod_env.so
LoadModule perl_module {modules}/mod_perl.so
{settings}
PerlSetVar OCS_DB_PWD {password}
PerlModule Apache::DBI Compress::Zlib XML::Simple
PerlModule Apache::Ocsinventory::Plugins Apache::Ocsinventory Apache::Ocsinventory::Server::Constants
PerlModule Apache::Ocsinventory::Server::System Apache::Ocsinventory::Server::Communication
PerlModule Apache::Ocsinventory::Server::Inventory Apache::Ocsinventory::Server::Duplicate
<Location /ocsinventory>
  Require all granted
  SetHandler perl-script
  PerlHandler Apache::Ocsinventory
</Location>
"""


def refuse_without_ocs() -> None:
    """Skip the tests, in a sentence, where Debian's OCS Inventory cannot be started."""
    if APACHE is None or CLIENT is None or not ENGINE.exists() or not (FILES / "files" / "ocsbase.sql").exists():
        pytest.skip("OCS Inventory n’est pas installé (sudo apt install ocsinventory-server ocsinventory-reports)")
    if not (MODULES / "mod_perl.so").exists():
        pytest.skip("Apache n’a pas son module Perl (sudo apt install libapache2-mod-perl2)")


def load_schema(made: Throwaway) -> str:
    """Load the tables as the product ships them, then each of its updates, as its installer does."""
    updates = sorted((FILES / "files" / "update").glob("*.sql"), key=lambda one: int(one.stem))
    scripts = [FILES / "files" / "ocsbase.sql", *(one for one in updates if int(one.stem) > SHIPPED)]
    text = "\n".join(one.read_text(encoding="utf-8", errors="replace") for one in scripts)
    command = [CLIENT, "--force", "--host", HOST, "--port", str(PORT), "--user", "root", made.name]
    subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # updates drop what is no longer
    version = re.search(r"GUI_VER', '(\d+)'", (FILES / "var.php").read_text(encoding="utf-8", errors="replace"))[1]
    made.run(f"UPDATE config SET TVALUE = '{version}' WHERE NAME = 'GUI_VERSION'")
    return version


@dataclass
class Ocs:
    """A running communication server and its database."""

    database: Throwaway
    address: str
    version: str

    def send(self, name: str, *, device: str = "", **told: object) -> None:
        """Send the inventory of a machine as its agent would: XML, compressed, over HTTP."""
        device = device or f"{name}-2026-01-15-10-00-00"
        body = zlib.compress(_inventory(name, device, told).encode())
        headers = {"Content-Type": "application/x-compress", "User-Agent": "OCS-NG_WINDOWS_AGENT_v2.10.0.0"}
        answer = httpx.post(self.address, content=body, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        assert b"NO_ACCOUNT_UPDATE" in zlib.decompress(answer.content)

    def send_from_here(self, folder: Path) -> None:
        """Let Debian's own agent look at this machine and tell what it found."""
        command = [
            AGENT, f"--server={self.address}", "--local=0", f"--basevardir={folder}", "--force", "--nosoftware",
            "--tag=ICI",
        ]  # fmt: skip
        told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert told.returncode == 0, told.stdout + told.stderr


def _inventory(name: str, device: str, told: Mapping[str, object]) -> str:
    def section(tag: str, values: Mapping[str, object]) -> str:
        inside = "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in values.items() if value is not None)
        return f"<{tag}>{inside}</{tag}>"

    system = told.get("os", "Microsoft Windows 11 Professionnel"), told.get("version", "10.0.22631")
    parts = [
        section("ACCOUNTINFO", {"KEYNAME": "TAG", "KEYVALUE": told.get("tag", "MAIRIE")}),
        section("BIOS", {
            "SMANUFACTURER": "Dell Inc.", "SMODEL": "Latitude 5540", "SSN": told.get("serial", ""),
            "TYPE": told.get("type", "Laptop"), "BDATE": "03/25/2024",
        }),
        section("HARDWARE", {
            "NAME": name, "OSNAME": system[0], "OSVERSION": system[1], "UUID": told.get("uuid"),
            "USERID": "SECRETLOGIN", "CHECKSUM": 262143, "WORKGROUP": "COMMUNE",
        }),
        *(section("NETWORKS", {"DESCRIPTION": "Carte", "MACADDR": mac, "STATUS": "Up"})
          for mac in told.get("macs", ())),
    ]  # fmt: skip
    content = "".join(parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>{content}</CONTENT>'
        f"<DEVICEID>{escape(device)}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _user() -> str:
    """Return who the server becomes: nobody in particular when root starts it."""
    return "www-data" if os.geteuid() == 0 else getpass.getuser()


def _settings(made: Throwaway, writer: str, folder: Path, logs: str) -> str:
    told = {
        "OCS_MODPERL_VERSION": 2, "OCS_DB_HOST": HOST, "OCS_DB_PORT": PORT, "OCS_DB_NAME": made.name,
        "OCS_DB_LOCAL": made.name, "OCS_DB_USER": writer, "OCS_OPT_LOGPATH": logs, "OCS_OPT_LOGLEVEL": 0,
        "OCS_OPT_UNICODE_SUPPORT": 1, "OCS_OPT_COMPRESS_TRY_OTHERS": 1, "OCS_OPT_OPTIONS_NOT_OVERLOADED": 1,
        "OCS_OPT_AUTO_DUPLICATE_LVL": 0, "OCS_OPT_INVENTORY_TRANSACTION": 1, "OCS_OPT_INVENTORY_DIFF": 1,
        "OCS_OPT_TRACE_DELETED": 0, "OCS_PLUGINS_PERL_DIR": "/usr/share/perl5/",
        "OCS_PLUGINS_CONF_DIR": folder / "plugins",
    }  # fmt: skip
    return "\n".join(f'PerlSetEnv {name} "{value}"' for name, value in told.items())


@contextmanager
def running_ocs(folder: Path):
    """Load the schema and serve agents for the time of the tests."""
    made, port = throwaway(), _free_port()
    writer, logs = f"{made.user}_w", tempfile.mkdtemp()
    Path(logs).chmod(0o777)  # the server writes there as somebody else
    try:
        version = load_schema(made)
        made.run([
            f"CREATE USER '{writer}'@'%' IDENTIFIED BY '{PASSWORD}'", f"GRANT ALL ON `{made.name}`.* TO '{writer}'@'%'",
        ])  # fmt: skip
        (folder / "plugins").mkdir()
        configuration = folder / "httpd.conf"
        settings = _settings(made, writer, folder, logs)
        configuration.write_text(
            CONFIGURATION.format(
                folder=folder, port=port, modules=MODULES, settings=settings, password=PASSWORD, user=_user()
            )
        )
        with (folder / "out.log").open("w") as log:
            # a session of its own: when it stops, Apache ends its whole group
            process = subprocess.Popen(
                [APACHE, "-DFOREGROUND", "-f", configuration], stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait_for(port, process, folder)
            yield Ocs(made, f"http://127.0.0.1:{port}/ocsinventory", version)
        finally:
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(logs)
        made.drop()
        with administrator() as link, link.cursor() as cursor:
            cursor.execute(f"DROP USER IF EXISTS '{writer}'@'%'")


def _wait_for(port: int, process: subprocess.Popen, folder: Path) -> None:
    for _attempt in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, (folder / "out.log").read_text() + (folder / "error.log").read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the OCS server did not start")
