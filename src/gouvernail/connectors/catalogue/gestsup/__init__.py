"""GestSup 3.1 and 3.2, read in its MariaDB database."""
