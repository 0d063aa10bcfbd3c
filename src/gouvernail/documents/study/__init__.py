"""The documents of a study as pages and files."""
