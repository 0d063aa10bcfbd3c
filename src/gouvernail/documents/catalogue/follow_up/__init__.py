"""The account of what was done after a report."""
