"""What is measured, never about a person."""
