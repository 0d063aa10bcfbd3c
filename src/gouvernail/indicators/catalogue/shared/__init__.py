"""What a shared service gives its members."""
