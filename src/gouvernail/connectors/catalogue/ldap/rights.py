"""The least rights of a reading account, written as Active Directory and OpenLDAP take them."""

from __future__ import annotations

from gouvernail.connectors.catalogue.ldap.client import AD_ACCOUNT, COMPUTER, OPENLDAP_ACCOUNT
from gouvernail.connectors.sources.connector import Access

SAMPLE_BASE, SAMPLE_USER = "dc=mairie,dc=fr", "cn=gouvernail,ou=services,dc=mairie,dc=fr"


def rights_of(access: Access) -> str:
    """Return the orders for the kind of directory that is set, or for both; no password is in them."""
    kind = str(access.option("kind", "auto"))
    parts = [_active_directory()] if kind in ("auto", "ad") else []
    parts += [_openldap(access)] if kind in ("auto", "openldap") else []
    return "\n\n".join(parts)


def _active_directory() -> str:
    names = ", ".join(sorted({*COMPUTER, *AD_ACCOUNT, "objectSid", "member"}, key=str.lower))
    return (
        "Active Directory (PowerShell) : un utilisateur ordinaire du domaine suffit, sans aucun groupe ajouté.\n"
        "New-ADUser -Name gouvernail -SamAccountName gouvernail -Enabled $true -CannotChangePassword $true `\n"
        "  -AccountPassword (Read-Host -AsSecureString) -Description 'Lecture par Gouvernail'\n"
        "Samba : samba-tool user create gouvernail --description='Lecture par Gouvernail'\n"
        f"Il lit, comme tout compte du domaine : {names}."
    )


def _openldap(access: Access) -> str:
    base = str(access.option("base", SAMPLE_BASE)).replace("\n", " ")
    user = str(access.option("user", SAMPLE_USER)).replace("\n", " ")
    user = user if "=" in user else SAMPLE_USER  # « compte@domaine » is no name here
    names = ",".join(("entry", "objectClass", "member", *OPENLDAP_ACCOUNT))
    return (
        "OpenLDAP (ldapmodify, sur olcDatabase={1}mdb,cn=config) :\n"
        "add: olcAccess\n"
        f'olcAccess: {{0}}to dn.subtree="{base}" attrs={names}\n'
        f'  by dn.exact="{user}" read by * break\n'
        "-\n"
        "add: olcLimits\n"
        f'olcLimits: dn.exact="{user}" size.soft=unlimited size.prtotal=unlimited'
    )
