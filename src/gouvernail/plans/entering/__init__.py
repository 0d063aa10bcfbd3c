"""A plan of several years entered at once: a table that is pasted, and seen before it is written."""
