"""What needs no draw: proofs, intervals and distances, for the weighted sum of values."""
