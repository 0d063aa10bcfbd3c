"""The plan of investment as slides."""
