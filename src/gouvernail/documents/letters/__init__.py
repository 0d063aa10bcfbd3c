"""Letter templates: what the system knows fills their fields, what it does not is left to fill."""
