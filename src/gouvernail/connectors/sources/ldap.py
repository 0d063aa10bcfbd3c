"""Ask a directory (Active Directory, OpenLDAP): certificates verified, time limits, every page, never a short list.

This is the only module that knows the library (ldap3), so that another may replace it.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from ldap3 import BASE, NONE, SIMPLE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPInvalidFilterError

from gouvernail.connectors.sources.certificates import certificate_fault, tls_context
from gouvernail.connectors.sources.connector import Access
from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.hosts import check_host
from gouvernail.connectors.sources.ldap_faults import explain, refused

CONNECT_SECONDS, READ_SECONDS = 10, 60
PAGE = 500
SUCCESS = 0
ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800"
"""The capability by which Active Directory, and Samba, make themselves known ([MS-ADTS] 3.1.1.3.4.3)."""

Entry = tuple[str, Mapping[str, Sequence[bytes]]]
"""The name of an object and its values, raw, by attribute in lower case."""

_ENCRYPTIONS = {"exige": 636, "starttls": 389, "aucun": 389}


class _Verified(Tls):
    """TLS by the context that all sources share, which checks the certificate and the name of the server."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self.context, self.host = context, host
        self.trouble: BaseException | None = None

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
        """Encrypt the socket of a connection."""
        try:
            connection.socket = self.context.wrap_socket(connection.socket, server_hostname=self.host)
        except (ssl.SSLError, OSError) as error:
            self.trouble = error  # the library keeps only its words
            raise


def address_parts(access: Access) -> tuple[str, int, str]:
    """Return the host, the port and the encryption of « annuaire », « annuaire:636 » or « ldaps://annuaire »."""
    encryption = str(access.option("tls", "exige"))
    text = access.address.strip()
    parts = urlsplit(text if "://" in text else f"//{text}")
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or encryption not in _ENCRYPTIONS or parts.scheme not in ("", "ldap", "ldaps") or parts.path.strip("/"):
        raise SourceError(
            Fault.SETTING,
            "L’adresse de l’annuaire n’est pas lisible.",
            "Écrivez « annuaire.exemple.fr » ou « annuaire.exemple.fr:636 ».",
        )
    check_host(host)
    return host, port or _ENCRYPTIONS[encryption], encryption


class Ldap:
    """A directory, as an account that only reads sees it."""

    def __init__(self, access: Access) -> None:
        self.access = access
        host, port, encryption = address_parts(access)
        tls = None if encryption == "aucun" else _Verified(tls_context(access.authority), host)
        server = Server(
            host, port, use_ssl=encryption == "exige", tls=tls, get_info=NONE, connect_timeout=CONNECT_SECONDS
        )
        try:
            self._link = self._open(server, encryption)
        except (LDAPException, OSError, ssl.SSLError, UnicodeError) as error:
            found = certificate_fault(tls.trouble) if tls and tls.trouble else None
            raise found or explain(error, access) from error

    def _open(self, server: Server, encryption: str) -> Connection:
        user, password = str(self.access.option("user")), self.access.secret("password")
        if not password:  # a bind without a password is anonymous, and succeeds
            raise SourceError(Fault.CREDENTIALS, "Le mot de passe est vide.", "Tapez celui du compte de lecture.")
        link = Connection(
            server, user, password, authentication=SIMPLE, read_only=True, auto_referrals=False,
            receive_timeout=READ_SECONDS, check_names=False, raise_exceptions=False,
        )  # fmt: skip
        link.open()
        if encryption == "starttls" and not link.start_tls(read_server_info=False):
            raise refused(link.result, self.access)
        if not link.bind(read_server_info=False):
            raise refused(link.result, self.access)
        return link

    def root(self) -> Mapping[str, Sequence[bytes]]:
        """Return what the directory says of itself."""
        names = ["namingContexts", "defaultNamingContext", "supportedCapabilities", "vendorName", "vendorVersion"]
        found = self._ask("", "(objectClass=*)", BASE, names)
        return found[0][1] if found else {}

    def is_active_directory(self) -> bool:
        """Whether this is Active Directory, or Samba playing its part."""
        return ACTIVE_DIRECTORY.encode() in self.root().get("supportedcapabilities", ())

    def base(self) -> str:
        """Return the branch that is read: the one of the settings, else the directory's own."""
        told = str(self.access.option("base")).strip()
        if told:
            return told
        root = self.root()
        for name in ("defaultnamingcontext", "namingcontexts"):
            if root.get(name):
                return root[name][0].decode("utf-8", "replace")
        raise SourceError(
            Fault.SETTING, "L’annuaire ne dit pas quelle est sa base.", "Écrivez-la, par exemple « dc=mairie,dc=fr »."
        )

    def search(self, base: str, filter_: str, names: Sequence[str]) -> Iterator[Entry]:
        """Yield all the objects under a branch, a page at a time; an answer that was cut raises ``SourceError``."""
        cookie: bytes | None = None
        while True:
            yield from self._ask(base, filter_, SUBTREE, names, paged_size=PAGE, paged_cookie=cookie)
            controls = (self._link.result or {}).get("controls") or {}
            cookie = controls.get("1.2.840.113556.1.4.319", {}).get("value", {}).get("cookie")
            if not cookie:
                return

    def one(self, name: str, names: Sequence[str]) -> Mapping[str, Sequence[bytes]] | None:
        """Return an object by its name, with all the values of long attributes; ``None`` when it is not seen."""
        try:
            found = self._ask(name, "(objectClass=*)", BASE, names)
        except SourceError as error:
            if error.fault in (Fault.SETTING, Fault.RIGHT):
                return None
            raise
        return found[0][1] if found else None

    def _ask(self, base: str, filter_: str, scope: str, names: Sequence[str], **options: Any) -> list[Entry]:
        try:
            self._link.search(base, filter_, scope, attributes=list(names), time_limit=READ_SECONDS, **options)
        except LDAPInvalidFilterError as error:
            raise SourceError(
                Fault.SETTING, "Un filtre des réglages n’est pas lisible.", "Écrivez-le comme « (objectClass=person) »."
            ) from error
        except (LDAPException, OSError, ssl.SSLError) as error:
            raise explain(error, self.access) from error
        result = self._link.result or {}
        if result.get("result") != SUCCESS:
            raise refused(result, self.access, base)
        return [
            (one["dn"], _by_name(one["raw_attributes"]))
            for one in self._link.response or ()
            if one.get("type") == "searchResEntry"  # references to other directories are left
        ]

    def close(self) -> None:
        """Let go of the directory."""
        try:
            self._link.unbind()
        except (LDAPException, OSError):
            return


def _by_name(told: Mapping[str, Sequence[bytes]]) -> dict[str, list[bytes]]:
    """Return values by attribute; one that came in pieces (« member;range=0-1499 ») is whole again."""
    found: dict[str, list[bytes]] = {}
    for name, values in told.items():
        found.setdefault(name.lower().split(";", 1)[0], []).extend(values)
    return found


@contextmanager
def opened(access: Access) -> Iterator[Ldap]:
    """Give a directory, closed whatever happens."""
    directory = Ldap(access)
    try:
        yield directory
    finally:
        directory.close()


def text_of(values: Sequence[bytes] | None) -> str:
    """Return the first value of an attribute as text; empty when it has none."""
    return values[0].decode("utf-8", "replace").strip() if values else ""
