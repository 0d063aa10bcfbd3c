"""Digital public spaces."""
