"""LDAP directories: Active Directory, Samba and OpenLDAP."""
