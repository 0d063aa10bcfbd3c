"""One folder a document: its content, read from the database into a story."""
