"""Equipment and applications."""
