"""A real slapd for the tests, started on free ports, with invented people; Microsoft's own schema stands for AD."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.connectors.sources.servers import make_certificate

SLAPD = shutil.which("slapd", path="/usr/sbin:/usr/local/sbin:/usr/lib/openldap:/usr/bin")
SCHEMAS = Path("/etc/ldap/schema")
BASE = "dc=commune,dc=example"
READER, BLIND, LIMITED = (f"cn={name},ou=services,{BASE}" for name in ("lecteur", "aveugle", "limite"))
PASSWORD = "le-mot-de-passe-du-lecteur"

CONFIGURATION = """
{schemas}
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
TLSCertificateFile {certificate}
TLSCertificateKeyFile {certificate}
sizelimit 5
database mdb
suffix "{base}"
rootdn "cn=racine,{base}"
directory {folder}/data
access to dn.subtree="{base}" by dn.exact="{reader}" read by dn.exact="{limited}" read by anonymous auth by * none
limits dn.exact="{reader}" size.soft=unlimited size.prtotal=unlimited
"""


def refuse_without_slapd() -> None:
    """Skip the test, in a sentence, where Debian's slapd is not installed."""
    if SLAPD is None or not (SCHEMAS / "msuser.schema").exists():
        pytest.skip("slapd n’est pas installé (sudo apt install slapd)")


@dataclass
class Slapd:
    """A running directory: its ports, and the certificate that signs it."""

    plain: int
    secure: int
    authority: str


def filetime(days_ago: float) -> int:
    """An instant as Active Directory writes it."""
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)


def entry(name: str, classes: str, **values: object) -> str:
    """An object in LDIF; bytes go in base 64, lists are several values."""
    lines = [f"dn: {name}", *(f"objectClass: {one}" for one in classes.split())]
    for attribute, told in values.items():
        for value in told if isinstance(told, list) else [told]:
            if isinstance(value, bytes):
                lines.append(f"{attribute}:: {base64.b64encode(value).decode()}")
            elif not str(value).isascii():
                lines.append(f"{attribute}:: {base64.b64encode(str(value).encode()).decode()}")
            else:
                lines.append(f"{attribute}: {value}")
    return "\n".join(lines) + "\n"


def branches() -> list[str]:
    """The tree and the accounts that read it."""
    found = [entry(BASE, "top dcObject organization", o="Commune", dc="commune")]
    for name in ("services", "agents", "domaine"):
        found.append(entry(f"ou={name},{BASE}", "organizationalUnit", ou=name))
    for dn in (READER, BLIND, LIMITED):
        found.append(
            entry(dn, "organizationalRole simpleSecurityObject", cn=dn[3:].split(",")[0], userPassword=PASSWORD)
        )
    return found


def agent(number: int, login: str = "") -> str:
    """A person of OpenLDAP."""
    called = login or f"agent{number:03}"
    return entry(
        f"uid={called},ou=agents,{BASE}", "inetOrgPerson", uid=called, cn="SECRETNAME Éléonore", sn="SECRETNAME",
        mail=f"{called}@commune.example",
    )  # fmt: skip


def ad_user(login: str, *, flags: int = 512, seen: float | None = 1, expires: int = 0) -> str:
    """A person of Active Directory."""
    values: dict[str, object] = {"sAMAccountName": login, "userAccountControl": flags, "accountExpires": expires}
    if seen is not None:
        values["lastLogonTimestamp"] = filetime(seen)
    return entry(f"cn=SECRETNAME {login},ou=domaine,{BASE}", "user", cn=f"SECRETNAME {login}", **values)


def ad_computer(name: str, os: str, version: str = "", *, flags: int = 4096, seen: float | None = 1) -> str:
    """A computer of the domain."""
    identifier = uuid.uuid5(uuid.NAMESPACE_DNS, name)
    values: dict[str, object] = {"operatingSystem": os} if os else {}
    if version:
        values["operatingSystemVersion"] = version
    if seen is not None:
        values["lastLogonTimestamp"] = filetime(seen)
    return entry(
        f"cn={name},ou=domaine,{BASE}", "computer", cn=name, sAMAccountName=f"{name}$", userAccountControl=flags,
        objectGUID=identifier.bytes_le, **values,
    )  # fmt: skip


def group(name: str, members: list[str], classes: str = "groupOfNames") -> str:
    """A group and its members."""
    return entry(f"cn={name},ou=services,{BASE}", classes, cn=name, member=members)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_slapd(folder: Path, entries: list[str]):
    """Load a directory and serve it for the time of the tests."""
    certificate, authority = make_certificate(folder)
    (folder / "data").mkdir()
    schemas = "\n".join(
        f"include {SCHEMAS}/{name}.schema" for name in ("core", "cosine", "nis", "inetorgperson", "msuser")
    )
    configuration = folder / "slapd.conf"
    configuration.write_text(
        CONFIGURATION.format(
            schemas=schemas, folder=folder, certificate=certificate, base=BASE, reader=READER, limited=LIMITED
        )
    )
    # -s: what Microsoft demands of each object (security descriptors…) is not written by hand
    loaded = subprocess.run(
        [SLAPD, "-Tadd", "-s", "-f", configuration],
        input="\n".join(entries),
        text=True,
        capture_output=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stderr
    server = Slapd(_free_port(), _free_port(), authority)
    addresses = f"ldap://127.0.0.1:{server.plain}/ ldaps://127.0.0.1:{server.secure}/"
    process = subprocess.Popen([SLAPD, "-d", "0", "-h", addresses, "-f", configuration], stderr=subprocess.PIPE)
    try:
        _wait_for(server.secure, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _attempt in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.05)
        else:
            return
    raise AssertionError("slapd did not start")
