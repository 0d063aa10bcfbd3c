"""What is asked of a directory: accounts without anybody's name kept, computers, members of the groups that may all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouvernail.connectors.sources.ldap import Entry, Ldap, text_of

PEOPLE_AD = "(&(objectClass=user)(!(objectClass=computer)))"
COMPUTERS_AD = "(objectClass=computer)"
SERVICE_ACCOUNT = b"msds-managedserviceaccount"
"""An account that services share: Active Directory makes it a kind of computer."""
PEOPLE_OPENLDAP = "(objectClass=inetOrgPerson)"

AD_ACCOUNT = (
    "sAMAccountName", "userAccountControl", "lastLogonTimestamp", "accountExpires", "isCriticalSystemObject",
    "primaryGroupID",
)  # fmt: skip
OPENLDAP_ACCOUNT = ("uid", "authTimestamp", "pwdAccountLockedTime", "pwdReset")
COMPUTER = (
    "objectClass", "cn", "dNSHostName", "objectGUID", "operatingSystem", "operatingSystemVersion", "lastLogonTimestamp",
    "userAccountControl",
)  # fmt: skip

DOMAIN_ADMINS, ENTERPRISE_ADMINS = 512, 519
ADMINISTRATORS = bytes.fromhex("01020000000000052000000020020000")
"""S-1-5-32-544, the administrators of the domain itself, as bytes ([MS-DTYP] 2.4.2.2 and 2.4.2.4)."""

MOST_GROUPS = 500


class Directory:
    """A directory and the branch of it that is read."""

    def __init__(self, ldap: Ldap, kind: str) -> None:
        self.ldap = ldap
        self.base = ldap.base()
        self.is_ad = ldap.is_active_directory() if kind == "auto" else kind == "ad"

    def accounts(self, filter_: str = "") -> Iterator[Entry]:
        """Yield the accounts of people, closed ones among them."""
        usual, names = (PEOPLE_AD, AD_ACCOUNT) if self.is_ad else (PEOPLE_OPENLDAP, OPENLDAP_ACCOUNT)
        return self.ldap.search(self.base, filter_.strip() or usual, names)

    def computers(self) -> Iterator[Entry]:
        """Yield the computers that joined the domain; OpenLDAP has none."""
        found = self.ldap.search(self.base, COMPUTERS_AD, COMPUTER) if self.is_ad else iter(())
        return (one for one in found if SERVICE_ACCOUNT not in {name.lower() for name in one[1].get("objectclass", ())})

    def powerful_groups(self, told: Sequence[str]) -> list[str]:
        """Return the names of the groups whose members may do everything: those told, else those of Active Directory.

        Their identifiers never change, their names do with the language of the server.
        """
        if told or not self.is_ad:
            return list(told)
        domain = (self.ldap.one(self.base, ["objectSid"]) or {}).get("objectsid", ())
        wanted = [ADMINISTRATORS, *(sid_with(domain[0], rid) for rid in (DOMAIN_ADMINS, ENTERPRISE_ADMINS) if domain)]
        found: list[str] = []
        for sid in wanted:
            text = "".join(f"\\{byte:02x}" for byte in sid)
            found += [name for name, _values in self.ldap.search(self.base, f"(objectSid={text})", ["cn"])]
        return found

    def members_of(self, groups: Sequence[str]) -> set[str]:
        """Return the names (folded) of all that is in these groups, groups inside groups included."""
        waiting, seen, members = list(groups), {name.lower() for name in groups}, set[str]()
        while waiting and len(seen) <= MOST_GROUPS:
            values = self.ldap.one(waiting.pop(), ["member", "uniqueMember"]) or {}
            for raw in (*values.get("member", ()), *values.get("uniquemember", ())):
                name = raw.decode("utf-8", "replace")
                members.add(name.lower())
                if name.lower() not in seen and self._is_group(name):
                    seen.add(name.lower())
                    waiting.append(name)
        return members

    def _is_group(self, name: str) -> bool:
        classes = (self.ldap.one(name, ["objectClass"]) or {}).get("objectclass", ())
        return any(one.lower().startswith(b"group") for one in classes)


def sid_with(domain: bytes, rid: int) -> bytes:
    """Return the security identifier of a group of a domain: one more sub-authority ([MS-DTYP] 2.4.2.2)."""
    return bytes((domain[0], domain[1] + 1)) + domain[2:] + rid.to_bytes(4, "little")


def first(values: Mapping[str, Sequence[bytes]], name: str) -> str:
    """Return the first value of an attribute as text."""
    return text_of(values.get(name.lower()))
