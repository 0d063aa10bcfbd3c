"""What people do to studies; each act asks the right, writes in one transaction, and leaves one line in the journal."""
