"""The plan on one page, for elected members."""
