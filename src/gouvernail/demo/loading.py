"""Loads the demonstration: four fictional collectivités that carry the real figures of the documents."""
