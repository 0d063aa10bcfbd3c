"""GLPI 10 and 11, read in their MariaDB database: for large bases, and for what the API does not show."""
