"""Projects and milestones."""
