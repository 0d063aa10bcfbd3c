"""The extract of the minutes for one project."""
