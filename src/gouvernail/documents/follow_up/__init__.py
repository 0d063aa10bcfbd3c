"""What was done after a report of recommendations: the account given to the assembly within a year."""
