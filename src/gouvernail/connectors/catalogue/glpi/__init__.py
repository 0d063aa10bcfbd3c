"""GLPI 10 and 11, through their REST API (version 1)."""
