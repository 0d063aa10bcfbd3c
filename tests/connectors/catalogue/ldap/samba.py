"""A real domain for the tests: Samba plays Active Directory, provisioned in a folder, with invented people.

Active Directory answers on ports that nobody chooses (389, 636): the domain gets a loopback address of its own instead,
and root, whom those ports ask for.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import ssl
import subprocess
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import ldap3
import pytest

from tests.connectors.catalogue.ldap.server import filetime
from tests.connectors.sources.servers import make_certificate

REALM = "ad.commune.example"
BASE = "DC=ad,DC=commune,DC=example"
AGENTS, MACHINES, SERVICES = (f"OU={name},{BASE}" for name in ("Agents", "Postes", "Services"))
ADMINISTRATOR, PASSWORD = f"administrator@{REALM}", "Essai-2026-annuaire"
SAMBA = shutil.which("samba", path="/usr/sbin:/usr/local/samba/sbin")
TOOL = shutil.which("samba-tool", path="/usr/bin:/usr/local/samba/bin")
SCHEMAS = Path("/usr/share/samba/setup/ad-schema")

OPEN, CLOSED, COMPUTER = 512 | 32, 514 | 32, 4096 | 32
"""userAccountControl; 32: no password is asked of those whom nobody signs in as."""
LASTING = 0x10000
PEOPLE = 1_205


def refuse_without_samba() -> None:
    """Skip the tests, in a sentence, where Debian's Samba cannot be started."""
    if SAMBA is None or TOOL is None or not SCHEMAS.exists():
        pytest.skip("Samba n’est pas installé (sudo apt install samba samba-ad-dc samba-ad-provision)")
    if os.geteuid() != 0:
        pytest.skip("il faut être root pour que Samba réponde sur le port 636")


@dataclass
class Domain:
    """A running domain: where it answers, the certificate that signs it, and its administrator's own connection."""

    address: str
    authority: str
    configuration: Path
    link: ldap3.Connection = field(repr=False)

    def add(self, name: str, classes: str | list[str], **values: object) -> None:
        """Create an object."""
        assert self.link.add(name, classes, values), self.link.result

    def change(self, name: str, **values: object) -> None:
        """Replace attributes of an object."""
        assert self.link.modify(name, {key: [(ldap3.MODIFY_REPLACE, [told])] for key, told in values.items()}), (
            self.link.result
        )

    def sign_in(self, login: str, password: str = PASSWORD) -> bool:
        """Sign in as somebody, as their workstation would: the domain dates it by itself."""
        with_tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_data=self.authority)
        server = ldap3.Server(self.address, 636, use_ssl=True, tls=with_tls, get_info=ldap3.NONE)
        return ldap3.Connection(server, f"{login}@{REALM}", password).bind()

    def give_password(self, name: str, **values: object) -> None:
        """Let somebody sign in."""
        self.change(name, unicodePwd=f'"{PASSWORD}"'.encode("utf-16-le"), userAccountControl=512, **values)

    def sid(self, login: str) -> str:
        """Return the security identifier of an account, as text."""
        self.link.search(BASE, f"(sAMAccountName={login})", attributes=["objectSid"])
        raw = self.link.response[0]["raw_attributes"]["objectSid"][0]
        parts = [int.from_bytes(raw[8 + 4 * rank : 12 + 4 * rank], "little") for rank in range(raw[1])]
        return "-".join(map(str, ("S", raw[0], int.from_bytes(raw[2:8], "big"), *parts)))

    def deny(self, name: str, rule: str) -> None:
        """Take a right away, by an entry of the access list (SDDL)."""
        command = [TOOL, "dsacl", "set", "-s", self.configuration, f"--objectdn={name}", f"--sddl={rule}"]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr


def _address() -> str:
    """Return a loopback address where nobody answers on the directory's ports."""
    for _attempt in range(50):
        found = f"127.77.{random.randrange(256)}.{random.randrange(1, 255)}"
        try:
            for port in (389, 636):
                with socket.socket() as probe:
                    probe.bind((found, port))
        except OSError:
            continue
        return found
    raise AssertionError("no loopback address is free")


@contextmanager
def running_samba(folder: Path):
    """Provision a domain and serve it for the time of the tests."""
    address = _address()
    certificate, authority = make_certificate(folder, name=address)
    certificate.chmod(0o600)
    provision = [
        TOOL, "domain", "provision", f"--realm={REALM.upper()}", "--domain=COMMUNE", "--server-role=dc",
        "--dns-backend=NONE", f"--adminpass={PASSWORD}", f"--targetdir={folder}", "--host-name=annuaire",
        f"--host-ip={address}",
    ]  # fmt: skip
    told = subprocess.run(provision, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    options = (
        "server services=ldap", f"interfaces={address}/8", "bind interfaces only=yes", f"lock directory={folder}/lock",
        f"pid directory={folder}", f"ncalrpc dir={folder}/ncalrpc", f"tls certfile={certificate}",
        f"tls keyfile={certificate}", "tls cafile=", "ldb:nosync=true",
    )  # fmt: skip
    configuration = folder / "etc" / "smb.conf"
    command = [SAMBA, "-F", "--no-process-group", "--model=single", "-d0", "-s", configuration]
    with (folder / "samba.log").open("w") as log:
        process = subprocess.Popen([*command, *(f"--option={one}" for one in options)], stdout=log, stderr=log)
    try:
        _wait_for(address, process, folder)
        server = ldap3.Server(
            address, 636, use_ssl=True, get_info=ldap3.NONE,
            tls=ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_data=authority),
        )  # fmt: skip
        link = ldap3.Connection(server, ADMINISTRATOR, PASSWORD, auto_bind=True, check_names=False)
        yield Domain(address, authority, configuration, link)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: subprocess.Popen, folder: Path) -> None:
    for _attempt in range(400):
        try:
            socket.create_connection((address, 636), 1).close()
        except OSError:
            assert process.poll() is None, (folder / "samba.log").read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError("Samba did not start")


def person(domain: Domain, login: str, *, branch: str = AGENTS, flags: int = OPEN, **values: object) -> str:
    """Create a person and return the name of their account."""
    name = f"CN=SECRETNAME {login},{branch}"
    domain.add(name, "user", sAMAccountName=login, userAccountControl=flags, **values)
    return name


def group(domain: Domain, name: str, *members: str) -> str:
    """Create a group and return its name."""
    domain.add(f"CN={name},{SERVICES}", "group", sAMAccountName=name, **({"member": list(members)} if members else {}))
    return f"CN={name},{SERVICES}"


def machine(domain: Domain, name: str, system: str, version: str, *, flags: int = COMPUTER, seen: float | None = 1):
    """Create a computer of the domain, last heard of so many days ago."""
    told = {"operatingSystem": system, "operatingSystemVersion": version} if system else {}
    domain.add(f"CN={name},{MACHINES}", "computer", sAMAccountName=f"{name}$", userAccountControl=flags, **told)
    if seen is not None:
        domain.change(f"CN={name},{MACHINES}", lastLogonTimestamp=filetime(seen))


def settle(domain: Domain) -> None:
    """Fill the domain: more people than a page of Active Directory holds, and every kind of account."""
    for branch in (AGENTS, MACHINES, SERVICES):
        domain.add(branch, "organizationalUnit")
    for number in range(PEOPLE):
        person(domain, f"agent{number:04}")
    for number in range(10):  # ten signed in a while ago, ten long ago
        domain.change(f"CN=SECRETNAME agent{number:04},{AGENTS}", lastLogonTimestamp=filetime(12))
        domain.change(f"CN=SECRETNAME agent{number + 10:04},{AGENTS}", lastLogonTimestamp=filetime(60))
    for number in range(20, 27):
        domain.change(f"CN=SECRETNAME agent{number:04},{AGENTS}", userAccountControl=OPEN | LASTING)
    person(domain, "parti", flags=CLOSED)
    person(domain, "stagiaire", accountExpires=filetime(3))
    person(domain, "jamais", accountExpires=0x7FFFFFFFFFFFFFFF)
    person(domain, "permanent", accountExpires=0)
    for login in ("lecteur", "aveugle", "borgne", "sourd"):
        domain.give_password(person(domain, login, branch=SERVICES))
    _settle_privileges(domain)
    _settle_machines(domain)
    _settle_refusals(domain)
    _settle_rights(domain)


def _settle_privileges(domain: Domain) -> None:
    """Groups in groups that come back on themselves, a service, and one who is known by the primary group alone."""
    chief = person(domain, "chef")
    service = person(domain, "svc.sauvegarde", branch=SERVICES)
    lower = group(domain, "Exploitation", chief, service)
    upper = group(domain, "Informatique", lower)
    admins = f"CN=Domain Admins,CN=Users,{BASE}"
    domain.link.modify(lower, {"member": [(ldap3.MODIFY_ADD, [upper])]})
    alone = person(domain, "primaire")
    domain.link.modify(admins, {"member": [(ldap3.MODIFY_ADD, [upper, alone])]})
    domain.change(alone, primaryGroupID=512)  # leaves the list of members by itself
    person(domain, "ordinaire")


def _settle_machines(domain: Domain) -> None:
    machine(domain, "PC-001", "Windows 11 Professionnel", "10.0 (22631)")
    machine(domain, "PC-002", "Windows 10 Professionnel", "10.0 (19045)", seen=200)
    machine(domain, "PC-003", "", "", seen=None)
    machine(domain, "PC-VIEUX", "Windows 7 Professionnel", "6.1 (7601)", flags=COMPUTER | 2)
    machine(domain, "SRV-1", "Windows Server 2025 Standard", "10.0 (26100)")
    domain.add(
        f"CN=gerer,CN=Managed Service Accounts,{BASE}", "msDS-ManagedServiceAccount", sAMAccountName="gerer$",
        userAccountControl=COMPUTER,
    )  # fmt: skip


def _settle_refusals(domain: Domain) -> None:
    """Accounts that the domain turns away, each for its own reason."""
    for login in ("ferme", "echu", "a_changer", "verrouille"):
        domain.give_password(person(domain, login, branch=SERVICES))
    domain.change(f"CN=SECRETNAME ferme,{SERVICES}", userAccountControl=514)
    domain.change(f"CN=SECRETNAME echu,{SERVICES}", accountExpires=filetime(1))
    domain.change(f"CN=SECRETNAME a_changer,{SERVICES}", pwdLastSet=0)
    domain.change(BASE, lockoutThreshold=3)
    for _attempt in range(4):
        domain.sign_in("verrouille", "faux")


def _settle_rights(domain: Domain) -> None:
    """What may be taken away: « aveugle » sees nobody, « borgne » not who is closed, « sourd » not who signed in."""
    domain.deny(AGENTS, f"(D;CI;RPLCLORC;;;{domain.sid('aveugle')})")
    for place, login, attribute in (
        (BASE, "borgne", "userAccountControl"),
        (f"CN=PC-001,{MACHINES}", "borgne", "userAccountControl"),  # computers come with a right of their own
        (BASE, "sourd", "lastLogonTimestamp"),
    ):
        domain.deny(place, f"(OD;CI;RP;{_attribute(domain, attribute)};;{domain.sid(login)})")


def _attribute(domain: Domain, name: str) -> str:
    """Return the identifier of an attribute in the schema, as access lists name it."""
    domain.link.search(f"CN=Schema,CN=Configuration,{BASE}", f"(lDAPDisplayName={name})", attributes=["schemaIDGUID"])
    return str(uuid.UUID(bytes_le=domain.link.response[0]["raw_attributes"]["schemaIDGUID"][0]))
