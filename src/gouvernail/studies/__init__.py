"""Studies: scenarios compared on criteria, weighed by functions, costed, and chosen with a known strength."""
