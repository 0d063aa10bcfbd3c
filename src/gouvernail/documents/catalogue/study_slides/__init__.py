"""The comparison of a study as slides."""
