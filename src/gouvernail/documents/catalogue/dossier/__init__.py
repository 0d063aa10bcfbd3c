"""The index of a dossier."""
