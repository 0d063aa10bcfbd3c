"""Charts: described once, drawn for the page and for documents, always with their table."""
