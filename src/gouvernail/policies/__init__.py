"""Framework documents (charter, policies, procedures), who has read them, and who does what in each process."""
