"""Backups: one archive with the database, the secret key and a manifest, and its return in the place of the data."""
