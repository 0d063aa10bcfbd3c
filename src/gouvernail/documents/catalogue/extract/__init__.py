"""What the minutes say of one project."""
