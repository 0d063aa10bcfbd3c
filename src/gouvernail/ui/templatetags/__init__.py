"""Template tags of the visual house."""
