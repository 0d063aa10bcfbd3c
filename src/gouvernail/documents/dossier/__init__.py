"""The dossier of an object in one archive: its thread, the sheets, what was frozen, the journal, the checksums."""
