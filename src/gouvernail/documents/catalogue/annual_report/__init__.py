"""The annual report of the information system."""
