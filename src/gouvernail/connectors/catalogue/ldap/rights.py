"""The least rights of a reading account, written as Active Directory and OpenLDAP take them."""

from __future__ import annotations

from gouvernail.connectors.catalogue.ldap.client import COMPUTER, OPENLDAP_ACCOUNT
from gouvernail.connectors.sources.connector import Access


def rights_of(access: Access) -> str:
    """Return the orders for both kinds of directories; no password is in them."""
    base = str(access.option("base", "dc=mairie,dc=fr")).replace("\n", " ")
    user = str(access.option("user", "cn=gouvernail,ou=services,dc=mairie,dc=fr")).replace("\n", " ")
    names = ",".join(("entry", "objectClass", "member", *OPENLDAP_ACCOUNT))
    return (
        "Active Directory (PowerShell) : un utilisateur ordinaire du domaine suffit, sans aucun groupe ajouté.\n"
        "New-ADUser -Name gouvernail -SamAccountName gouvernail -Enabled $true -CannotChangePassword $true `\n"
        "  -AccountPassword (Read-Host -AsSecureString) -Description 'Lecture par Gouvernail'\n"
        "Il lit, comme tout compte du domaine : "
        f"{', '.join(COMPUTER)}.\n\n"
        "OpenLDAP (ldapmodify, sur olcDatabase={1}mdb,cn=config) :\n"
        "add: olcAccess\n"
        f'olcAccess: {{0}}to dn.subtree="{base}" attrs={names}\n'
        f'  by dn.exact="{user}" read by * break\n'
        "-\n"
        "add: olcLimits\n"
        f'olcLimits: dn.exact="{user}" size.soft=unlimited size.prtotal=unlimited'
    )
