"""Lists, sheets, forms, exports and threads of every business object."""
