"""The note of a study to the director general, and its one-page sheet for elected members."""
