"""OCS Inventory, read in its MariaDB database: its own REST API asks nobody who they are, and fails."""
