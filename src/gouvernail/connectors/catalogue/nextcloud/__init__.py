"""Nextcloud, through its OCS API: how much it is used, and its team folders."""
