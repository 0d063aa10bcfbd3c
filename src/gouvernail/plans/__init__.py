"""Budget lines, roadmap, PPI."""
