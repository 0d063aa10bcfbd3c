"""Studies as their templates take them."""
