"""The thread of an object, as a document."""
