"""The home page, and the pages that belong to no other room."""
