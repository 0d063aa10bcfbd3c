"""Who did what and when, chained by hashes."""
