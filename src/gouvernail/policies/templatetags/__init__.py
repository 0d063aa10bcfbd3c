"""What the templates that show attached files may use."""
