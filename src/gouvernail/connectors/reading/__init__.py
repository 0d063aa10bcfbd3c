"""Documents read into proposals: lines and tables found, faults said, nothing written before a person agrees."""
