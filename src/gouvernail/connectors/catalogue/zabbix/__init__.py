"""Zabbix 6 and 7: how long services answered, by its SLAs or by its events."""
