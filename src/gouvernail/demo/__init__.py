"""Four fictional collectivités with the real figures of the documents."""
