"""Versions of the plan of investment: arrested on a day, then compared."""
